"""People to ask: near a place, honest about how sure the address is, never a dead end."""

from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from index.annexes.structures.read import MOST_PER_RESEAU, StructuresRequest
from index.annexes.structures.views import ReseauProche, StructureProche, StructuresPage
from index.lieux.model import Lieu, LieuNomme
from tests.web import pages, samples, samples_structures
from tests.web.fakes import FakeSearcher
from web.pages.accompagner.conseiller import narrower


def main(client: TestClient, address: str) -> str:
    return pages.main_text(client.get(address).text)


def test_near_a_place_the_nearest_come_first_with_their_distance(client: TestClient) -> None:
    page = pages.parse(client.get("/conseiller?lieu=lyon").text)
    first = pages.text_of(page.find_class("carte")[0])
    assert "France Travail" in first
    assert "Agence de la Confluence Lyon, dans votre commune" in first
    assert "/lieux-d-accueil/ft-1" in pages.links(page)


def test_from_another_town_the_distance_is_between_centres(client: TestClient) -> None:
    text = main(client, "/conseiller?lieu=commune-27377")
    assert "Lyon, à 4 km environ, de centre à centre" in text


def test_an_old_address_is_folded_under_its_year_and_never_beside_a_current_one(client: TestClient) -> None:
    page = pages.parse(client.get("/conseiller?lieu=lyon").text)
    (folded,) = page.xpath("//details[.//a[contains(@href, 'cio-2017')]]")
    assert pages.text_of(folded.find("summary")) == "Adresses de 2017, à vérifier"
    assert "04 00 00 00 02" not in pages.text_of(page.get_element_by_id("contenu"))


def test_a_place_that_is_not_understood_still_says_whom_to_ask(client: TestClient) -> None:
    text = main(client, "/conseiller?lieu=nulle+part")
    assert "Nous n’avons pas reconnu" in text
    assert "3949" in text


def test_the_page_of_an_old_address_says_it_first(client: TestClient) -> None:
    page = pages.parse(client.get("/lieux-d-accueil/cio-2017").text)
    (alert,) = page.find_class("alerte")
    assert "s’arrête au 2 octobre 2017" in pages.text_of(alert)
    assert "/conseiller?lieu=commune-69123" in pages.links(alert)


def test_a_structure_without_phone_gives_that_of_its_network(client: TestClient) -> None:
    text = main(client, "/lieux-d-accueil/ft-1")
    assert "numéro national : 3949" in text
    assert "déduite par Débouchés" in text


def test_the_way_to_people_keeps_the_place(client: TestClient) -> None:
    page = pages.parse(client.get("/conseiller?lieu=lyon").text)
    assert page.find_class("aide-humaine")[0].get("href") == "/conseiller?lieu=commune-69123"
    formation = pages.parse(client.get("/formations/FOR.1563?lieu=lyon").text)
    assert {"/conseiller?lieu=commune-69123", "/formations/FOR.1563?passees=1&lieu=commune-69123#lieux"} <= (
        pages.links(formation)
    )
    narrowed = pages.links(pages.parse(client.get("/formations/FOR.1563?departement=69").text))
    assert "/conseiller?lieu=69" in narrowed


def test_the_api_refuses_a_place_that_it_does_not_know(client: TestClient) -> None:
    answer = client.get("/api/v1/structures?lieu=zzz")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "lieu")
    near = client.get("/api/v1/structures?lieu=lyon").json()["data"]
    assert [one["reseau"] for one in near["reseaux"]] == ["France Travail", "Lycée", "CIO"]


def test_a_region_offers_its_departements_since_nobody_is_near_a_region() -> None:
    rhone = LieuNomme(id="departement-69", niveau="departement", code="69", libelle="Rhône")
    bassin = LieuNomme(id="bassin-emploi-8428", niveau="bassin-emploi", code="8428", libelle="Lyon")
    inside = SimpleNamespace(parties=(rhone, bassin))
    site = SimpleNamespace(searcher=SimpleNamespace(territoire=lambda _: inside))
    region = Lieu(
        id="region-84", niveau="region", code="84", libelle="Ici", contexte="région", millesime=2026
    )
    assert narrower(site, region) == (rhone,)
    assert narrower(site, samples.LYON) == ()


def test_the_place_of_the_page_is_completed_as_elsewhere(client: TestClient) -> None:
    page = pages.parse(client.get("/conseiller").text)
    fields = page.xpath("//main//input[@name='lieu']")
    assert [field.get("data-lieux") for field in fields] == ["/api/v1/lieux"]


def at_the_foot(client: TestClient, address: str) -> str:
    return pages.text_of(pages.parse(client.get(address).text).find_class("conseiller")[0])


