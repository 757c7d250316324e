"""« Mon profil »: kept and compared in the browser; the server gives facts, the same to everybody."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from index.lieux.model import Lieu
from mappings.liaison import schema_liaison
from tests.web import pages, samples
from tests.web.fakes import CERTIFICATION, FORMATION, METIER, FakeSearcher
from web.blocks.profil import Marques, diplomes
from web.contenus.contents import load_contents
from web.rendering.assets import FOLDER
from web.serving.app import create_app
from web.wording.words import VOIES, niveaux_de_diplome

CONTENTS = load_contents()
SCRIPT = (FOLDER / "profil.js").read_text(encoding="utf-8")
RHONE = Lieu(
    id="departement-69",
    niveau="departement",
    code="69",
    libelle="Rhône",
    contexte="département",
    millesime=2026,
)
TRAITS = (
    ("niveau", "3"),
    ("voie", "scolaire"),
    ("voie", "vae"),
    ("editeur", "onisep"),
    ("departement", "2A"),
)


def said(result) -> dict[str, str]:
    (card,) = pages.parse(f"<ul><li{Marques().of(result)}></li></ul>").iter("li")
    return {name.removeprefix("data-"): value for name, value in card.attrib.items()}


def test_a_card_says_what_is_known_of_it_and_nothing_else() -> None:
    assert said(replace(FORMATION, traits=TRAITS)) == {
        "niveau": "3",
        "voie": "scolaire vae",
        "departement": "2A",
    }


def test_what_is_unknown_is_empty_and_what_makes_no_sense_is_absent() -> None:
    assert said(FORMATION) == {"niveau": "", "voie": "", "departement": ""}
    assert said(CERTIFICATION) == {"niveau": "", "voie": ""}


def test_a_certification_that_is_over_fits_nobody() -> None:
    assert said(replace(CERTIFICATION, traits=(*TRAITS, ("etat", "terminee")))) == {}


@pytest.mark.parametrize(
    ("words", "acces"),
    [
        (None, ""),
        ("CAP ou équivalent (Onisep)", "3"),
        ("CAP ou équivalent (Onisep), bac + 2 (Une branche)", "3 5"),
        ("sans diplôme (Onisep)", "sans-diplome"),
        ("bac + 1 (Onisep)", ""),
        ("CAP ou équivalent (Onisep), permis bateau (Une branche)", ""),
    ],
)
def test_a_metier_says_the_level_that_its_publishers_give_for_access(words: str | None, acces: str) -> None:
    """Not those of the formations that lead there; and nothing when one publisher's words say no level."""
    assert said(replace(METIER, acces=words, traits=TRAITS)) == {"acces": acces}


def test_every_card_of_a_page_of_results_can_be_compared(client: TestClient) -> None:
    page = pages.parse(client.get("/recherche?q=boulanger").text)
    cards = [card for card in page.find_class("carte") if "carte-suite" not in card.get("class")]
    assert cards
    assert all(card.xpath("@data-acces | @data-niveau") for card in cards)


def test_nothing_of_the_form_can_be_sent(client: TestClient) -> None:
    page = pages.parse(client.get("/profil").text)
    (form,) = page.xpath("//form[@data-profil]")
    assert not form.xpath(".//@name")
    assert form.get("action") is None
    assert form.xpath(".//select/@id") == ["p-situation", "p-diplome"]


def test_without_script_nothing_of_it_shows(client: TestClient) -> None:
    page = pages.parse(client.get("/profil").text)
    (form,) = page.xpath("//form[@data-profil]")
    assert form.get("hidden") is not None
    assert "JavaScript" in pages.text_of(page.xpath("//*[@data-sans-script]")[0])
    for address in ("/", "/recherche?q=boulanger", "/metiers/D1102"):
        for link in pages.parse(client.get(address).text).xpath("//a[@href='/profil']"):
            assert link.xpath("ancestor-or-self::*[@data-avec-script and @hidden]")


def test_the_script_is_not_on_the_way_of_who_has_no_profile(client: TestClient) -> None:
    sources = pages.parse(client.get("/recherche?q=boulanger").text).xpath("//script/@src")
    assert not [source for source in sources if "profil.js" in source]


def test_the_script_sends_nothing() -> None:
    for way_out in (
        "fetch",
        "XMLHttpRequest",
        "sendBeacon",
        "cookie",
        "location.assign",
        "location.href",
        "import(",
    ):
        assert way_out not in SCRIPT


def test_a_new_person_at_the_desk_finds_nothing_of_the_one_before(client: TestClient) -> None:
    for answer in (
        client.post("/conseiller", data={"situation": "jeune"}),
        client.post("/liaison", data={"vers": "fiche", "consentement": "1", "statut": "jeune"}),
    ):
        (link,) = pages.parse(answer.text).xpath("//a[@data-tout-effacer]")
        assert "Nouvelle personne" in pages.text_of(link)


def test_a_diploma_gives_access_to_what_the_law_says_and_to_all_below() -> None:
    known = {one.code: one for one in diplomes(niveaux_de_diplome("aucun"), CONTENTS.profil)}
    assert known["4"].ouvre == ("sans-diplome", "1", "2", "3", "4", "5", "6")
    assert known["4"].atteint == ("sans-diplome", "1", "2", "3", "4")
    assert [one.jusqu_a for one in known.values()] == [4, 4, 6, 6, 7, 8, 8]


def test_every_situation_has_its_voies_and_every_voie_its_words() -> None:
    assert set(CONTENTS.profil.voies) == set(CONTENTS.aiguillage.situations)
    assert {voie for voies in CONTENTS.profil.voies.values() for voie in voies} <= set(VOIES)
    assert set(CONTENTS.profil.ouvre) == set(niveaux_de_diplome("aucun"))


def test_the_levels_of_the_profile_are_those_of_the_handover_sheet(client: TestClient) -> None:
    assert "formation_initiale" in schema_liaison()["properties"]
    sheet = pages.parse(client.get("/liaison").text).xpath(
        "//select[@name='formation_initiale']/option/@value"
    )
    profile = pages.parse(client.get("/profil").text).xpath("//select[@id='p-diplome']/option/@value")
    assert sheet == profile


def test_only_known_departements_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "LIEUX", (RHONE,))
    client = TestClient(create_app(FakeSearcher(), settings=Settings(home=tmp_path)))
    offered = pages.parse(client.get("/profil").text).xpath("//select[@id='p-departement']/option")
    assert [pages.text_of(one) for one in offered] == ["Sans préciser", "Rhône (69)"]


def test_a_corpus_without_places_asks_no_departement(client: TestClient) -> None:
    assert "p-departement" not in client.get("/profil").text


def test_no_address_carries_a_profile(client: TestClient) -> None:
    """Whatever is asked in an address, the order and the page are those of everybody."""
    plain = client.get("/recherche?q=boulanger&groupe=formation").text
    asked = client.get("/recherche?q=boulanger&groupe=formation&situation=jeune&diplome=4&profil=1").text
    cards = [pages.parse(text).xpath("//li//h3/a/@href") for text in (plain, asked)]
    assert cards[0] == cards[1]
