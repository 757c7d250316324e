"""Kills a harvest at a chosen point: the n-th time that it touches the disk, or takes a record."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

TOUCHES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"})


def killed_at(point: int, work: Callable[[], object]) -> bool:
    """Do the work in a copy of this process, which dies (SIGKILL) at a point; False if it ended before."""
    child = os.fork()
    if child == 0:
        _die_at(point)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(point: int) -> None:
    """Only a copy of the tests does this: neither the hook nor the changed method can be taken back."""
    left = point

    def pass_one() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in TOUCHES or (event == "open" and _writes(arguments)):
            pass_one()

    sys.addaudithook(heard)
    _count_lines(pass_one)


def _writes(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _count_lines(pass_one: Callable[[], None]) -> None:
    """Each record that comes in, and each line that goes out, is a point too."""
    from crawler.runs import sink

    original_add, original_order = sink._Lines.add, sink._Lines.in_order

    def add(self: sink._Lines, key: str, line: bytes) -> None:
        original_add(self, key, line)
        pass_one()

    def in_order(self: sink._Lines) -> Any:
        for line in original_order(self):
            pass_one()
            yield line

    sink._Lines.add = add  # type: ignore[method-assign]
    sink._Lines.in_order = in_order  # type: ignore[method-assign]
