"""Fiches of branches: under their label, and never above what is public about the same métier."""

from datetime import date

import pytest

from debouches.settings import Settings
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from mappings.records import Fiche
from tests.index.conftest import harvested
from tests.index.factories import appellation, fiche, metier, provenance

BRANCHE = provenance("rives", "Branche des rives", date_maj=date(2024, 5, 1), type_editeur="branche")


def of_branche(code, titre, **facts):
    one = fiche(code, titre, **facts)
    return one.model_copy(update={"provenance": BRANCHE, "type_editeur": "branche"})


CORPUS = (
    metier("N3102", "Marinier / Marinière"),
    metier("N3103", "Navigant fluvial / Navigante fluviale"),
    metier("D1102", "Boulanger / Boulangère"),
    appellation("1", "N3102", "Passeur / Passeuse de rivière"),
    # About two métiers, under a name that says the query better than theirs: a page of its own.
    of_branche(
        "RIV.1",
        "passeur/euse de rivière en bateau électrique",
        codes_rome=("N3102", "N3103"),
        accroche="Osez !",
    ),
    # The same métier as a fiche of the ROME, by its name: folded in its page.
    of_branche("RIV.2", "boulanger/ère", codes_rome=("D1102",), accroche="La branche recrute."),
    fiche("MET.17", "boulanger/ère", codes_rome=("D1102",), accroche="Il ou elle fait le pain."),
    # About nothing public.
    of_branche("RIV.3", "dresseur/euse de loutres de rivière", accroche="Un métier rare."),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


def codes(searcher, q):
    (group,) = [g for g in searcher.search(SearchRequest(q)).groups if g.genre == "metier"]
    return [result.code for result in group.results]


def test_a_fiche_of_a_branche_comes_after_the_public_metier_it_is_about(searcher):
    found = codes(searcher, "passeur de rivière en bateau électrique")
    assert found.index("N3102") < found.index("RIV.1")


def test_one_that_is_about_nothing_public_keeps_its_place(searcher):
    assert codes(searcher, "dresseur de loutres de rivière")[0] == "RIV.3"


def test_who_types_its_very_words_still_finds_it(searcher):
    assert "RIV.1" in codes(searcher, "passeur de rivière en bateau électrique")


def test_on_the_page_of_a_metier_the_text_of_a_branche_comes_last(searcher):
    assert [f.code for f in searcher.metier("D1102").fiches] == ["MET.17", "RIV.2"]


def test_a_card_says_which_of_its_publishers_is_a_branche(searcher):
    group = searcher.search(SearchRequest("boulanger")).groups[0]
    assert "Branche des rives (2024), fiche de branche" in group.results[0].editeurs
    assert "Onisep (2025)" in group.results[0].editeurs


def test_a_card_that_only_a_branche_fills_says_so_beside_its_title(searcher):
    found = searcher.search(SearchRequest("dresseur de loutres de rivière")).groups[0].results[0]
    assert (found.code, found.mention) == ("RIV.3", "fiche de branche")


def test_a_generation_without_fiches_of_branches_keeps_nothing_of_them(settings):
    build(harvested(settings, metier("D1102", "Boulanger / Boulangère")))
    assert codes(open_searcher(settings), "boulanger") == ["D1102"]


def test_a_fiche_said_to_be_of_a_branche_says_it_of_its_publisher():
    """A file of a branche in the common format, or a record of an earlier version."""
    written = fiche("RIV.9", "passeur/euse").model_dump(mode="json") | {"type_editeur": "branche"}
    del written["provenance"]["type_editeur"]
    assert Fiche.model_validate(written).provenance.type_editeur == "branche"
    assert Fiche.model_validate(written | {"type_editeur": "public"}).est_de_branche is False