def test_a_fiche_ends_with_who_can_be_met_near_and_their_number(client: TestClient) -> None:
    for address in (
        "/metiers/D1102?lieu=lyon",
        "/formations/FOR.1563?lieu=lyon",
        "/certifications/RNCP500?lieu=lyon",
    ):
        foot = at_the_foot(client, address)
        assert "À joindre près de Lyon" in foot
        assert "France Travail : 3949 Agence de la Confluence, Lyon, dans votre commune" in foot
        assert "CIO du Vieux Pont" not in foot


def test_without_a_place_a_fiche_gives_the_numbers_of_the_whole_country(client: TestClient) -> None:
    foot = at_the_foot(client, "/metiers/D1102")
    assert "À joindre" in foot
    assert "3949" in foot
    assert "Confluence" not in foot


def test_the_foot_of_results_keeps_the_place(client: TestClient) -> None:
    for address in ("/recherche?q=boulanger&lieu=lyon", "/recherche?q=introuvable&lieu=lyon"):
        (foot,) = pages.parse(client.get(address).text).find_class("conseiller")
        assert pages.links(foot) == {"/conseiller?lieu=commune-69123"}


def test_a_place_that_no_line_of_ours_presents_is_shown_all_the_same(client: TestClient) -> None:
    page = pages.parse(client.get("/conseiller?lieu=lyon").text)
    (lycee,) = [card for card in page.find_class("carte") if card.findtext("h3") == "Lycée"]
    assert "Lycée des Deux Rives" in pages.text_of(lycee)
    assert "Reçoit : lycéens et leurs familles" in pages.text_of(lycee)
    cards = [card.findtext("h3") for card in page.find_class("carte")]
    assert len(cards) == len(set(cards))


def many(request: StructuresRequest, total: int = 9) -> StructuresPage:
    """Six agencies of Lyon, then others of elsewhere, as the index gives them when asked for all."""
    agence = samples_structures.AGENCE
    seen = []
    for number in range(total):
        place = {} if number < 6 else {"code_commune": "69266", "commune": "Villeurbanne"}
        structure = agence.structure.model_copy(update={"nom": f"Agence n° {number}", "code": f"ft-{number}"})
        view = agence.model_copy(update={"code": f"ft-{number}", "structure": structure} | place)
        seen.append(StructureProche(view=view, distance_km=float(number)))
    shown = seen if request.au_complet else seen[:3]
    return StructuresPage(
        lieu=request.lieu, reseaux=(ReseauProche(reseau="France Travail", actuelles=tuple(shown)),)
    )


def test_a_few_places_are_shown_and_all_the_others_of_the_commune_are_folded_under_them(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "structures", many)
    page = pages.parse(client.get("/conseiller?lieu=lyon").text)
    (card,) = [one for one in page.find_class("carte") if one.findtext("h3") == "France Travail"]
    (folded,) = card.xpath(".//details")
    names = [link.text for link in card.xpath(".//a[contains(@href, '/lieux-d-accueil/')]")]
    assert names == [f"Agence n° {number}" for number in range(6)]
    assert pages.text_of(folded.find("summary")) == "Voir les 3 autres"
    assert len(folded.xpath(".//li")) == 3
    assert "adresses, téléphones, horaires : non renseigné par la source" in pages.text_of(card)


def test_what_only_some_places_tell_is_told_or_said_absent_on_their_line(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(request: StructuresRequest) -> StructuresPage:
        page = many(request)
        first, *others = page.reseaux[0].actuelles
        structure = first.view.structure.model_copy(
            update={"telephone": "04 00 00 00 09", "horaires": ("du lundi au vendredi : 09:00-17:00",)}
        )
        known = first.model_copy(update={"view": first.view.model_copy(update={"structure": structure})})
        reseau = page.reseaux[0].model_copy(update={"actuelles": (known, *others)})
        return page.model_copy(update={"reseaux": (reseau,)})

    monkeypatch.setattr(searcher, "structures", told)
    page = pages.parse(client.get("/conseiller?lieu=lyon").text)
    lines = [
        pages.text_of(line) for line in page.xpath("//main//li[a[starts-with(@href, '/lieux-d-accueil/')]]")
    ]
    assert "04 00 00 00 09" in lines[0]
    assert "Du lundi au vendredi : de 9 h à 17 h" in lines[0]
    assert "téléphone : non renseigné par la source" in lines[1]
    assert "horaires : non renseigné par la source" in lines[1]
    assert "adresse :" not in lines[1]


def test_a_list_that_is_cut_says_so_and_how_to_see_the_rest(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    rhone = samples.LYON.model_copy(update=samples.RHONE.model_dump())
    monkeypatch.setattr(searcher, "lieux", lambda q, limit=8: (rhone,))
    says = f"Nous n’en montrons que {MOST_PER_RESEAU}"
    monkeypatch.setattr(searcher, "structures", lambda request: many(request, MOST_PER_RESEAU))
    assert says in main(client, "/conseiller?lieu=69")
    monkeypatch.setattr(searcher, "structures", lambda request: many(request, MOST_PER_RESEAU - 1))
    assert says not in main(client, "/conseiller?lieu=69")
