"""Phrases of the files of vocabularies, found in the words of a query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.query.typed import Span, Typed

Line = TypeVar("Line")
Words = tuple[str, ...]
Phrases = Mapping[str, tuple[tuple[Words, Line], ...]]
"""First word → (the normalised words of a phrase, its line), the longest phrases first."""


@dataclass(frozen=True, slots=True)
class Dite(Generic[Line]):
    """A phrase that the query says."""

    span: Span
    ligne: Line


def by_first_word(phrases: Iterable[tuple[Words, Line]]) -> Phrases[Line]:
    found: dict[str, list[tuple[Words, Line]]] = defaultdict(list)
    for words, line in phrases:
        found[words[0]].append((words, line))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in found.items()}


def said_at(typed: Typed, start: int, phrases: Phrases[Line]) -> Dite[Line] | None:
    """The longest phrase that starts there, none of its words between quotation marks."""
    for words, line in phrases.get(typed.normes[start], ()):
        span = Span(start, start + len(words))
        if typed.normes[span.start : span.end] == words and typed.libres.issuperset(span):
            return Dite(span, line)
    return None


def read_phrases(typed: Typed, taken: Collection[int], phrases: Phrases[Line]) -> Iterator[Dite[Line]]:
    """From left to right, each word in one phrase at most."""
    start = 0
    while start < len(typed.mots):
        found = said_at(typed, start, phrases)
        if found and set(found.span).isdisjoint(taken):
            yield found
        start = found.span.end if found else start + 1
