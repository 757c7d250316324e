"""Addresses of other sites, looked at on the loopback: good days, bad days, and what pages are told."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from signal import SIGKILL
from threading import Event
from typing import Any

import orjson
import pytest

from crawler.liens.check import Listener, Passage, check_links, once_the_network_answers
from crawler.liens.choose import due
from crawler.liens.journal import Journal, checking_alone
from crawler.liens.judge import judge, next_look
from crawler.network.dialogue import Answer as LinkAnswer
from debouches.errors import ConfigError, FetchError, RequestError
from debouches.settings import Settings
from debouches.storage import Storage, write_pointer
from mappings.liens import Constat, Table, read_regles
from tests.crawler.publisher import Answer, Publisher, content, serving, stalled

DAY_ONE = datetime(2026, 3, 2, 4, tzinfo=UTC)
PAGE = content(b"<p>Une page.</p>", kind="text/html")
GONE = content(b"", 404)
BROKEN = content(b"", 500)


def sent_to(target: str, status: int = 301) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def only_to_get(good: Answer) -> Answer:
    """Some servers do not know HEAD."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (good if handler.command == "GET" else GONE)(handler)

    return answer


class Bench:
    """A home that shows addresses of one server, and the day it is."""

    def __init__(self, root: Path, server: Publisher, timeout_s: float = 4) -> None:
        self.settings = Settings.model_validate(
            {"home": root, "crawl": {"delay_s": 0, "timeout_s": timeout_s, "retries": 2}}
        )
        self.server, self.now, self.regles = server, DAY_ONE, read_regles()
        self.storage = Storage(root)
        self.steps: list[tuple[int, int]] = []
        self.listener: Listener = lambda _step, done, total: self.steps.append((done, total))

    def show(self, *paths: str) -> None:
        folder = self.storage.records("a", "1")
        folder.mkdir(parents=True, exist_ok=True)
        lines = [orjson.dumps({"provenance": {"url": self.url(path)}}) for path in paths]
        (folder / "fiche.jsonl").write_bytes(b"\n".join(lines))
        write_pointer(self.storage.current_run("a"), "1")

    def url(self, path: str) -> str:
        return self.server.url + path

    def limit(self, **limits: Any) -> None:
        passage = self.regles.passage.model_copy(update=limits)
        self.regles = self.regles.model_copy(update={"passage": passage})

    def run(self, *only: str, days: float = 0) -> Passage:
        self.now += timedelta(days=days)
        self.server.requests.clear()
        addresses = tuple(self.url(path) for path in only)
        return check_links(
            self.settings,
            self.regles,
            self.listener,
            only=addresses,
            clock=lambda: self.now,
        )

    def etat(self, path: str) -> str | None:
        known = Journal(self.storage).known.get(self.url(path))
        return known and known.etat

    def told(self) -> dict[str, tuple[str, str | None]]:
        """What pages are told."""
        table = Table.model_validate_json((self.storage.links / "table.json").read_bytes())
        return {url.removeprefix(self.server.url): (e.etat, e.vers) for url, e in table.liens.items()}


@pytest.fixture(scope="module")
def network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")
        yield


@pytest.fixture
def server(network: None) -> Iterator[Publisher]:
    with serving() as publisher:
        publisher.answers_head = True
        yield publisher


