"""A site harvested by its map alone, on the loopback: two layouts, one content, and its bad days."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from crawler.contract import Issue
from crawler.harvest import harvest
from crawler.runs.report import Origin, RunReport
from crawler.sites.journal import PageLine, read_line
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Fiche, Formation
from mappings.records.files import read_records
from tests.crawler.publisher import Answer, Publisher, content, in_turn, serving
from tests.crawler.sites import declare, html, marked_site, plain_metier, plain_site

FAST = {"delay_s": 0, "timeout_s": 2, "retries": 0}


class Bench:
    """One site, its map, and a home."""

    def __init__(self, root: Path, server: Publisher, name: str, **changes: Any) -> None:
        self.catalog = declare(root / "sources", name, server, **changes)
        self.settings = Settings.model_validate({"home": root / "var", "crawl": FAST})
        self.server, self.source = server, name.replace("_", "-")
        self.storage = Storage(root / "var")

    def run(self, origin: Origin | None = None) -> RunReport:
        self.server.requests.clear()
        (report,) = harvest(self.settings, origin=origin, root=self.catalog)
        return report

    def records(self) -> dict[str, dict[str, Any]]:
        """By the last part of their code, without what differs from one site to another."""
        folder = self.storage.current_records(self.source)
        assert folder is not None
        found = [*read_records(folder, Fiche), *read_records(folder, Formation)]
        return {record.code.rpartition(".")[2]: _comparable(record) for record in found}

    def journal(self) -> list[PageLine]:
        path = max((self.storage.home / "raw" / self.source).glob("*/*.jsonl"))
        lines = map(read_line, path.read_bytes().splitlines())
        return [line for line in lines if isinstance(line, PageLine)]


def _comparable(record: Fiche | Formation) -> dict[str, Any]:
    said = record.model_dump(mode="json", exclude_defaults=True, exclude={"id", "code"})
    return said | {"provenance": said["provenance"]["date_maj"]}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as publisher:
        yield publisher


@pytest.fixture
def marked(tmp_path: Path, server: Publisher) -> Bench:
    server.routes = marked_site()
    return Bench(tmp_path, server, "site_balise")


@pytest.fixture
def plain(tmp_path: Path, server: Publisher) -> Bench:
    server.routes = plain_site()
    return Bench(tmp_path, server, "site_simple")


def _samples(report: RunReport, issue: Issue) -> list[tuple[str, str]]:
    found = report.issues.get(issue)
    return [(sample.field, sample.value) for sample in found.samples] if found else []


def test_two_layouts_of_one_content_give_the_same_records(tmp_path: Path, server: Publisher) -> None:
    server.routes = marked_site()
    first = Bench(tmp_path / "a", server, "site_balise")
    report = first.run()
    server.routes = plain_site()
    second = Bench(tmp_path / "b", server, "site_simple")
    assert report.records == second.run().records == {"fiche": 3, "formation": 1}
    assert first.records() == second.records()


@pytest.mark.parametrize("bench", ["marked", "plain"])
def test_a_good_map_leaves_nothing_unread(bench: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(bench).run().issues == {}


def test_each_page_is_asked_for_once_and_nothing_outside_the_map(plain: Bench) -> None:
    plain.run()
    assert sorted(plain.server.paths()) == sorted(plain.server.routes)


def test_what_the_map_does_not_read_is_told(plain: Bench) -> None:
    page = plain_metier({**_metier(), "savoir": []}).replace(
        b"</body>", "<h2>Témoignage</h2><p>J'aime.</p>".encode() + b"</body>"
    )
    plain.server.routes["/fiche.php?metier=passeur"] = html(page)
    assert _samples(plain.run(), Issue.UNREAD_FIELD) == [("texte « Témoignage »", "J'aime.")]


def _metier() -> dict[str, Any]:
    from tests.crawler.sites import METIERS

    return METIERS["passeur"]


def test_a_second_run_asks_only_for_what_changed(marked: Bench) -> None:
    asked: list[str | None] = []
    routes = marked.server.routes
    marked.server.routes = {path: _with_etag(answer, asked) for path, answer in routes.items()}
    before = (marked.run(), marked.records())[1]
    marked.server.routes["/metiers/garde"] = html(b"<h1 itemscope>autre</h1>")
    report = marked.run()
    assert asked[:7] == [None] * 7
    assert asked[7:] == ['"v1"'] * 6
    assert report.changes["fiche"].vanished == 1
    assert before.keys() - marked.records().keys() == {"garde"}


def _with_etag(answer: Answer, asked: list[str | None]) -> Answer:
    def conditional(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match")
        asked.append(known)
        if known == '"v1"':
            handler.send_response(304)
            handler.end_headers()
            return
        original = handler.send_header

        def once(name: str, value: str) -> None:
            handler.send_header = original  # type: ignore[method-assign]
            original("ETag", '"v1"')
            original(name, value)

        handler.send_header = once  # type: ignore[method-assign]
        answer(handler)

    return conditional


def test_a_page_that_fails_keeps_its_last_good_copy_and_one_that_is_gone_leaves(marked: Bench) -> None:
    before = (marked.run(), marked.records())[1]
    marked.server.routes["/metiers/garde"] = content(b"oups", 503)
    marked.server.routes["/metiers/coupeur"] = content(b"", 404)
    marked.server.routes["/metiers/passeur"] = in_turn(lambda _: marked.server.released.wait(30))
    report = marked.run()
    told = [value.partition(" ; copie du")[0] for _, value in _samples(report, Issue.UNREACHABLE)]
    assert told == ["pas de réponse complète dans le délai", "réponse 404", "réponse 503"]
    assert marked.records() == {code: record for code, record in before.items() if code != "coupeur"}
    assert report.changes["fiche"].vanished == 1


def test_a_site_that_is_down_changes_nothing(marked: Bench) -> None:
    before = (marked.run(), marked.records())[1]
    marked.server.routes = dict.fromkeys(marked.server.routes, content(b"oups", 500))
    report = marked.run()
    assert (report.is_good, "Site injoignable" in report.reason) == (False, True)
    assert marked.records() == before


def test_a_site_that_closes_to_robots_is_left_alone(marked: Bench) -> None:
    marked.server.routes["/robots.txt"] = content(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    report = marked.run()
    assert "robots.txt" in report.reason
    assert marked.server.paths() == []


def test_pages_that_robots_may_not_read_are_not_asked_for(marked: Bench) -> None:
    marked.server.routes["/robots.txt"] = content(
        b"User-agent: *\nDisallow: /metiers/garde\n", kind="text/plain"
    )
    report = marked.run()
    assert "/metiers/garde" not in marked.server.paths()
    assert report.records == {"fiche": 2, "formation": 1}


def test_a_noindex_page_gives_no_record(plain: Bench) -> None:
    page = plain_metier(_metier()).replace(b"<head>", b'<head><meta name="robots" content="noindex">')
    plain.server.routes["/fiche.php?metier=passeur"] = html(page)
    report = plain.run()
    assert (report.records["fiche"], _samples(report, Issue.NOT_FOLLOWED)) == (2, [("robots", "noindex")])


def test_a_redirection_is_followed_inside_the_site_only(marked: Bench) -> None:
    with serving() as elsewhere:
        marked.server.routes["/metiers/passeur"] = _to("/metiers/passeur-de-marais")
        marked.server.routes["/metiers/passeur-de-marais"] = marked_site()["/metiers/passeur"]
        marked.server.routes["/metiers/garde"] = _to(f"{elsewhere.url}/metiers/garde")
        marked.server.routes["/robots.txt"] = _to(f"{elsewhere.url}/robots.txt")
        report = marked.run()
        assert elsewhere.requests == []
    assert set(marked.records()) == {"passeur-de-marais", "coupeur", "barque"}
    assert [field for field, _ in _samples(report, Issue.NOT_FOLLOWED)] == ["redirection"]


def _to(address: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(301)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def test_a_calendar_without_end_stops_and_says_so(tmp_path: Path, server: Publisher) -> None:
    server.routes = marked_site() | {
        f"/agenda/{day}": html(f'<a href="/agenda/{day + 1}">suite</a>'.encode()) for day in range(50)
    }
    server.routes["/metiers/"] = html(b'<a href="passeur">1</a><a href="/agenda/0">agenda</a>')
    bench = Bench(tmp_path, server, "site_balise", follow=["/metiers/", "/agenda/*"], max_alike=5)
    report = bench.run()
    assert len([path for path in server.paths() if "agenda" in path]) == 5
    assert _samples(report, Issue.NOT_FOLLOWED) == [("plus de 5 pages comme /agenda/# (max_alike)", "1")]


def test_a_site_larger_than_its_map_says_is_cut_and_says_so(tmp_path: Path, server: Publisher) -> None:
    server.routes = marked_site()
    report = Bench(tmp_path, server, "site_balise", max_pages=2).run()
    assert len(server.paths()) == 2
    assert _samples(report, Issue.NOT_FOLLOWED) == [("au-delà de 2 pages (max_pages)", "2")]


def test_a_sitemap_is_a_start(tmp_path: Path, server: Publisher) -> None:
    server.routes = marked_site()
    pages = "".join(f"<url><loc>{server.url}/metiers/{code}</loc></url>" for code in ("passeur", "garde"))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'
    server.routes["/sitemap.xml"] = content(sitemap.encode(), kind="application/xml")
    bench = Bench(tmp_path, server, "site_balise", starts=[f"{server.url}/sitemap.xml"])
    bench.run()
    assert set(bench.records()) == {"passeur", "garde"}


def test_a_run_is_replayed_without_the_site(marked: Bench) -> None:
    before = (marked.run(), marked.records())[1]
    report = marked.run(Origin.REJEU)
    assert (report.is_good, marked.server.requests, marked.records()) == (True, [], before)


def test_an_interrupted_run_takes_up_its_journal(marked: Bench) -> None:
    whole = (marked.run(), marked.records())[1]
    folder = max((marked.storage.home / "raw" / "site-balise").iterdir())
    journal = next(folder.glob("*.jsonl"))
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:4]) + lines[4][:30])
    (folder / "manifest.json").write_text('{"source": "site-balise"}', encoding="utf-8")
    report = marked.run()
    assert len(marked.server.paths()) == 3
    assert (marked.records(), report.changes["fiche"].changed) == (whole, 0)
