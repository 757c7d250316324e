"""Several processes on one address: one that is lost is replaced, none outlives the command."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server

import pytest

from debouches.errors import ConfigError
from web.serving import processes
from web.serving.processes import work_together

SITE = """
from pathlib import Path
from debouches.settings import Settings
from tests.web.fakes import FakeSearcher
from web.serving.serve import serve
serve(Settings(home=Path({home!r}), port={port}, processes=2), FakeSearcher)
"""
CONTEXT = multiprocessing.get_context("fork")


class Crew:
    """Two processes that say who they are, then wait; the pipe ends with the last of them."""

    def __init__(self) -> None:
        self.said, says = os.pipe()
        self.command = CONTEXT.Process(target=work_together, args=(lambda: _say_and_wait(says), 2))
        self.command.start()
        os.close(says)

    def next_pid(self) -> int:
        return int(os.read(self.said, 8))

    def is_gone(self) -> bool:
        """Waits for the end of every process."""
        return os.read(self.said, 8) == b""


def _say_and_wait(says: int) -> None:
    os.write(says, f"{os.getpid():8d}".encode())
    signal.pause()


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    monkeypatch.setattr(processes, "_SHORTEST_LIFE_S", 0.0)
    one = Crew()
    yield one
    with suppress(ProcessLookupError):
        os.kill(one.command.pid, signal.SIGKILL)
    one.command.join()
    os.close(one.said)


def test_a_process_that_is_lost_is_replaced(crew: Crew) -> None:
    first = {crew.next_pid(), crew.next_pid()}
    os.kill(first.pop(), signal.SIGKILL)
    assert crew.next_pid() not in first


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_none_outlives_the_command(crew: Crew, number: signal.Signals) -> None:
    assert len({crew.next_pid(), crew.next_pid()}) == 2
    os.kill(crew.command.pid, number)
    assert crew.is_gone()


def test_processes_that_end_as_soon_as_they_start_are_not_replaced_for_ever() -> None:
    with pytest.raises(ConfigError, match="aussitôt lancé"):
        work_together(lambda: None, 2)


def test_who_comes_while_the_processes_start_is_answered(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _site(SITE.format(home=str(tmp_path), port=port)) as said:
        # « running on » is written an instant before the command listens; this, before its processes answer.
        next(line for line in said if "Started server process" in line)
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/metiers/D1102")
        assert connection.getresponse().status == 200


@contextmanager
def _site(script: str) -> Iterator[Iterator[str]]:
    """A site, and the lines that it writes; ended whatever happens."""
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) as site:
        try:
            yield iter(site.stderr or ())
        finally:
            site.terminate()
