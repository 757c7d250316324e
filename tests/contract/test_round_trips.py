"""How often a page asks the cluster: each time is a delay that a reader feels."""

import pytest
from elastic_transport import Transport

from index.facets import Filtres
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.conftest import CORPUS, ENGINES, make_settings
from tests.index.conftest import harvested
from tests.index.lieux import LIEUX


@pytest.fixture(scope="module", params=ENGINES[1:])
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    harvested(settings, *LIEUX, source="lieux")
    build(harvested(settings, *CORPUS))
    searcher = open_searcher(settings)
    searcher.facts()
    searcher.search(SearchRequest("xylophone"))  # names of establishments are read once
    return searcher


@pytest.fixture
def asked(monkeypatch):
    """What is asked of the cluster for a page, as it comes; not what follows the generation aside."""
    targets = []
    perform = Transport.perform_request

    def counted(self, method, target, **facts):
        if "_alias" not in target:
            targets.append(target)
        return perform(self, method, target, **facts)

    monkeypatch.setattr(Transport, "perform_request", counted)
    return targets


@pytest.mark.parametrize("q", ["BTS bâtiment", "bâtiment option xylophone", "option bâtiment à l'étage"])
def test_a_page_is_three_round_trips_though_words_may_be_places(searcher, asked, q):
    """Labels, the texts of what they name, the cards of the page."""
    assert searcher.search(SearchRequest(q)).groups
    assert len(asked) == 3


def test_the_neighbours_of_a_lonely_metier_are_one_more(searcher, asked):
    assert searcher.search(SearchRequest("maçon chantier")).groups
    assert len(asked) == 4


def test_a_place_is_looked_up_once(searcher, asked):
    for q in ("BTS bâtiment à Lyon", "BTS option à Lyon"):
        assert searcher.search(SearchRequest(q)).lieu
    assert len(asked) == 2 + 3 + 3


def test_the_same_words_filtered_are_one_round_trip(searcher, asked):
    """The ranking is remembered; the cards are read again."""
    searcher.search(SearchRequest("bâtiment option"))
    del asked[:]
    assert searcher.search(SearchRequest("bâtiment option", filtres=Filtres(niveau=("5",)))).groups
    assert len(asked) == 1


def test_a_suggestion_is_one_round_trip(searcher, asked):
    assert searcher.suggest("bâti").suggestions
    assert len(asked) == 1


def test_a_typo_is_one_more_what_may_be_meant(searcher, asked):
    assert searcher.search(SearchRequest("maçonn chantier")).correction
    assert len(asked) == 1 + 4
