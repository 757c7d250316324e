"""Fiches of the ROME 3: on the page of the métier that kept their code, after all that holds today."""

import pytest

from debouches.settings import Settings
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from mappings.records import Section
from tests.index.conftest import harvested
from tests.index.factories import fiche, metier, provenance

OLD = provenance("rome-3", "Pôle emploi (ROME 3, remplacé en 2023)")
TODAY = provenance("rome", "France Travail")


def of_rome(code, titre, version, source, text):
    one = fiche(code, titre, codes_rome=(code,))
    facts = {
        "id": f"fiche:{source.source}:{code}",
        "provenance": source,
        "version_rome": version,
        "nature_travail": (Section(paragraphes=(text,)),),
    }
    return one.model_copy(update=facts)


CORPUS = (
    metier("D1102", "Boulanger / Boulangère"),
    metier("D1106", "Vendeur / Vendeuse en boulangerie", parent="D1102"),
    of_rome("D1102", "Boulangerie - viennoiserie", "3", OLD, "Pétrissait autrefois."),
    of_rome("D1102", "Boulanger / Boulangère", "4", TODAY, "Pétrit aujourd'hui."),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


def test_it_is_shown_after_that_of_today_and_on_no_page_of_its_own(searcher):
    view = searcher.metier("D1102")
    assert [one.provenance.source for one in view.fiches] == ["rome", "rome-3"]
    assert searcher.metier("D1106").fiches == ()


def test_the_sentence_of_a_card_is_never_its_own(searcher):
    found = searcher.search(SearchRequest("boulanger")).groups[0].results[0]
    assert found.code == "D1102"
    assert found.phrase == "Pétrit aujourd'hui."
