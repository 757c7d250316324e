"""A cluster that fails: a French error within the delay, or the local index; never a client exception."""

import socket
from contextlib import suppress
from itertools import count
from threading import Thread

import orjson
import pytest

from debouches.errors import ConfigError, EngineError, EngineTimeoutError, NotReadyError
from debouches.settings import Settings
from index.engines.elastic.client import CONNECTIONS, connect
from index.engines.elastic.errors import checked
from index.engines.elastic.store import elastic_store
from index.generations.fallback import DEGRADED
from index.generations.lifecycle import build, generations, rollback
from index.generations.opening import at_once, open_searcher
from index.relevance import read_relevance
from index.results import SearchRequest
from tests.contract.conftest import URL, VARIABLE, make_settings
from tests.contract.network import Wire, stub
from tests.index.conftest import SMALL_CORPUS, harvested

Q = SearchRequest("boulanger")


def cluster(home, url, **facts):
    return Settings.model_validate({"home": home, "elasticsearch": {"url": url, "timeout_s": 0.3, **facts}})


@pytest.fixture
def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (401, EngineError, "identifiants.*__API_KEY.*__PASSWORD"),
        (403, EngineError, "droits.*__PREFIX"),
        (404, NotReadyError, "préfixe « debouches ».*__PREFIX"),
        (429, EngineError, "surchargé"),
        (500, EngineError, "500"),
        (503, EngineError, "état rouge"),
        (504, EngineTimeoutError, "trop de temps"),
    ],
)
def test_each_refusal_of_a_cluster_has_its_sentence(tmp_path, status, error, said):
    with stub(status) as (url, _), pytest.raises(error, match=said) as raised:
        open_searcher(cluster(tmp_path, url)).search(Q)
    assert type(raised.value) is error
    assert raised.value.retryable


@pytest.mark.parametrize("status", [403, 429])
def test_a_full_disk_is_not_taken_for_a_lack_of_rights(tmp_path, status):
    blocked = {
        "error": {
            "type": "cluster_block_exception",
            "reason": "index [x] blocked by: [TOO_MANY_REQUESTS/12]",
        },
        "status": status,
    }
    with stub(status, orjson.dumps(blocked)) as (url, _), pytest.raises(EngineError, match="disque plein"):
        build(harvested(cluster(tmp_path, url), *SMALL_CORPUS))


def test_a_red_index_inside_a_whole_answer_is_said():
    red = {"error": {"type": "search_phase_execution_exception"}, "status": 503}
    with pytest.raises(EngineError, match="état rouge"):
        checked(red)


def test_a_cluster_that_is_not_there_is_said_in_french(tmp_path, closed_port):
    with pytest.raises(EngineError, match=r"ne répond pas.*__URL"):
        open_searcher(cluster(tmp_path, closed_port)).search(Q)


def test_a_page_of_a_proxy_is_not_taken_for_an_answer(tmp_path):
    with (
        stub(200, b"<html>Connectez-vous</html>", "text/html") as (url, _),
        pytest.raises(EngineError, match=r"pas Elasticsearch.*__URL"),
    ):
        open_searcher(cluster(tmp_path, url)).search(Q)


def test_something_else_than_elasticsearch_is_refused(tmp_path):
    with stub(product="autre") as (url, _), pytest.raises(EngineError, match=r"pas Elasticsearch.*__URL"):
        open_searcher(cluster(tmp_path, url)).search(Q)