@pytest.fixture
def bench(tmp_path: Path, server: Publisher) -> Bench:
    return Bench(tmp_path, server)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Says nothing, for longer than we wait."""
    time_is_out.wait(60)


time_is_out = Event()
FIRST_DAY: dict[str, Answer] = {
    "/robots.txt": content(b"User-agent: *\nDisallow: /prive\n", kind="text/plain"),
    "/": PAGE,
    "/accueil": PAGE,
    "/bonne": PAGE,
    "/perdue": GONE,
    "/partie": content(b"", 410),
    "/get-seulement": only_to_get(PAGE),
    "/corps-sans-fin": only_to_get(stalled(time_is_out)),
    "/ancien": sent_to("/nouveau"),
    "/nouveau": PAGE,
    "/pour-un-temps": sent_to("/en-passant"),
    "/en-passant": sent_to("/nouveau", 302),
    "/vers-la-racine": sent_to("/", 302),
    "/vers-l-accueil": sent_to("/accueil"),
    "/vers-rien": sent_to("/perdue"),
    "/en-rond": sent_to("/en-rond?encore", 302),
    "/en-rond?encore": sent_to("/en-rond", 302),
    "/panne": BROKEN,
    "/muette": silent,
    "/refusee": content(b"", 403),
    "/compte": content(b"", 401),
    "/prive/1": PAGE,
}
EXPECTED = {
    "/bonne": "vivant",
    "/perdue": "mort",
    "/partie": "mort",
    "/get-seulement": "vivant",
    "/corps-sans-fin": "vivant",
    "/ancien": "deplace",
    "/pour-un-temps": "vivant",
    "/vers-la-racine": "accueil",
    "/vers-l-accueil": "accueil",
    "/vers-rien": "mort",
    "/en-rond": "non-verifiable",
    "/panne": "incertain",
    "/muette": "incertain",
    "/refusee": "non-verifiable",
    "/compte": "non-verifiable",
    "/prive/1": "non-verifiable",
}


@pytest.fixture(scope="module")
def first_day(network: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, Passage]]:
    """All these pages, seen in one run: starting the spider is what costs."""
    with serving() as publisher:
        publisher.answers_head = True
        publisher.routes = FIRST_DAY
        # Long enough for a busy machine: one address of sixteen that is late is one state that is wrong.
        bench = Bench(tmp_path_factory.mktemp("liens"), publisher, timeout_s=10)
        bench.show(*EXPECTED, "/", "/index.html")
        yield bench, bench.run()
        time_is_out.set()


@pytest.mark.parametrize("path", EXPECTED)
def test_what_an_address_answers_makes_its_state(first_day: tuple[Bench, Passage], path: str) -> None:
    assert first_day[0].etat(path) == EXPECTED[path]


def test_pages_are_told_within_the_run_what_is_no_longer_a_link(first_day: tuple[Bench, Passage]) -> None:
    bench, _ = first_day
    url = bench.url
    assert bench.told() == {
        "/perdue": ("mort", None),
        "/partie": ("mort", None),
        "/vers-rien": ("mort", url("/perdue")),
        "/ancien": ("deplace", url("/nouveau")),
        "/vers-la-racine": ("accueil", url("/")),
        "/vers-l-accueil": ("accueil", url("/accueil")),
    }


def test_a_page_is_not_read_and_one_that_would_be_dead_is_asked_for_twice(
    first_day: tuple[Bench, Passage],
) -> None:
    methods = {path: [] for path in EXPECTED}  # type: dict[str, list[str]]
    for method, path, _ in first_day[0].server.requests:
        methods.get(path, []).append(method)
    assert (methods["/bonne"], methods["/partie"]) == (["HEAD"], ["HEAD", "GET"])
    assert methods["/prive/1"] == []


def test_we_say_who_we_are(first_day: tuple[Bench, Passage]) -> None:
    bench, _ = first_day
    assert {agent for _, _, agent in bench.server.requests} == {bench.settings.crawl.user_agent}


def test_the_run_says_what_it_saw_and_a_home_page_is_none_of_it(first_day: tuple[Bench, Passage]) -> None:
    bench, passage = first_day
    assert (passage.montrees, passage.verifiees, passage.remises, passage.jamais_vues) == (16, 16, 0, 0)
    assert passage.etats == dict(Counter(EXPECTED.values()))
    assert [path.removeprefix(bench.server.url) for path in passage.nouveaux_morts] == [
        "/partie",
        "/perdue",
        "/vers-l-accueil",
        "/vers-la-racine",
        "/vers-rien",
    ]
    assert bench.steps[-1] == (16, 16)


def test_the_next_day_only_what_failed_or_has_just_died_is_asked_for_again(
    first_day: tuple[Bench, Passage],
) -> None:
    bench, _ = first_day
    journal = Journal(bench.storage).known
    tomorrow, week, month = (DAY_ONE + timedelta(days=days) for days in (1, 7, 31))
    due_then = [len(due(journal, journal, bench.regles, day)) for day in (DAY_ONE, tomorrow, week, month)]
    assert due_then == [0, 7, 7, 16]


def judged(*answers: LinkAnswer) -> list[str]:
    """The state after each answer, one a day."""
    known: Constat | None = None
    states: list[str] = []
    for day, answer in enumerate(answers):
        known = judge(answer, known, read_regles(), DAY_ONE + timedelta(days=day))
        states.append(known.etat)
    return states


GOOD, FAILURE = LinkAnswer(url="/1", code=200), LinkAnswer(url="/1", code=503)
MUTE = LinkAnswer(url="/1", motif="hôte introuvable")


def test_failures_make_a_dead_link_only_when_there_are_several_over_days() -> None:
    assert judged(*[FAILURE, MUTE] * 4, MUTE) == ["incertain"] * 7 + ["mort"] * 2


def test_two_failures_far_apart_are_too_few() -> None:
    first = judge(FAILURE, None, read_regles(), DAY_ONE)
    assert judge(FAILURE, first, read_regles(), DAY_ONE + timedelta(days=90)).etat == "incertain"


def test_a_good_day_forgets_the_failures_before_it() -> None:
    assert judged(*[FAILURE] * 6, GOOD, *[FAILURE] * 3)[-1] == "incertain"


def test_a_dead_page_whose_server_fails_stays_dead() -> None:
    gone, refused = LinkAnswer(url="/1", code=404), LinkAnswer(url="/1", code=403)
    assert judged(gone, FAILURE, refused, GOOD) == ["mort", "mort", "mort", "vivant"]


def test_a_host_that_asks_us_to_slow_down_is_left_for_this_run(bench: Bench) -> None:
    bench.server.routes |= {"/1": content(b"", 429), "/2": PAGE}
    bench.show("/1", "/2", "/3")
    passage = bench.run()
    assert (passage.verifiees, passage.remises, bench.server.paths()) == (1, 2, ["/1"])


def test_a_host_that_does_not_answer_is_left_after_some_addresses(bench: Bench) -> None:
    bench.limit(echecs_de_suite=2)
    bench.server.routes["/bon"] = PAGE
    # The same server, twice: one of its names is mute.
    mute = "http://127.0.0.2:9/{}".format
    ours = [mute(n) for n in range(5)]
    bench.show("/bon")
    passage = check_links(bench.settings, bench.regles, lambda *_: None, ours=ours, clock=lambda: bench.now)
    assert (passage.verifiees, passage.remises) == (3, 3)


def test_a_run_asks_one_host_a_limited_number_of_times_and_the_oldest_first(bench: Bench) -> None:
    paths = [f"/metier/{n:04}" for n in range(3000)]
    bench.server.routes |= dict.fromkeys(paths, PAGE)
    bench.show(*paths)
    bench.limit(par_hote=40)
    assert bench.run().jamais_vues == 2960
    first = set(bench.server.paths())
    assert bench.run(days=1).verifiees == 40
    assert first.isdisjoint(bench.server.paths())


def test_one_address_can_be_checked_at_once_and_is_a_link_again_when_it_answers(bench: Bench) -> None:
    bench.server.routes |= {"/1": GONE, "/2": PAGE}
    bench.show("/1", "/2")
    assert (bench.run("/1").verifiees, bench.told()) == (1, {"/1": ("mort", None)})
    bench.server.routes["/1"] = PAGE
    assert bench.run("/1").revenus == (bench.url("/1"),)
    assert (bench.told(), set(bench.server.paths())) == ({}, {"/1"})


def test_an_address_that_is_not_shown_is_not_asked_for(bench: Bench) -> None:
    bench.show("/1")
    with pytest.raises(RequestError, match="ne montre pas"):
        bench.run("/3")


def test_an_address_that_no_page_shows_any_more_is_forgotten(bench: Bench) -> None:
    journal = Journal(bench.storage)
    journal.known = {"/1": judge(GOOD, None, bench.regles, DAY_ONE)}
    journal.keep_only(frozenset({"/2"}))
    assert Journal(bench.storage).known == {}


def test_what_a_killed_run_half_wrote_is_passed_and_the_rest_kept(bench: Bench) -> None:
    journal = Journal(bench.storage)
    journal.known = {"/1": judge(GOOD, None, bench.regles, DAY_ONE)}
    journal.keep_only(frozenset({"/1"}))
    path = bench.storage.links / "constats.jsonl"
    path.write_bytes(path.read_bytes() + b'{"url":"/2","etat":"mo')
    assert Journal(bench.storage).known == journal.known


def test_a_run_killed_in_the_middle_loses_nothing_that_it_found(bench: Bench) -> None:
    paths = [f"/{n}" for n in range(9)]
    bench.server.routes |= dict.fromkeys(paths, GONE)
    bench.show(*paths)
    bench.server.pause_after = 8  # HEAD then GET: four addresses
    heard, tells = os.pipe()

    def tell(_step: str, _done: int, _total: int) -> None:
        os.write(tells, b".")

    child = os.fork()
    if child == 0:
        try:
            bench.listener = tell
            bench.run()
        finally:
            os._exit(1)
    os.close(tells)
    assert [os.read(heard, 1) for _ in range(4)] == [b"."] * 4
    os.close(heard)
    os.kill(child, SIGKILL)
    os.waitpid(child, 0)
    bench.server.resume()
    assert len(Journal(bench.storage).known) == 4
    assert (bench.run().verifiees, len(bench.told())) == (5, 9)


def test_two_runs_at_once_are_refused(bench: Bench) -> None:
    bench.show("/1")
    with checking_alone(bench.storage), pytest.raises(ConfigError, match="en cours"):
        bench.run()


def test_what_is_dead_two_days_running_is_seen_again_a_week_later() -> None:
    gone, regles = LinkAnswer(url="/1", code=404), read_regles()
    first = judge(gone, None, regles, DAY_ONE)
    again = judge(gone, first, regles, DAY_ONE + timedelta(days=1))
    assert next_look(first, regles) < DAY_ONE + timedelta(days=1)
    assert next_look(again, regles) > DAY_ONE + timedelta(days=7)
    failed = judge(FAILURE, again, regles, DAY_ONE + timedelta(days=8))
    assert next_look(failed, regles) > DAY_ONE + timedelta(days=14)


def test_a_cable_unplugged_here_kills_no_link() -> None:
    failure = LinkAnswer(url="https://a.test/1", motif="hôte introuvable")
    with pytest.raises(FetchError, match="réseau"):
        list(once_the_network_answers([failure, failure]))
    good = LinkAnswer(url="https://b.test/1", code=200)
    assert list(once_the_network_answers([failure, good, failure])) == [failure, good, failure]


def test_offline_nothing_is_asked(bench: Bench) -> None:
    crawl = bench.settings.crawl.model_copy(update={"offline": True})
    bench.settings = bench.settings.model_copy(update={"crawl": crawl})
    with pytest.raises(FetchError, match="OFFLINE"):
        bench.run()


def test_every_field_of_the_rules_is_one_of_the_records() -> None:
    from mappings.records import RECORD_TYPES

    for record_type, fields in read_regles().champs.items():
        known = RECORD_TYPES[record_type].model_fields
        assert {field.split(".")[0] for field in fields} <= known.keys()
