"""One budget per request: however many calls a page makes, and however slowly they are answered."""

import orjson
import pytest
from fastapi.testclient import TestClient

from debouches.errors import EngineError, EngineTimeoutError
from debouches.settings import Settings
from index import deadline
from index.deadline import answer_within, missing, note_missing, time_left
from index.engines.elastic.store import elastic_store
from index.generations.fallback import DEGRADED
from index.generations.lifecycle import build
from index.generations.opening import CurrentSearcher, open_searcher
from index.relevance import read_relevance
from index.tools import read_search_tools
from tests.contract.network import stub
from tests.contract.test_failure import _impatient, cluster, wired  # noqa: F401 - fixtures
from tests.index.conftest import SMALL_CORPUS, harvested
from web.serving.app import create_app


@pytest.fixture
def clock(monkeypatch):
    """A clock that moves when told."""

    class Clock:
        now = 100.0

    monkeypatch.setattr(deadline, "monotonic", lambda: Clock.now)
    return Clock


def test_nobody_waiting_there_is_all_the_time_in_the_world():
    assert time_left() == float("inf")


def test_an_answer_inside_another_ends_with_the_first_of_both(clock):
    with answer_within(2):
        with answer_within(10):
            assert time_left() == 2
        with answer_within(1):
            assert time_left() == 1
        clock.now += 1.5
        assert time_left() == 0.5


def test_what_an_inner_answer_lacks_is_told_once_by_the_outer_one():
    with answer_within(1) as answer:
        with answer_within(1):
            note_missing("le texte")
            note_missing("le texte")
        assert answer.missing == ["le texte"]
    note_missing("à personne")
    assert missing() == ()


def test_once_the_budget_is_spent_the_cluster_is_not_even_asked(tmp_path, clock):
    with stub() as (url, received), answer_within(1):
        store = elastic_store(cluster(tmp_path, url).elasticsearch, read_relevance())
        clock.now += 2
        with pytest.raises(EngineTimeoutError, match="trop de temps"):
            store.current()
    assert received == []


@pytest.mark.parametrize("body", [b"{}" + b" " * 10_000, orjson.dumps({"a": "b" * 10_000})])
def test_a_cluster_that_answers_a_byte_at_a_time_is_given_up_within_the_delay(tmp_path, body):
    with stub(body=body, byte_by_byte_s=0.05) as (url, _):
        store = elastic_store(cluster(tmp_path, url).elasticsearch, read_relevance())
        with pytest.raises(EngineTimeoutError, match="trop de temps"):
            store.current()


class Spender:
    """A searcher whose every answer takes one second of the clock; remembers how long it was given."""

    def __init__(self, clock):
        self.clock, self.given = clock, []

    def __getattr__(self, name):
        def answer(*_args, **_kwargs):
            self.given.append(time_left())
            self.clock.now += 1
            raise EngineError("lent")

        return answer


def test_the_second_call_of_a_page_is_given_what_the_first_one_left(clock):
    spender = Spender(clock)
    settings = Settings.model_validate({"elasticsearch": {"timeout_s": 5}})
    client = TestClient(create_app(spender, settings=settings), raise_server_exceptions=False)
    for _ in range(2):  # a new request, a new budget
        spender.given.clear()
        client.get("/api/v1/health")
        client.get("/conseiller?lieu=commune-69123")
        assert spender.given[0] == 5
        assert all(later < 5 for later in spender.given[1:-1])


def test_who_waits_for_a_long_opening_waits_no_longer_than_a_page():
    held = []
    searcher = CurrentSearcher(object(), read_search_tools(), held.append)  # nothing opens
    with answer_within(0.01), pytest.raises(EngineTimeoutError, match="ouvrir"):
        searcher.facts()
    with answer_within(0.01), pytest.raises(EngineTimeoutError, match="ouvrir"):
        searcher.facts()
    assert len(held) == 1


def test_every_page_of_the_local_index_says_so_and_is_not_kept(tmp_path):
    build(harvested(Settings(home=tmp_path, data=None), *SMALL_CORPUS))
    with stub(503) as (url, _):
        settings = cluster(tmp_path, url)
        client = TestClient(create_app(open_searcher(settings), settings=settings))
        answers = [client.get(page) for page in ("/metiers/D1102", "/recherche?q=boulanger")]
        answers.append(client.get("/api/v1/metiers/D1102"))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {answer.headers["debouches-degrade"] for answer in answers} == {"oui"}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert [answer.text.count(DEGRADED) for answer in answers] == [1, 1, 0]


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("_impatient")
def test_a_page_of_a_slow_cluster_ends_with_its_budget_and_the_site_recovers(wired):  # noqa: F811
    wire, settings = wired
    client = TestClient(create_app(open_searcher(settings), settings=settings), raise_server_exceptions=False)
    assert client.get("/metiers/D1102").status_code == 200
    wire.slow(1.5)  # less than the delay of one call, more than a page of several can bear
    late = client.get("/metiers/D1102")
    assert late.status_code == 504
    assert int(late.headers["retry-after"]) > 0
    wire.mend()
    assert client.get("/metiers/D1102").status_code == 200