def test_a_cluster_that_hangs_is_given_up_within_the_delay(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(EngineTimeoutError, match="trop de temps"):
            open_searcher(cluster(tmp_path, url)).search(Q)


def test_a_cluster_that_freezes_in_the_middle_of_an_answer_is_given_up_within_the_delay(tmp_path):
    with stub(body=b'{"debouches-2026', missing=1000) as (url, _), pytest.raises(EngineTimeoutError):
        open_searcher(cluster(tmp_path, url)).search(Q)


def test_no_request_waits_for_the_connection_of_another(tmp_path):
    with socket.create_server(("127.0.0.1", 0), backlog=CONNECTIONS) as silent:
        silent.settimeout(10)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        store = elastic_store(cluster(tmp_path, url, timeout_s=60).elasticsearch, read_relevance())

        def ask():
            with suppress(EngineError):
                store.current()

        requests = [Thread(target=ask) for _ in range(CONNECTIONS)]
        for request in requests:
            request.start()
        reached = [silent.accept()[0] for _ in requests]
    for connection in reached:
        connection.close()
    for request in requests:
        request.join()


@pytest.mark.parametrize("command", [build, generations, rollback])
def test_commands_say_that_the_cluster_is_not_there(tmp_path, closed_port, command):
    with pytest.raises(EngineError, match="ne répond pas"):
        command(cluster(tmp_path, closed_port))


@pytest.mark.parametrize("url", ["pas une adresse", "exemple.fr:9200", "ftp://x:21"])
def test_an_address_that_is_not_one_is_a_setting_refused(tmp_path, url):
    with pytest.raises(ConfigError, match="ELASTICSEARCH__URL"):
        open_searcher(cluster(tmp_path, url))


def test_a_prefix_that_no_index_can_have_is_a_setting_refused(tmp_path):
    with pytest.raises(ConfigError, match="PREFIX"):
        open_searcher(cluster(tmp_path, "http://127.0.0.1:9", prefix="Débouchés"))


@pytest.mark.parametrize(
    ("secrets", "header"),
    [
        ({"api_key": "Y2xl"}, "ApiKey Y2xl"),
        ({"user": "site", "password": "secret"}, "Basic c2l0ZTpzZWNyZXQ="),
        ({"api_key": "Y2xl", "user": "site"}, "ApiKey Y2xl"),
        ({}, None),
    ],
)
def test_credentials_are_sent_as_the_cluster_wants_them(tmp_path, secrets, header):
    with stub(404, b'{"error": "alias absent", "status": 404}') as (url, received):
        settings = cluster(tmp_path, url, **secrets).elasticsearch
        assert elastic_store(settings, read_relevance()).current() is None
    assert received[0].get("authorization") == header


def test_the_local_index_answers_for_a_cluster_that_is_not_there(tmp_path, closed_port):
    build(harvested(Settings(home=tmp_path, data=None), *SMALL_CORPUS))
    searcher = open_searcher(cluster(tmp_path, closed_port))
    page = searcher.search(Q)
    assert page.groups[0].results[0].code == "D1102"
    assert page.degraded == (DEGRADED,)
    assert searcher.metier("D1202").code == "D1202"
    assert searcher.suggest("boul").suggestions


@pytest.fixture
def wired(tmp_path, prefixes):
    """A generation in a real cluster, reached by a wire that can fail; no local index."""
    if URL is None:
        pytest.skip(f"pas de cluster : {VARIABLE} donne son adresse (make test-es)")
    settings = make_settings("elasticsearch", tmp_path, prefixes())
    build(harvested(settings, *SMALL_CORPUS))
    wire = Wire(URL)
    through = settings.elasticsearch.model_copy(update={"url": wire.url, "timeout_s": 4.0})
    yield wire, settings.model_copy(update={"elasticsearch": through})
    wire.close()


@pytest.fixture
def _impatient(monkeypatch):
    """Time flies: the alias is asked at each request, a cluster that failed is tried again at once."""
    monkeypatch.setattr("index.generations.opening.monotonic", count(0, 10).__next__)
    monkeypatch.setattr("index.generations.opening.in_background", at_once)
    monkeypatch.setattr("index.generations.fallback.PAUSE_S", 0.0)


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(("fail", "error"), [("cut", EngineError), ("freeze", EngineTimeoutError)])
def test_a_site_recovers_by_itself_from_a_cluster_that_failed(wired, fail, error):
    wire, settings = wired
    searcher = open_searcher(settings)
    before = searcher.search(Q).groups
    getattr(wire, fail)()
    with pytest.raises(error):
        searcher.search(Q)
    wire.mend()
    assert searcher.search(Q).groups == before


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("_impatient")
def test_a_site_started_before_its_cluster_finds_it_when_it_comes(wired):
    wire, settings = wired
    wire.cut()
    searcher = open_searcher(settings)
    with pytest.raises(EngineError):
        searcher.facts()
    wire.mend()
    assert searcher.search(Q).total > 0


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("_impatient")
def test_an_index_deleted_under_the_site_is_said_and_rebuilt(wired):
    _, settings = wired
    searcher = open_searcher(settings)
    served = searcher.facts().generation
    with connect(settings.elasticsearch) as client:
        client.indices.delete(index=f"{settings.elasticsearch.prefix}-{served.lower()}-noms")
    with pytest.raises(EngineError, match="manque"):
        searcher.search(Q)
    build(settings)
    assert searcher.search(Q).total > 0
