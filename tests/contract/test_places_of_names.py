"""A métier has its place among the candidates, however many formations and certifications say its words."""

from dataclasses import replace

import pytest

from index.documents import GENRES, Groupe
from index.generations.lifecycle import build
from index.generations.opening import open_generation
from index.generations.stores import open_store
from index.relevance import read_relevance
from index.results import SearchRequest
from index.tools import read_search_tools
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import harvested
from tests.index.factories import certification, formation, metier

LIMIT = 3
CORPUS = (
    metier("D1102", "Boulanger / Boulangère des grandes surfaces alimentaires"),
    certification("RNCP1", "Technicien boulanger"),
    *(formation(f"FOR.{n}", f"Boulanger {n}", metiers=("boulanger",)) for n in range(20)),
)
"""The titles of formations are shorter: by its words alone, each of them comes before the métier."""


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path, prefixes):
    """An engine that proposes three names of a kind."""
    settings = make_settings(request.param, tmp_path, prefixes())
    generation = build(harvested(settings, *CORPUS)).manifest.nom
    relevance = read_relevance()
    few = dict.fromkeys((*Groupe, *(f"texte-{genre}" for genre in GENRES)), LIMIT)
    store = open_store(settings, replace(relevance, candidats={**relevance.candidats, **few}))
    opened = store.open(generation)
    yield opened
    opened.close()


def test_titles_of_formations_leave_their_place_to_metiers_and_certifications(engine):
    page = open_generation(engine, read_search_tools()).search(SearchRequest("boulanger"))
    found = {group.genre: [result.code for result in group.results] for group in page.groups}
    assert found["metier"] == ["D1102"]
    assert found["certification"] == ["RNCP1"]
    assert len(found["formation"]) == LIMIT


def test_completions_leave_a_place_to_metiers(engine):
    [boulanger], cles = engine.entities_of(["D1102"]), read_search_tools().analyser.keys("boulanger")
    assert boulanger in [one.entity for one in engine.complete([], cles, LIMIT)]


def test_the_whole_text_of_a_metier_is_read_however_many_formations_say_its_words(engine):
    request = SearchRequest("boulanger", groupe="metier")
    page = open_generation(engine, read_search_tools()).search(request, explain=True)
    assert "plein_texte" in {part.nom for part in page.groups[0].results[0].details}
