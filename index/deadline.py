"""The answer under way: how long it may still take, and what it had to do without.

One deadline per request, whatever it asks of an engine and however often. It travels with the task and the
threads of the request (a context variable): nothing between a page and a socket has to pass it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import inf
from time import monotonic


@dataclass(frozen=True, slots=True)
class AnswerUnderWay:
    until: float
    """On the clock of `monotonic`."""
    missing: list[str] = field(default_factory=list)
    """In French, what the reader should know that this answer lacks."""


_under_way: ContextVar[AnswerUnderWay | None] = ContextVar("answer", default=None)


@contextmanager
def answer_within(seconds: float) -> Iterator[AnswerUnderWay]:
    """What is asked inside ends by then, or by the deadline of the enclosing answer if that is sooner."""
    outer, until = _under_way.get(), monotonic() + seconds
    answer = AnswerUnderWay(min(outer.until, until), outer.missing) if outer else AnswerUnderWay(until)
    token = _under_way.set(answer)
    try:
        yield answer
    finally:
        _under_way.reset(token)


def time_left() -> float:
    """In seconds: negative once the deadline is past, infinite when there is none."""
    answer = _under_way.get()
    return answer.until - monotonic() if answer else inf


def note_missing(sentence: str) -> None:
    """Tell the reader of the answer under way, once."""
    answer = _under_way.get()
    if answer and sentence not in answer.missing:
        answer.missing.append(sentence)


def missing() -> tuple[str, ...]:
    answer = _under_way.get()
    return tuple(answer.missing) if answer else ()
