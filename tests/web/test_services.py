"""Asked something else than a métier or a formation, a search shows first the page that answers."""

from fastapi.testclient import TestClient

from index.query.requetes import read_lecture
from tests.web import pages
from web.contenus.contents import load_contents


def service_of(client: TestClient, q: str):
    page = pages.parse(client.get("/recherche", params={"q": q, "lieu": "commune-69123"}).text)
    [section] = page.xpath("//section[contains(@class, 'service')]")
    return page, section


def test_every_service_that_a_query_may_ask_is_answered() -> None:
    asked = {line.service for line in read_lecture().services}
    assert asked == set(load_contents().services)


def test_every_page_that_answers_is_there(client: TestClient) -> None:
    addresses = {url for reponse in load_contents().services.values() for url in reponse.pages.values()}
    assert {client.get(url).status_code for url in addresses} == {200}


def test_what_answers_comes_before_the_results_and_keeps_the_place(client: TestClient) -> None:
    _, section = service_of(client, "salaire boulanger")
    assert section.xpath("following::section[contains(@class, 'groupe')]")
    assert not section.xpath("preceding::section[contains(@class, 'groupe')]")
    links = section.xpath(".//a/@href")
    assert links[0].startswith("/metiers/D1102?")
    assert links[0].endswith("#remuneration")
    assert all("lieu=commune-69123" in link for link in links)


def test_the_part_of_the_metier_that_answers_is_on_its_page(client: TestClient) -> None:
    page = pages.parse(client.get("/metiers/D1102").text)
    parts = {one.partie for one in load_contents().services.values() if one.sur_le_metier}
    assert parts == {"perspectives", "remuneration"}
    assert all(page.get_element_by_id(part).find(".//h2") is not None for part in parts)


def test_a_page_that_answers_alone_is_not_called_a_failure(client: TestClient) -> None:
    page, section = service_of(client, "salaire")
    assert not any(link.startswith("/metiers/") for link in section.xpath(".//a/@href"))
    assert "Aucun" not in page.xpath("string(//p[@role='status'])")
    assert "Aucune fiche" not in page.xpath("string(//main)")


def test_other_sites_are_told(client: TestClient) -> None:
    assert client.get("/api/v1/search?q=salaire").json()["services"] == ["salaire"]
