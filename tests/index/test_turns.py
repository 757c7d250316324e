"""Pages that this process computes take turns; those that wait for a cluster do not wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest

from debouches.errors import RequestError
from index.generations.lifecycle import build
from index.generations.opening import open_generation
from index.generations.stores import local_store
from index.results import MAX_QUERY_LENGTH, SearchRequest
from index.tools import read_search_tools

READERS = 2
LONGEST_WAIT_S = 0.2
"""For a reader who never comes; those who may come are there in a millisecond."""


class Watched:
    """An engine that knows whether its readers were ever in it together."""

    def __init__(self, engine, *, computes_here):
        self._engine, self.computes_here = engine, computes_here
        self._door, self.were_together = Barrier(READERS), False

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def candidates(self, plan, **options):
        try:
            self._door.wait(LONGEST_WAIT_S)
            self.were_together = True
        except BrokenBarrierError:
            pass
        return self._engine.candidates(plan, **options)


@pytest.mark.parametrize("computes_here", [True, False])
def test_readers_are_in_the_engine_together_only_if_another_does_the_work(small, computes_here):
    build(small)
    tools = read_search_tools()
    store = local_store(small, tools.relevance)
    engine = Watched(store.open(store.current()), computes_here=computes_here)
    service = open_generation(engine, tools)
    with ThreadPoolExecutor(READERS) as readers:
        pages = list(readers.map(service.search, [SearchRequest("boulanger")] * READERS))
    assert [page.groups[0].results[0].code for page in pages] == ["D1102"] * READERS
    assert engine.were_together is not computes_here


def test_a_page_that_fails_leaves_its_turn(searcher):
    with pytest.raises(RequestError):
        searcher.search(SearchRequest("x" * (MAX_QUERY_LENGTH + 1)))
    assert searcher.search(SearchRequest("boulanger")).groups
