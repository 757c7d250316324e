"""Several sources at once, each in its own process: one that dies, even killed, stops no other."""

import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Any, Protocol

from crawler.runs.progress import Listener
from crawler.runs.report import Origin, RunReport

PRELOADED = ["__main__", "crawler.harvest"]
"""Imported once, by the server that every process is a copy of."""
GRACE_SECONDS = 5.0
"""How long an interrupted process has to end by itself, and its spider with it."""
STARTED, BYTES, RECORDS, DONE = "started", "bytes", "records", "done"


class Work(Protocol):
    """One source, seen from here. It is pickled: it holds no open file."""

    @property
    def source(self) -> str: ...

    @property
    def hosts(self) -> frozenset[str]:
        """Publishers that it will ask: two sources of one host wait for each other."""
        ...

    @property
    def memory_mb(self) -> int:
        """What its process may take."""
        ...

    def run_with(self, listener: Listener) -> RunReport: ...

    def lost(self, reason: str) -> RunReport:
        """The report of a process that died without one."""
        ...


class _Telling:
    """A listener that tells another process."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def source_started(self, source: str, origin: Origin) -> None:
        self._line.send((STARTED, source, origin))

    def bytes_received(self, source: str, received: int) -> None:
        self._line.send((BYTES, source, received))

    def records_read(self, source: str, count: int) -> None:
        self._line.send((RECORDS, source, count))

    def source_done(self, report: RunReport) -> None:
        self._line.send((DONE, report))


def run_all(works: Sequence[Work], processes: int, listener: Listener) -> list[RunReport]:
    """Run every source, so many at once; the reports in the order of the sources."""
    team = _Team(processes, listener)
    try:
        reports = team.run(list(works))
    finally:
        team.dismiss()
    return [reports[work.source] for work in works]


class _Team:
    """The processes at work, by the line that each one speaks on."""

    def __init__(self, processes: int, listener: Listener) -> None:
        self._processes, self._listener = processes, listener
        self._context = _context()
        self._busy: dict[Connection, tuple[Work, Any]] = {}
        self._reports: dict[str, RunReport] = {}

    def run(self, waiting: list[Work]) -> dict[str, RunReport]:
        while waiting or self._busy:
            while len(self._busy) < self._processes and (work := self._take(waiting)):
                self._start(work)
            for line in wait(list(self._busy)):
                assert isinstance(line, Connection)
                self._hear(line)
        return self._reports

    def dismiss(self) -> None:
        """End what is still at work, if the harvest was interrupted."""
        left = [process for _, process in self._busy.values()]
        for end in ("terminate", "kill"):
            for process in left:
                getattr(process, end)()
            for process in left:
                process.join(GRACE_SECONDS)

    def _take(self, waiting: list[Work]) -> Work | None:
        """The next source whose publisher is not being asked by another."""
        asked = {host for work, _ in self._busy.values() for host in work.hosts}
        found = next((work for work in waiting if not work.hosts & asked), None)
        if found is not None:
            waiting.remove(found)
        return found

    def _start(self, work: Work) -> None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(work, theirs), daemon=False)
        process.start()
        theirs.close()  # its end is then the end of the process
        self._busy[ours] = (work, process)

    def _hear(self, line: Connection) -> None:
        try:
            kind, *said = line.recv()
        except (EOFError, OSError):
            self._end(line)
            return
        if kind == DONE:
            self._reports[said[0].source] = said[0]
        told: dict[str, Callable[..., None]] = {
            STARTED: self._listener.source_started,
            BYTES: self._listener.bytes_received,
            RECORDS: self._listener.records_read,
            DONE: self._listener.source_done,
        }
        told[kind](*said)

    def _end(self, line: Connection) -> None:
        work, process = self._busy[line]
        process.join()
        del self._busy[line]
        line.close()
        if work.source not in self._reports:
            report = work.lost(f"Le processus de cette source s'est arrêté ({_how(process.exitcode)})")
            self._reports[work.source] = report
            self._listener.source_done(report)


def _how(exitcode: int | None) -> str:
    return f"signal {-exitcode}" if exitcode is not None and exitcode < 0 else f"code {exitcode}"


def _context() -> ForkServerContext | SpawnContext:
    """Forks of a server that has imported everything: quick to start, and free of the terminal's threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _work(work: Work, line: Connection) -> None:
    """One process. Its harvest is interrupted with it, and never outlives the command that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears Ctrl-C and dismisses us
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    threading.Thread(target=_die_with_the_command, daemon=True).start()
    _bound_memory(work.memory_mb)
    with suppress(BrokenPipeError):
        work.run_with(_Telling(line))


def _bound_memory(megabytes: int) -> None:
    with suppress(ValueError, OSError):  # a system that does not know this limit
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, megabytes * 1_000_000))


def _die_with_the_command() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
