"""The page of a sector: its figures with their sources, what no source says, its métiers, its formations."""

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement

from index.annexes.emploi.views import Chiffre, Famille, GroupeSecteur
from index.lieux.model import LieuNomme
from index.views import FAMILLE_Y_MENE, Lien
from tests.web import pages
from tests.web.chiffres import LEVEL, SECTEUR, S, chiffre
from tests.web.fakes import FakeSearcher
from tests.web.samples import BOULANGER, LYON, lien


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


def groupe(code: str, libelle: str, *chiffres: Chiffre, metiers: tuple[str, ...] = ()) -> GroupeSecteur:
    famille = Famille(nomenclature="fap2009", code=code, libelle=libelle)
    return GroupeSecteur(famille=famille, metiers=metiers, chiffres=chiffres)


@pytest.fixture
def another(client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch):
    """The page of a sector with other facts."""

    def served(code: str, lieu: str = "", **facts: object) -> HtmlElement:
        view = SECTEUR.model_copy(update={"code": code, "lieu": LYON if lieu else None, **facts})
        monkeypatch.setattr(searcher, "secteur", lambda *_: view)
        return pages.parse(client.get(f"/secteurs/{code}?lieu={lieu}").text)

    return served


def rows(page, anchor: str, title: str) -> list[list[str]]:
    (table,) = [
        one for one in page.get_element_by_id(anchor).iter("table") if title in one.findtext("caption")
    ]
    return [[pages.text_of(cell) for cell in row] for row in table.find("tbody")]


def option(code: str, **facts: object) -> Lien:
    return lien("formation", code, f"Formation {code}", **{"niveau": 4} | facts)


def test_formations_come_by_level_then_those_that_lead_to_the_most_metiers(
    another, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, few = option("FOR.99"), [option(f"FOR.{n}") for n in range(10, 20)]
    beside = (
        option("FOR.1", relation=FAMILLE_Y_MENE),
        option("FOR.2", mention="terminée"),
        option("FOR.3", niveau=None),
        option("FOR.4", niveau=3),
    )
    given = {"D1102": (*few, shared), "D1104": (shared, *beside)}
    monkeypatch.setattr(
        searcher,
        "metier",
        lambda code: BOULANGER.model_copy(update={"code": code, "formations": given[code]}),
    )
    page = another("Q", groupes=(groupe("S0Z", "Artisans", metiers=tuple(given)),))
    section = page.get_element_by_id("formations")
    assert [pages.text_of(one) for one in section.iter("h2", "h3")] == [
        "Se former 13",
        "CAP ou équivalent (niveau 3) 1",
        "Bac ou équivalent (niveau 4) 11",
        "Niveau non renseigné 1",
    ]
    of_bac = [one.get("href") for one in section.findall("ul")[1].iter("a")]
    assert of_bac == ["/formations/FOR.99", *(f"/formations/FOR.{n}" for n in range(10, 17))]
    assert pages.text_of(section).count("Les 8 qui mènent au plus de métiers") == 1
    assert [pages.text_of(one) for one in page.get_element_by_id("metiers").iter("h2", "h3")] == [
        "Ses métiers 2",
        "Artisans 2",
    ]


def test_groups_are_compared_from_the_narrowest_place_the_hardest_to_recruit_first(another) -> None:
    ici = LieuNomme(id="departement-69", niveau="departement", code="69", libelle="Rhône")
    page = another(
        "R",
        groupes=(
            groupe("S0Z", "Bouchers", chiffre("tension", 2.0, LEVEL), chiffre("part-cdd", 9.0, "%")),
            groupe(
                "S1Z", "Cuisiniers", chiffre("tension", 5.0, LEVEL, lieu=ici), chiffre("tension", 1.0, LEVEL)
            ),
            groupe("S2Z", "Serveurs", chiffre("part-cdd", 20.0, "%"), chiffre("part-interim", 1.0, "%")),
            groupe("S3Z", "Hôteliers", chiffre("part-interim", 4.0, "%")),
        ),
    )
    tensions = rows(page, "observe", "Tension par groupe")
    assert [level.partition(" ")[0] for _, level in tensions] == ["5", "2"]
    assert tensions[0][0].startswith("CuisiniersRhône")
    assert [[cell.partition(" ")[0] for cell in row] for row in rows(page, "observe", "contrats courts")] == [
        ["Bouchers", "9", "non"],
        ["Serveurs", "20", "1"],
    ]


def test_regions_are_measured_against_the_first(another) -> None:
    regions = tuple(
        chiffre("emploi-regional", valeur, "milliers de personnes", famille=S) for valeur in (80.0, 20.0)
    )
    page = another("T", regions=regions)
    bars = page.get_element_by_id("observe").find(".//table").xpath(".//rect[not(@class)]")
    assert [bar.get("width") for bar in bars] == ["100.0", "25.0"]
    assert "non renseigné" in pages.text_of(another("U", regions=()).get_element_by_id("observe"))


def test_who_works_in_the_region_is_said_where_a_place_is_asked(another) -> None:
    figures = (*SECTEUR.chiffres, chiffre("emploi-regional", 12.0, "milliers de personnes", famille=S))
    said = [
        pages.text_of(another(code, lieu, chiffres=figures).find_class("bref")[0])
        for code, lieu in (("V", "lyon"), ("W", ""))
    ]
    assert ["12 000 personnes" in one.replace("\u202f", " ") for one in said] == [True, False]
