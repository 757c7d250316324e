"""Where and when, by whom: what is to come first, what is over folded, no date finer than its source."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from index.annexes.offre.read import OffreRequest
from mappings.records import Periode
from tests.web import pages
from tests.web.fakes import FakeSearcher
from tests.web.samples import FORMATION, FORMATION_NUE, ROME, TODAY
from web.wording.periods import periode_en_mots

NUL = "non renseigné par la source"


def block(client: TestClient, address: str, anchor: str):
    return pages.parse(client.get(address).text).get_element_by_id(anchor)


def test_sessions_to_come_are_shown_soonest_first_and_past_ones_are_folded(client: TestClient) -> None:
    section = block(client, "/formations/FOR.1563", "lieux")
    shown = [
        pages.text_of(line) for line in section.xpath(".//ul[@class='seances'][not(ancestor::details)]/li")
    ]
    assert shown == [
        "Du 6 avril 2026 au 3 juillet 2026 inscriptions closes",
        "De septembre 2026 à juin 2027",
    ]
    (folded,) = section.xpath(".//details[.//ul[@class='seances']]")
    assert "1 session passée Du 2 septembre 2024" in pages.text_of(folded)


def test_an_action_that_is_over_is_not_on_the_page_but_one_click_away(client: TestClient) -> None:
    section = block(client, "/formations/FOR.1563", "lieux")
    assert "2023" not in pages.text_of(section)
    assert "/formations/FOR.1563?passees=1#lieux" in pages.links(section)
    over = pages.text_of(block(client, "/formations/FOR.1563?passees=1", "lieux"))
    assert "Aucune session à venir n’est connue" in over


def test_funding_place_and_organisme_are_said(client: TestClient) -> None:
    text = pages.text_of(block(client, "/formations/FOR.1563", "lieux"))
    for said in (
        *("oui, formation conventionnée conseil régional, 12 places", "Prise en charge possible"),
        *("1 200 heures", "dont 400 en entreprise", "en présence et à distance", "Lyon (69)"),
        *("Fournil École Qualiopi", "SIRET 12345678901234", "82690000069"),
        "L’offre privée n’est pas exhaustive",
    ):
        assert said in text.replace("\u202f", " ")


def test_a_formation_without_offer_says_so(client: TestClient) -> None:
    assert NUL in pages.text_of(block(client, "/formations/FOR.2", "lieux"))


def test_a_departement_narrows_the_list_and_is_kept(client: TestClient) -> None:
    section = block(client, "/formations/FOR.1563?departement=38", "lieux")
    assert "Aucune session à venir n’est connue dans le département 38" in pages.text_of(section)
    assert section.xpath(".//option[@selected]/@value") == ["38"]


def test_an_organisme_says_its_label_its_codes_and_what_it_gives(client: TestClient) -> None:
    answer = client.get("/organismes/12345678901234").text
    text = pages.main_text(answer)
    for said in ("Qualiopi", "12345678901234", "82690000069", "1 place du Four", "04 00 00 00 00"):
        assert said in text
    assert "Formation d'hier 1 lieu sessions connues passées" in text
    assert "/formations/FOR.1563" in pages.links(pages.parse(answer))


def test_a_metier_names_the_organismes_of_its_formations(client: TestClient) -> None:
    section = block(client, "/metiers/D1102", "organismes")
    assert "/organismes/12345678901234" in pages.links(section)
    assert f"Pétrin Libre Label de qualité : {NUL}" in pages.text_of(section)


def test_the_api_gives_the_offer_and_says_its_limits(client: TestClient) -> None:
    answer = client.get("/api/v1/formations/FOR.1563/offre").json()["data"]
    assert [one["action"]["numero"] for one in answer["actions"]] == ["A1"]
    assert (answer["connues"], answer["total"], answer["passees"]) == (2, 1, 1)
    assert "n'est pas exhaustive" in answer["exhaustivite"]


@pytest.mark.parametrize(
    ("periode", "words"),
    [
        (Periode(debut=date(2027, 3, 4), fin=date(2027, 6, 30)), "du 4 mars 2027 au 30 juin 2027"),
        (Periode(debut=date(2027, 3, 4), fin=date(2027, 3, 4)), "le 4 mars 2027"),
        (
            Periode(debut=date(2027, 4, 1), fin=date(2027, 8, 31), precision="mois"),
            "d’avril 2027 à août 2027",
        ),
        (Periode(debut=date(2027, 3, 1), fin=date(2027, 3, 31), precision="mois"), "en mars 2027"),
        (
            Periode(debut=date(2027, 3, 4), fin=date(2027, 8, 31), precision="mois"),
            "du 4 mars 2027 à août 2027",
        ),
        (Periode(debut=date(2027, 1, 1), fin=date(2027, 12, 31), precision="annee"), "en 2027"),
        (Periode(debut=date(2027, 3, 4)), "à partir du 4 mars 2027, fin non renseignée"),
        (Periode(fin=date(2027, 3, 4)), "jusqu’au 4 mars 2027, début non renseigné"),
        (Periode(), "dates : non renseigné par la source"),
    ],
)
def test_a_date_is_never_more_precise_than_its_source(periode: Periode, words: str) -> None:
    assert periode_en_mots(periode) == words


def test_the_api_takes_a_place_and_refuses_one_it_does_not_know(client: TestClient) -> None:
    address = "/api/v1/formations/FOR.1563/offre"
    assert client.get(f"{address}?lieu=lyon").status_code == 200
    refused = client.get(f"{address}?lieu=zzz")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "lieu")


def test_with_a_place_the_formations_given_nearest_come_first(client: TestClient) -> None:
    block = pages.parse(client.get("/metiers/D1102?lieu=lyon").text).get_element_by_id("formations")
    nearest = block.find_class("liens")[0]
    assert pages.text_of(nearest) == "BTM boulanger 2 ans Vienne, à 25 km environ à vol d’oiseau"
    assert "Les plus proches de Lyon" in pages.text_of(block)
    without = pages.parse(client.get("/metiers/D1102").text).get_element_by_id("formations")
    assert "Les plus proches" not in pages.text_of(without)


def test_an_offer_that_no_source_gives_says_where_else_to_look(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = searcher.offre(OffreRequest("FOR.2", TODAY))
    precise = FORMATION.formation.model_copy(update={"provenance": ROME})
    monkeypatch.setattr(searcher, "offre", lambda request: unknown)
    views = {"FOR.1563": FORMATION.model_copy(update={"formation": precise}), "FOR.2": FORMATION_NUE}
    monkeypatch.setattr(searcher, "formation", views.__getitem__)
    links = pages.links(block(client, "/formations/FOR.1563?lieu=lyon", "lieux"))
    assert "/territoires/commune-69123#t-etablissements" in links
    assert any(link.startswith("https://") for link in links)
    without = pages.links(block(client, "/formations/FOR.2?lieu=lyon", "lieux"))
    assert not any("t-etablissements" in link for link in without)
