"""Several processes: the same records as one, and a process that dies takes no other source with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.harvest import harvest
from crawler.runs.progress import Listener, NullListener
from crawler.runs.report import Origin, RunReport
from crawler.runs.tidiness import harvesting
from crawler.workers import run_all
from debouches.settings import PROJECT_ROOT, Settings
from debouches.storage import Storage
from tests.crawler.factories import mini_rome, publish_folder, tolerant_catalog
from tests.crawler.test_hostile import ONE_FILE

NOW = datetime(2026, 1, 15, tzinfo=UTC)
TABLES = {
    "onisep-ideo-metiers": "ideo_metiers.csv",
    "onisep-table-passage": "table_de_passage.csv",
}


@dataclass(frozen=True)
class FakeWork:
    """A source that ends as it is told."""

    source: str
    end: str = "good"
    hosts: frozenset[str] = frozenset()
    memory_mb: int = 1_000
    told: list[str] = field(default_factory=list)

    def run_with(self, listener: Listener) -> RunReport:
        listener.source_started(self.source, Origin.DOSSIER)
        listener.records_read(self.source, 3)
        if self.end == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.end == "gone":
            os._exit(3)
        report = self.lost("")
        if self.end == "greedy":
            try:
                bytearray(5_000_000_000)
            except MemoryError:
                report = self.lost("mémoire")
        listener.source_done(report)
        return report

    def lost(self, reason: str) -> RunReport:
        verdict = "refused" if reason else "good"
        return RunReport(
            source=self.source,
            run="1",
            origin=Origin.DOSSIER,
            started=NOW,
            ended=NOW,
            error=reason or None,
            verdict=verdict,
        )


class Recorder(NullListener):
    def __init__(self) -> None:
        self.events: list[str] = []

    def source_started(self, source: str, origin: Origin) -> None:
        self.events.append(f"+{source}")

    def source_done(self, report: RunReport) -> None:
        self.events.append(f"-{report.source}")


def test_a_process_that_dies_is_the_failure_of_its_source_only() -> None:
    works = [
        FakeWork("a"),
        FakeWork("b", "killed"),
        FakeWork("c", "gone"),
        FakeWork("d", "greedy"),
        FakeWork("e"),
    ]
    reports = run_all(works, 2, NullListener())
    assert [(report.source, report.error) for report in reports] == [
        ("a", None),
        ("b", "Le processus de cette source s'est arrêté (signal 9)"),
        ("c", "Le processus de cette source s'est arrêté (code 3)"),
        ("d", "mémoire"),
        ("e", None),
    ]


def test_two_sources_of_one_publisher_wait_for_each_other() -> None:
    recorder = Recorder()
    host = frozenset({"exemple.fr"})
    run_all([FakeWork("a", hosts=host), FakeWork("b", hosts=host)], 2, recorder)
    assert recorder.events == ["+a", "-a", "+b", "-b"]


@pytest.fixture
def bench(tmp_path: Path) -> tuple[Settings, Path]:
    files: dict[str, bytes] = dict(mini_rome())
    samples = Path(__file__).parent / "samples"
    files |= {TABLES[name]: (samples / ONE_FILE[name]).read_bytes() for name in TABLES}
    root = tolerant_catalog(tmp_path / "sources", "rome", *TABLES)
    data = publish_folder(tmp_path / "data", files)
    return Settings.model_validate({"home": tmp_path / "var", "data": data}), root


def contents(storage: Storage) -> Mapping[str, bytes]:
    folders = [storage.current_records(source) for source in storage.harvested_sources()]
    return {f"{f.parent.name}/{path.name}": path.read_bytes() for f in folders if f for path in f.iterdir()}


def test_several_processes_publish_what_one_publishes(bench: tuple[Settings, Path], tmp_path: Path) -> None:
    given, root = bench
    alone = harvest(given, root=root)
    together_home = given.model_copy(update={"home": tmp_path / "other"})
    together = harvest(together_home, root=root, processes=3)
    assert [(r.source, r.verdict, r.records) for r in together] == [
        (r.source, r.verdict, r.records) for r in alone
    ]
    assert contents(Storage(together_home.home)) == contents(Storage(given.home))


def test_a_source_that_is_being_harvested_is_left_to_the_other(bench: tuple[Settings, Path]) -> None:
    given, root = bench
    with harvesting(Storage(given.home), "rome"):
        (report,) = harvest(given, sources=["rome"], root=root)
    assert report.error == "Une autre récolte de cette source est en cours."
    assert not (given.home / "reports").exists()


ENDLESS = """
import signal
from crawler.workers import run_all
from tests.crawler.test_workers import Endless, Printer
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has background commands ignore it
run_all([Endless("a"), Endless("b")], 2, Printer())
"""


@dataclass(frozen=True)
class Endless(FakeWork):
    """A source that never ends by itself, with a child as a spider is."""

    def run_with(self, listener: Listener) -> RunReport:
        child = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
        )
        listener.records_read(f"{os.getpid()} {child.pid}", 0)
        try:
            signal.pause()
        finally:
            child.kill()
            child.wait()
        raise AssertionError


class Printer(NullListener):
    def records_read(self, source: str, count: int) -> None:
        sys.stdout.write(f"{source}\n")
        sys.stdout.flush()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_a_harvest_that_is_stopped(end: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as command:
        assert command.stdout is not None
        family = [int(pid) for _ in range(2) for pid in command.stdout.readline().split()]
        command.send_signal(end)
        command.stdout.read()  # ends when the last of them, which all hold it, is gone
    assert len(family) == 4
    assert [pid for pid in family if Path(f"/proc/{pid}").exists() and not _is_dead(pid)] == []


def _is_dead(pid: int) -> bool:
    """A zombie that nobody has waited for yet."""
    return " Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
