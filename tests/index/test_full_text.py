"""Which searches of the whole texts a corpus asks for, and what is kept of them."""

import numpy as np

from index.documents import GENRES
from index.engines.base import EntityHits
from index.engines.embedded import engine
from index.engines.full_text import TextSearch, gathered, text_searches
from index.engines.places import PlaceTable
from index.results import SearchRequest

LIMITS = {"genre-dominant": 0.8, **{f"texte-{genre}": 100.0 for genre in GENRES}}
METIER, FORMATION = GENRES.index("metier"), GENRES.index("formation")


def test_each_genre_is_searched_apart():
    searches = text_searches(LIMITS, {"metier": 10, "formation": 10, "certification": 10})
    assert searches == tuple(TextSearch(genre, 100, est_large=False) for genre in GENRES)


def test_a_genre_that_fills_the_corpus_is_searched_in_all_of_it_for_as_many_more():
    searches = text_searches(LIMITS, {"metier": 10, "formation": 80, "certification": 10})
    assert searches[FORMATION] == TextSearch("formation", 125, est_large=True)
    assert not searches[METIER].est_large


def test_an_empty_corpus_is_searched_too():
    assert len(text_searches(LIMITS, {})) == len(GENRES)


def test_what_is_not_of_the_genre_is_put_aside_with_its_score():
    places = PlaceTable(np.array([[METIER, 0, 0], [FORMATION, 1, 1]], dtype=np.int32))
    large = TextSearch("formation", 2, est_large=True)
    found = gathered([(large, _hits((0, 9.0), (1, 5.0)))], places)
    assert (found.entities.tolist(), found.scores.tolist()) == ([1], [5.0])


def test_a_search_of_one_genre_is_kept_as_it_is():
    places = PlaceTable(np.array([[METIER, 0, 0], [FORMATION, 1, 1]], dtype=np.int32))
    narrow, large = TextSearch("metier", 2, est_large=False), TextSearch("formation", 2, est_large=True)
    found = gathered([(narrow, _hits((0, 9.0))), (large, _hits((0, 9.0), (1, 5.0)))], places)
    assert found.entities.tolist() == [0, 1]


def _hits(*hits: tuple[int, float]) -> EntityHits:
    entities, scores = zip(*hits, strict=True)
    return EntityHits(np.array(entities, dtype=np.int64), np.array(scores, dtype=np.float32))


def test_a_corpus_searched_by_two_threads_answers_the_same(searcher, monkeypatch):
    request = SearchRequest("faire le pain, régler un zymoscope")
    alone = searcher.search(request, explain=True)
    monkeypatch.setattr(engine, "LARGE", 0)
    assert searcher.search(request, explain=True).groups == alone.groups
