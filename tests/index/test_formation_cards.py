"""What the card of a formation says of it, with a text or without."""

import pytest

from debouches.settings import Settings
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from mappings.records import Section
from tests.index.conftest import harvested
from tests.index.factories import formation, metier

BAC = {"type_formation": "baccalauréat professionnel", "niveau": 4, "duree": "3 ans"}
CORPUS = (
    metier("D1102", "Boulanger / Boulangère"),
    formation("FOR.1", "bac pro boulanger", **BAC),
    formation("FOR.2", "bac pro coiffeur", **BAC, descriptif=(Section(paragraphes=("On coupe.",)),)),
    formation("FOR.3", "maître jardinier", niveau_sortie="bac + 3", duree="1 an"),
    formation("FOR.4", "titre de niveau 5", type_formation="titre de niveau 5", niveau=5),
    formation("FOR.5", "formation de clown"),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("bac pro boulanger", "Baccalauréat professionnel, niveau 4, 3 ans"),
        ("bac pro coiffeur", "On coupe."),
        ("maître jardinier", "Bac + 3, 1 an"),
        ("titre de niveau 5", "Titre de niveau 5"),
        ("formation de clown", None),
    ],
)
def test_without_a_text_it_says_the_diploma_the_level_and_how_long(searcher, query, phrase):
    (group,) = searcher.search(SearchRequest(query, groupe="formation")).groups
    assert group.results[0].phrase == phrase
