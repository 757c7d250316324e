"""The page of a sector: its figures with their sources, what no source says, its métiers, its formations."""

from fastapi.testclient import TestClient

from tests.web import pages
from tests.web.fakes import FakeSearcher


def read(client: TestClient, address: str = "/secteurs/S", id_: str = "contenu") -> str:
    return pages.text_of(pages.parse(client.get(address).text).get_element_by_id(id_))


def in_brief(client: TestClient, address: str = "/secteurs/S") -> dict[str, str]:
    (bref,) = pages.parse(client.get(address).text).find_class("bref")
    return {pages.text_of(term): pages.text_of(term.getnext()) for term in bref.iter("dt")}


def test_what_is_published_for_the_sector_comes_with_who_when_and_where(client: TestClient) -> None:
    said = in_brief(client)
    assert "1 226 480 personnes, France métropolitaine, observé de 2017 à 2019" in said["Personnes en emploi"]
    assert "information de 2019" in said["Personnes en emploi"]
    assert "41,7 %" in said["Femmes et hommes"]
    assert "Auvergne-Rhône-Alpes (140 200 personnes)" in said["Premières régions"]


def test_what_no_source_says_of_a_sector_is_said_to_be_absent(client: TestClient) -> None:
    said = in_brief(client)
    assert said["En CDI"].startswith("non renseigné par la source")
    assert said["Salaire médian"] == "non renseigné par la source"
    assert said["À venir"] == "non renseigné par la source"


def test_what_cannot_be_added_up_is_given_group_by_group(client: TestClient) -> None:
    said = read(client, id_="observe")
    assert "Bouchers, charcutiers, boulangers9,3 %" in said
    assert "4 sur 5" in said
    assert "additionné par Débouchés" in said


def test_a_sector_leads_to_its_metiers_and_to_their_formations(client: TestClient) -> None:
    links = pages.links(pages.parse(client.get("/secteurs/S").text))
    assert "/metiers/D1102" in links
    assert any(link.startswith("/formations/") for link in links)


def test_the_place_is_asked_for_and_kept(client: TestClient, searcher: FakeSearcher) -> None:
    page = pages.parse(client.get("/secteurs/S?lieu=lyon").text)
    assert searcher.lieux_demandes == ["commune-69123"]
    assert "/metiers/D1102?lieu=commune-69123" in pages.links(page)


def test_sectors_are_found_from_the_domains_the_metiers_and_the_list_of_all(client: TestClient) -> None:
    for address in ("/explorer", "/explorer/D", "/secteurs", "/metiers/D1102"):
        assert "/secteurs/S" in pages.links(pages.parse(client.get(address).text))


def test_a_small_letter_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/secteurs/s?lieu=lyon", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, "/secteurs/S?lieu=lyon")


def test_the_api_gives_the_same_figures(client: TestClient) -> None:
    listed = client.get("/api/v1/secteurs").json()["data"]
    assert [(one["code"], one["metiers"]) for one in listed] == [("S", ["D1102"])]
    data = client.get("/api/v1/secteurs/S").json()["data"]
    assert data["regions"][0]["est_calcule"]
    assert data["groupes"][0]["chiffres"][0]["nom"] == "part-cdd"
    assert client.get("/api/v1/secteurs/S?lieu=nulle+part").status_code == 400
    assert client.get("/api/v1/secteurs/Y").status_code == 404
