"""A site over a cluster that fails: it starts, says so to its readers and in its log, and recovers."""

import socket
from concurrent.futures import Future
from threading import Event, Semaphore, Thread

import pytest
from fastapi.testclient import TestClient

from debouches.cli import FAILED, exit_code_of
from debouches.errors import EngineError
from index.generations.lifecycle import build
from index.generations.opening import CurrentSearcher, in_background, open_searcher
from index.results import SearchRequest
from index.tools import read_search_tools
from tests.contract.network import stub
from tests.contract.test_failure import _impatient, cluster, wired  # noqa: F401 - fixtures
from web.serving import serve as serve_module
from web.serving.app import create_app

PAGES = ("/", "/recherche?q=boulanger", "/metiers/D1102", "/explorer")
API = ("/api/v1/search?q=boulanger", "/api/v1/metiers/D1102", "/api/v1/health")


def visitor(settings):
    return TestClient(create_app(open_searcher(settings), settings=settings), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("status", "code", "setting"),
    [
        (401, "E-MOTEUR", "__PASSWORD"),
        (403, "E-MOTEUR", "__API_KEY"),
        (404, "E-INDEX-ABSENT", "__PREFIX"),
        (429, "E-MOTEUR", "disque plein"),
        (503, "E-MOTEUR", "état rouge"),
    ],
)
def test_every_page_says_when_to_come_back_and_the_log_says_what_to_change(
    tmp_path, caplog, status, code, setting
):
    with stub(status, b'{"error": "essai", "status": 0}') as (url, _):
        client = visitor(cluster(tmp_path, url, timeout_s=30))
        answers = {address: client.get(address) for address in (*PAGES, *API)}
    for address, answer in answers.items():
        assert answer.status_code == 503, address
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["cache-control"] == "no-store"
        assert "Traceback" not in answer.text
    assert {answers[address].json()["code"] for address in API} == {code}
    assert all(setting in message for message in caplog.messages if "incident" in message)
    assert not any(record.exc_info for record in caplog.records if record.name.startswith("debouches"))


@pytest.mark.parametrize("address", ["/metiers/D1102", "/api/v1/search?q=boulanger"])
def test_a_cluster_that_freezes_is_an_answer_too(tmp_path, address):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        answer = visitor(cluster(tmp_path, url)).get(address)
    assert answer.status_code == 504
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


@pytest.fixture
def served(monkeypatch):
    """Addresses on which the command would have served."""
    ports = []
    monkeypatch.setattr(serve_module, "serve", lambda settings, *_: ports.append(settings.port))
    return ports


@pytest.mark.parametrize(("status", "setting"), [(401, "__PASSWORD"), (404, "__PREFIX"), (503, "état rouge")])
def test_serve_starts_although_the_cluster_fails_and_says_why(served, monkeypatch, capsys, status, setting):
    with stub(status) as (url, _):
        monkeypatch.setenv("DEBOUCHES_ELASTICSEARCH__URL", url)
        assert exit_code_of(["serve", "--port", "8123"]) == 0
    assert served == [8123]
    said = capsys.readouterr().err
    assert setting in said
    assert "démarre sans index" in said


def test_serve_refuses_to_start_where_nobody_else_will_build_the_index(served, capsys):
    assert exit_code_of(["serve"]) == FAILED
    assert served == []
    assert "debouches build" in capsys.readouterr().err


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("_impatient")
def test_a_site_started_before_its_cluster_serves_its_pages_when_it_comes(wired):  # noqa: F811
    wire, settings = wired
    wire.cut()
    client = visitor(settings)
    assert {client.get(address).status_code for address in (*PAGES, *API)} == {503}
    wire.mend()
    assert {client.get(address).status_code for address in (*PAGES, *API)} == {200}


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("_impatient")
def test_a_red_index_is_a_503_until_the_next_build(wired):  # noqa: F811
    from index.engines.elastic.client import connect

    _, settings = wired
    client = visitor(settings)
    served = client.get("/api/v1/health").json()["generation"]
    index = f"{settings.elasticsearch.prefix}-{served.lower()}-noms"
    with connect(settings.elasticsearch) as admin:
        admin.indices.delete(index=index)
        nowhere = {"index.routing.allocation.require._name": "personne"}
        admin.indices.create(index=index, settings=nowhere, wait_for_active_shards=0)
    refused = client.get("/recherche?q=boulanger")
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    build(settings)
    assert client.get("/recherche?q=boulanger").status_code == 200


class FrozenStore:
    """A cluster that does not answer until `given_up`; counts how often it was asked."""

    def __init__(self):
        self.asked, self.given_up = 0, Event()

    def current(self):
        self.asked += 1
        self.given_up.wait()
        raise EngineError("trop de temps")


class Waited(Future):
    """Counts who waits for it."""

    come = Semaphore(0)

    def result(self, timeout=None):
        self.come.release()
        return super().result(timeout)


def test_requests_that_wait_for_a_frozen_cluster_fail_together_and_not_one_after_the_other(monkeypatch):
    monkeypatch.setattr("index.generations.opening.Future", Waited)
    store, failures = FrozenStore(), []
    searcher = CurrentSearcher(store, read_search_tools(), in_background)

    def ask():
        try:
            searcher.search(SearchRequest("boulanger"))
        except EngineError as error:
            failures.append(error)

    visitors = [Thread(target=ask) for _ in range(8)]
    for visitor_ in visitors:
        visitor_.start()
        Waited.come.acquire()
    store.given_up.set()
    for visitor_ in visitors:
        visitor_.join()
    assert len({id(error) for error in failures}) == len(visitors)
    assert store.asked == 1
