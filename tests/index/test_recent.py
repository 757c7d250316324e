"""What was worked out lately is not worked out again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index.results import SearchRequest
from index.searching.recent import Recent


@pytest.fixture
def made():
    return []


def asked(recent, made, *keys):
    return [recent.get(key, lambda key=key: made.append(key) or key.upper()) for key in keys]


def test_a_value_is_made_once(made):
    assert asked(Recent(2), made, "a", "a", "b", "a") == ["A", "A", "B", "A"]
    assert made == ["a", "b"]


def test_what_was_asked_for_least_recently_is_forgotten(made):
    asked(Recent(2), made, "a", "b", "a", "c", "a", "b")
    assert made == ["a", "b", "c", "b"]


def test_what_fails_is_tried_again(made):
    recent = Recent(2)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 // 0)
    assert asked(recent, made, "a") == ["A"]


def test_threads_share_it():
    recent = Recent(3)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: recent.get(n % 7, lambda: n % 7), range(5000)))
    assert found == [n % 7 for n in range(5000)]


def test_the_next_page_of_a_search_ranks_nothing_again(searcher, monkeypatch):
    first = searcher.search(SearchRequest("coiffeur"))
    monkeypatch.setattr("index.searching.rerank.Reranker.rank", None)
    again = searcher.search(SearchRequest("coiffeur", page=1, groupe="metier"))
    assert again.groups[0].results == first.groups[0].results
