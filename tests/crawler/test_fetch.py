"""Downloads, against a server that answers like the publishers: zip, no ETag, HEAD refused, and bad days."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from crawler.declaration.source import Download
from crawler.network.dialogue import Event
from crawler.network.fetch import fetch, spider_events
from crawler.network.file_spider import wrong_content
from crawler.network.reach import Reach
from crawler.network.snapshot import read_manifest
from crawler.runs.progress import NullListener
from debouches.errors import FetchError
from debouches.settings import CrawlSettings, Settings
from tests.crawler.factories import make_spec, zip_bytes
from tests.crawler.publisher import Publisher, content, in_turn, serving, stalled, truncated

ARCHIVE = zip_bytes({"table.csv": b"code,libelle\n1,un\n"})
HASTY = CrawlSettings(delay_s=0, timeout_s=1, retries=1)
HTML = b"<!DOCTYPE html><html><body>Maintenance</body></html>"
RUN, NEXT_RUN = "20260115T100000Z", "20260115T110000Z"


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as server:
        server.routes["/data"] = content(ARCHIVE)
        yield server


@pytest.fixture(scope="module")
def bad_days(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Publisher, dict[str, list[Event]], Path]]:
    """One spider, one publisher, one file per way of answering: name of the file → events."""
    folder = tmp_path_factory.mktemp("raw")
    with pytest.MonkeyPatch.context() as patch, serving() as server:
        patch.setenv("no_proxy", "127.0.0.1")
        server.routes = {
            "/robots.txt": content(b"User-agent: *\nDisallow: /forbidden\n", kind="text/plain"),
            "/sound": content(ARCHIVE),
            "/broken": content(b"oups", 500),
            "/passing": in_turn(content(b"oups", 503), content(ARCHIVE)),
            "/stalled": stalled(server.released),
            "/html": content(HTML, kind="text/html"),
            "/large": content(ARCHIVE * 10),
            "/cut": truncated(ARCHIVE),
            "/forbidden": content(ARCHIVE),
        }
        names = [path.removeprefix("/") for path in server.routes if path != "/robots.txt"]
        downloads = [_download(server, name) for name in names]
        events: dict[str, list[Event]] = {}
        for event in spider_events([*downloads, _second_address(server)], HASTY, folder, "essai"):
            events.setdefault(event.name, []).append(event)
        yield server, events, folder


def _download(server: Publisher, name: str) -> Download:
    return Download(name=name, kind="zip", urls=(f"{server.url}/{name}",), max_bytes=5 * len(ARCHIVE))


def _second_address(server: Publisher) -> Download:
    return Download(name="moved", kind="zip", urls=(f"{server.url}/nowhere", f"{server.url}/sound"))


BadDays = tuple[Publisher, dict[str, list[Event]], Path]


def failures(events: Sequence[Event]) -> list[str]:
    return [event.message for event in events if event.kind == "failure"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("broken", "réponse 500"),
        ("stalled", "pas de réponse complète dans le délai"),
        ("html", "page HTML au lieu d'un fichier zip"),
        ("large", "plus gros que la limite déclarée"),
        ("cut", "téléchargement interrompu avant la fin"),
        ("forbidden", "adresse interdite aux robots par l'éditeur (robots.txt)"),
    ],
)
def test_says_why_a_download_failed_and_writes_nothing(bad_days: BadDays, name: str, message: str) -> None:
    _, events, folder = bad_days
    assert failures(events[name]) == [message]
    assert not (folder / name).exists()


@pytest.mark.parametrize("name", ["sound", "passing", "moved"])
def test_keeps_the_bytes_as_received(bad_days: BadDays, name: str) -> None:
    _, _, folder = bad_days
    assert (folder / name).read_bytes() == ARCHIVE


def test_tries_again_only_what_may_pass(bad_days: BadDays) -> None:
    server, _, _ = bad_days
    tries = {name: server.paths().count(f"/{name}") for name in ("sound", "passing", "broken", "html")}
    assert tries == {"sound": 2, "passing": 2, "broken": 2, "html": 1}  # « sound » also serves « moved »


def test_turns_to_the_second_address(bad_days: BadDays) -> None:
    _, events, _ = bad_days
    assert failures(events["moved"]) == ["réponse 404"]


def test_never_asks_for_what_robots_txt_forbids(bad_days: BadDays) -> None:
    server, _, _ = bad_days
    assert "/forbidden" not in server.paths()


def test_never_asks_with_head_and_says_who_asks(bad_days: BadDays) -> None:
    server, _, _ = bad_days
    assert {(method, agent) for method, _, agent in server.requests} == {("GET", HASTY.user_agent)}


def test_tells_the_bytes_received(bad_days: BadDays) -> None:
    _, events, _ = bad_days
    assert max(event.received for event in events["sound"]) >= len(ARCHIVE)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("zip", b"code;libelle"),
        ("csv", b"{}"),
        ("csv", b"<a/>"),
        ("json", b"<a/>"),
        ("xml", b"a,b"),
        ("csv", b""),
    ],
)
def test_recognises_what_is_not_of_its_format(kind: str, body: bytes) -> None:
    assert wrong_content(kind, body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("zip", ARCHIVE),
        ("csv", b"\xef\xbb\xbfa;b"),
        ("json", b" [{}]"),
        ("xml", b"<?xml version='1.0'?><a/>"),
    ],
)
def test_accepts_what_is_of_its_format(kind: str, body: bytes) -> None:
    assert wrong_content(kind, body) is None


def fetch_two(publisher: Publisher, home: Path, run: str) -> Path:
    downloads = [
        {"name": name, "kind": "zip", "urls": [f"{publisher.url}/{name}"]} for name in ("one.zip", "two.zip")
    ]
    return fetch(
        make_spec(downloads=downloads), Settings(home=home, crawl=HASTY), run, NullListener(), Reach()
    )


def test_an_interrupted_run_is_resumed(publisher: Publisher, tmp_path: Path) -> None:
    publisher.routes["/one.zip"] = content(ARCHIVE)
    with pytest.raises(FetchError, match=r"/two\.zip : réponse 404.*source essai, fichier two\.zip"):
        fetch_two(publisher, tmp_path, RUN)
    publisher.routes["/two.zip"] = content(ARCHIVE)
    folder = fetch_two(publisher, tmp_path, NEXT_RUN)
    manifest = read_manifest(folder)
    assert publisher.paths().count("/one.zip") == 1
    assert manifest is not None
    assert manifest.complete
    assert {name: file.size for name, file in manifest.files.items()} == dict.fromkeys(
        ("one.zip", "two.zip"), len(ARCHIVE)
    )


def fetch_one(url: str, home: Path, **crawl: Any) -> Path:
    spec = make_spec(downloads=[{"name": "data.zip", "kind": "zip", "urls": [url]}])
    return fetch(spec, Settings(home=home, crawl=CrawlSettings(**crawl)), RUN, NullListener(), Reach())


def test_offline_opens_nothing(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="Réseau interdit"):
        fetch_one(f"{publisher.url}/data", tmp_path, offline=True)
    assert publisher.requests == []


def test_says_at_once_that_a_host_cannot_be_reached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(FetchError, match=r"Hôte injoignable : 127\.0\.0\.1"):
        fetch_one("http://127.0.0.1:1/data", tmp_path)


def test_a_spider_that_dies_is_an_error_of_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.network.fetch.SPIDER", "crawler.no_such_module")
    download = Download(name="data", kind="zip", urls=("http://127.0.0.1:1/data",))
    with pytest.raises(FetchError, match=r"s'est arrêté : .*no_such_module"):
        list(spider_events([download], HASTY, tmp_path, "essai"))
