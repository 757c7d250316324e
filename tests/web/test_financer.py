"""Aids by situation and obstacle: who to ask, true at which date, and never more than is known."""

from fastapi.testclient import TestClient

from tests.web import pages


def main(client: TestClient, address: str) -> str:
    return pages.main_text(client.get(address).text)


def test_the_page_says_that_only_an_adviser_engages_a_funding(client: TestClient) -> None:
    assert "Seul un conseiller peut engager un financement" in main(client, "/financer")


def test_a_situation_keeps_its_aids_only(client: TestClient) -> None:
    text = main(client, "/financer?situation=etudiant&obstacle=")
    assert "1 aide · voir les 2 aides" in text
    assert "Bourse du fournil" in text
    assert "triporteur" not in text


def test_an_amount_has_its_date_and_its_absence_is_said(client: TestClient) -> None:
    text = main(client, "/financer")
    assert "12 € par mois (au 1er janvier 2025)" in text
    assert "Montant non renseigné : à lire chez l’éditeur" in text
    assert "repère au 1er janvier 2025, non vérifié auprès de l'éditeur" in text


def test_the_page_says_how_many_lines_nobody_verified(client: TestClient) -> None:
    assert "Lignes encore à vérifier auprès de leur éditeur : 1 sur 2" in main(client, "/financer")


def test_whom_to_ask_leads_to_where_they_are(client: TestClient) -> None:
    page = pages.parse(client.get("/financer?lieu=lyon").text)
    (mission,) = (one for one in page.iter("a") if one.text == "La mission locale")
    assert mission.get("href") == "/lieux-d-accueil?q=mission+locale&lieu=commune-69123"
    assert client.get(mission.get("href")).status_code == 200
    assert not [one for one in page.iter("a") if one.text == "Le service social"]


def test_a_search_without_result_leads_to_whom_it_names(client: TestClient) -> None:
    people = pages.parse(client.get("/recherche?q=introuvable").text).get_element_by_id("contenu")
    assert "/lieux-d-accueil?q=cio" in pages.links(people)


def test_nothing_found_still_leads_to_people(client: TestClient) -> None:
    answer = client.get("/financer?obstacle=garde").text
    assert "Aucune aide de notre liste" in pages.main_text(answer)
    assert "/conseiller" in pages.links(pages.parse(answer).get_element_by_id("contenu"))


def test_the_api_filters_as_the_page_does(client: TestClient) -> None:
    answer = client.get("/api/v1/aides?obstacle=transport").json()
    assert [aide["code"] for aide in answer["data"]] == ["permis"]
    assert "Seul un conseiller" in answer["avertissement"]
