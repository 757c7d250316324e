"""Several processes that answer on one address, so that a page does not wait for another to be written.

Each is a copy of the command that has opened nothing: what it needs, it opens. One that is lost is replaced;
none outlives the command.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from time import monotonic
from types import FrameType
from typing import Any

from debouches.errors import ConfigError

_GRACE_S = 10
_SHORTEST_LIFE_S = 5.0
"""A process that ends sooner would end again if restarted."""
_ENDS_AT_ONCE = "Un processus du site s'arrête aussitôt lancé : DEBOUCHES_PROCESSES=1 dira pourquoi."
_LOG = logging.getLogger("debouches.web")


def work_together(work: Callable[[], None], count: int) -> None:
    """Until interrupted. ConfigError if the processes end as soon as they start."""
    crew = _Crew(work)
    with _told_to_stop():
        try:
            for _ in range(count):
                crew.hire()
            while True:
                crew.replace_the_lost()
        finally:
            crew.dismiss()


class _Crew:
    def __init__(self, work: Callable[[], None]) -> None:
        self._context = multiprocessing.get_context("fork")
        self._work = work
        self._since: dict[Any, float] = {}
        """When each process was started."""

    def hire(self) -> None:
        process = self._context.Process(target=_begin, args=(self._work,), daemon=True)
        process.start()
        self._since[process] = monotonic()

    def replace_the_lost(self) -> None:
        """Wait until one ends, then start another in its place."""
        wait([process.sentinel for process in self._since])
        for process in [one for one in self._since if not one.is_alive()]:
            if monotonic() - self._since.pop(process) < _SHORTEST_LIFE_S:
                raise ConfigError(_ENDS_AT_ONCE)
            _LOG.warning("Un processus du site s'est arrêté (%s) : un autre le remplace.", process.exitcode)
            self.hire()

    def dismiss(self) -> None:
        for process in self._since:
            process.terminate()
        for process in self._since:
            process.join(_GRACE_S)


def _begin(work: Callable[[], None]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears Ctrl-C and dismisses us
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    work()


def _end_with_the_command() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """The signal that stops a service stops the command like Ctrl-C."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
