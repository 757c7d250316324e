"""Establishments by their names: beside the results, without being ranked with them, and on their page."""

from fastapi.testclient import TestClient

from tests.web import pages


def test_results_show_the_establishments_that_the_words_name_in_a_group_of_their_own(
    client: TestClient,
) -> None:
    page = pages.parse(client.get("/recherche?q=boulanger+cfa").text)
    heading = page.get_element_by_id("g-etablissement")
    assert pages.text_of(heading) == "Établissements 7"
    assert pages.links(heading.getparent()) == {
        "/etablissements/0693764S",
        "/organismes/12345678901234",
        "/etablissements?q=boulanger+cfa",
    }
    assert "par leur nom" in pages.text_of(heading.getparent())


def test_they_are_shown_too_where_nothing_else_answers(client: TestClient) -> None:
    page = pages.parse(client.get("/recherche?q=cfa").text)
    assert "/etablissements/0693764S" in pages.links(page)
    (resume,) = page.find_class("resume")
    assert pages.text_of(resume) == "7 établissements"


def test_no_establishment_is_no_group(client: TestClient) -> None:
    assert 'id="g-etablissement"' not in client.get("/recherche?q=boulanger").text


def test_the_page_finds_them_by_name_and_says_when_none_has_it(client: TestClient) -> None:
    found = pages.parse(client.get("/etablissements?q=cfa").text)
    assert "7 établissements, dont voici les 2 premiers" in pages.text_of(found)
    none = client.get("/etablissements?q=introuvable")
    assert none.status_code == 200
    assert "Aucun de ceux que nous connaissons" in none.text


def test_the_api_gives_them_with_a_search_and_alone(client: TestClient) -> None:
    searched = client.get("/api/v1/search?q=boulanger+cfa").json()["etablissements"]
    alone = client.get("/api/v1/etablissements?q=cfa").json()
    assert searched["total"] == alone["total"] == 7
    assert searched["data"] == alone["data"]
    assert alone["data"][0] == {
        "genre": "etablissement",
        "code": "0693764S",
        "nom": "CFA de la boulange",
        "departement": "69",
        "url": "/etablissements/0693764S",
    }
