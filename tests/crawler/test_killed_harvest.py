"""`kill -9` at every point of a harvest: what was served stays, and the next one gives the same records."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import orjson
import pytest

from crawler.harvest import harvest
from crawler.runs.report import RunReport
from debouches.settings import PROJECT_ROOT, Settings
from debouches.storage import Storage
from tests.crawler.factories import publish_folder, tolerant_catalog
from tests.crawler.killing import killed_at
from tests.crawler.publisher import Publisher, serving
from tests.crawler.sites import declare, marked_site

SOURCES = ("onisep-ideo-metiers", "onisep-table-passage")
SAMPLES = Path(__file__).parent / "samples"
FIRST = datetime(2026, 1, 15, 10, tzinfo=UTC)


class Home:
    """Two sources, harvested once; their files then change."""

    def __init__(self, root: Path) -> None:
        self.root, self.runs = root, 0
        self.catalog = tolerant_catalog(root / "sources", *SOURCES, max_drop=1.0)
        self.settings = Settings.model_validate({"home": root / "var", "data": root / "data"})
        self.storage = Storage(root / "var")

    def now(self) -> datetime:
        return FIRST + timedelta(hours=self.runs)

    def harvest(self) -> list[RunReport]:
        self.runs += 1
        return harvest(self.settings, root=self.catalog, now=self.now)

    def served(self) -> dict[str, bytes]:
        """Every file that a build would read."""
        folders = [self.storage.current_records(source) for source in SOURCES]
        return {
            f"{f.parent.name}/{path.name}": path.read_bytes() for f in folders if f for path in f.iterdir()
        }

    def restore(self, kept: Path) -> None:
        shutil.rmtree(self.root / "var")
        shutil.copytree(kept, self.root / "var")
        self.runs = 1

    def leftovers(self) -> list[str]:
        """What no run that ended well leaves: hidden files, runs that nobody serves and nobody kept."""
        hidden = [str(p) for p in (self.root / "var").rglob(".*") if p.name != ".lock"]
        runs = [list(self.storage.records(source, "x").parent.glob("[0-9]*")) for source in SOURCES]
        return [*hidden, *(str(found) for found in runs if len(found) > 2)]


def files(*metiers: int, domaine: bytes = b"ciel/nuages") -> dict[str, bytes]:
    """A table with these métiers, and another one that does not change."""
    header, row, *_ = (SAMPLES / "ideo_metiers_2022.csv").read_bytes().splitlines(keepends=True)
    rows = [row.replace(b"MET.9001", b"MET.%d" % metier) for metier in metiers]
    rows[0] = rows[0].replace(b"ciel/nuages", domaine)
    table = (SAMPLES / "table_de_passage.csv").read_bytes()
    return {"ideo_metiers.csv": b"".join([header, *rows]), "table_de_passage.csv": table}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    publish_folder(tmp_path / "data", files(1, 2, 3, 4))
    made.harvest()
    publish_folder(tmp_path / "data", files(1, 2, 3, 5, domaine=b"ciel/brumes"))
    return made


def test_a_kill_at_any_point_loses_nothing_and_repeats_nothing(home: Home, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(home.root / "var", kept)
    old = home.served()
    home.harvest()
    new = home.served()
    assert old != new
    point = 0
    while True:
        point += 1
        home.restore(kept)
        if not killed_at(point, home.harvest):
            break
        home.runs += 1
        between = home.served()
        assert between.keys() == old.keys(), point
        assert all(between[name] in (old[name], new[name]) for name in old), point
        reports = home.harvest()
        assert [report.verdict for report in reports] == ["good", "good"], point
        assert home.served() == new, point
        assert _changes(reports) == ((0, 0, 0) if _is_new(between, new) else (1, 1, 1)), point
        assert home.leftovers() == [], point
    assert point > 35


def _is_new(between: dict[str, bytes], new: dict[str, bytes]) -> bool:
    name = "onisep-ideo-metiers/fiche.jsonl"
    return between[name] == new[name]


def _changes(reports: list[RunReport]) -> tuple[int, int, int]:
    found = [change for report in reports for change in report.changes.values()]
    return sum(c.appeared for c in found), sum(c.changed for c in found), sum(c.vanished for c in found)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as publisher:
        publisher.routes = marked_site()
        yield publisher


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_site_killed_while_it_comes_is_taken_up(tmp_path: Path, server: Publisher, seed: int) -> None:
    """The command itself, its workers and its spider, killed after so many pages were asked for."""
    catalog = declare(tmp_path / "sources", "site_balise", server)
    given = Settings.model_validate({"home": tmp_path / "var", "crawl": {"delay_s": 0}})
    pages = Random(seed).randint(1, 6)
    server.pause_after = pages
    code = (
        "from crawler.harvest import harvest; from debouches.settings import Settings;"
        "from pathlib import Path;"
        f"harvest(Settings.model_validate_json({given.model_dump_json()!r}), root=Path({str(catalog)!r}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stderr=subprocess.DEVNULL
    ) as command:
        assert server.paused.wait(60)
        command.send_signal(signal.SIGKILL)
    server.resume()
    assert Storage(given.home).current_records("site-balise") is None
    (report,) = harvest(given, root=catalog)
    assert report.records == {"fiche": 3, "formation": 1}
    folder = Storage(given.home).current_records("site-balise")
    assert folder is not None
    codes = [orjson.loads(line)["code"] for line in (folder / "fiche.jsonl").read_bytes().splitlines()]
    assert codes == [f"SITE.site-balise.{name}" for name in ("coupeur", "garde", "passeur")]
