"""The words of a query as they were typed: what each reading takes, and the query that undoes it."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from nlp.normalise import normalise

_QUOTES = str.maketrans("«»“”„", '"""""')
_LEVEL_AFTER_BAC = re.compile(r"(?i)\b(bac)\s*\+\s*(\d)\b")
_CODE_IN_TWO = re.compile(r"(?i)\b(rncp|rs) (\d+)\b")
_AROUND = " \"'.,;:!?()[]…"
_KEPT = re.compile(r'"?\+(?="?[^\W\d_])')
"""« +plongée »: a word that the reader keeps. « C++ » and « bac +2 » are something else."""
_BETWEEN_WORDS = re.compile(r"[^a-z0-9&+#]+")
_PART = re.compile(r"[^\W_]+(?:[&+#]+[^\W_]*)*")


@dataclass(frozen=True, slots=True)
class Span:
    """Words from `start` up to `end`, excluded."""

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.end))


class Spanned(Protocol):
    """What is read of some words."""

    @property
    def span(self) -> Span: ...


Said = TypeVar("Said", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Typed:
    """A query, word by word. Words between quotation marks are searched as they are, never understood."""

    mots: tuple[str, ...]
    normes: tuple[str, ...]
    """The same, in lower case, without accents nor punctuation around."""
    tels_quels: frozenset[int]
    """Positions of the words between quotation marks."""

    @property
    def exiges(self) -> frozenset[int]:
        """Positions of the words that the reader keeps."""
        return frozenset(position for position, mot in enumerate(self.mots) if _KEPT.match(mot))

    @property
    def libres(self) -> frozenset[int]:
        """Positions of the words that may be understood."""
        return frozenset(range(len(self.mots))) - self.tels_quels

    def texte(self, span: Span) -> str:
        return " ".join(self.mots[span.start : span.end])

    def avec_guillemets(self, span: Span) -> str:
        """The query in which these words are searched as they are."""
        words = " ".join(word.strip('"') for word in self.mots[span.start : span.end])
        return " ".join((*self.mots[: span.start], f'"{words}"', *self.mots[span.end :]))

    def sans(self, spans: Iterable[Span]) -> str:
        """The query without these words."""
        return self.avec((span, "") for span in spans)

    def avec(self, ecrits: Iterable[tuple[Span, str]]) -> str:
        """The query with each of these spans written otherwise."""
        mots = dict(enumerate(self.mots))
        for span, ecrit in ecrits:
            mots |= dict.fromkeys(span, "") | {span.start: ecrit}
        return " ".join(filter(None, mots.values()))


def read_typed(q: str) -> Typed:
    text = _CODE_IN_TWO.sub(r"\1\2", _LEVEL_AFTER_BAC.sub(r"\1+\2", q.translate(_QUOTES)))
    mots = tuple(text.split())
    normes = (normalise(_KEPT.sub("", word)).strip(_AROUND) for word in mots)
    return Typed(mots, tuple(normes), frozenset(_quoted(mots)))


def keeping(q: str, mots: Collection[str]) -> str:
    """The query in which these words, and no others, are kept: « boulanger +plongée »."""
    words = (_released(word) for word in q.split())
    return " ".join(f"+{word}" if any(holds(word, mot) for mot in mots) else word for word in words)


def released(q: str, mot: str) -> str:
    """The query in which this word is no longer kept."""
    return " ".join(_released(word) if holds(word, mot) else word for word in q.split())


def respelled(q: str, mot: str, forme: str) -> str:
    """The query in which a word is written otherwise; « l' » before it and « ) » after it stay."""
    return " ".join(_respelled(word, mot, forme) if holds(word, mot) else word for word in q.split())


def _respelled(word: str, mot: str, forme: str) -> str:
    parts = _PART.sub(lambda part: forme if normalise(part[0]) == mot else part[0], word)
    return parts if parts != word else forme


def as_typed(q: str, mot: str) -> str:
    """A word of the query as its reader wrote it, with its accents."""
    return next((_released(word).strip(_AROUND) for word in q.split() if holds(word, mot)), mot)


def holds(word: str, mot: str) -> bool:
    """« l'informatique » holds « informatique »."""
    return mot in _BETWEEN_WORDS.split(normalise(_released(word)))


def _released(word: str) -> str:
    return word.replace("+", "", 1) if _KEPT.match(word) else word


def _quoted(mots: tuple[str, ...]) -> Iterator[int]:
    """Words between two quotation marks; a mark that is never closed opens nothing."""
    marks = [position for position, word in enumerate(mots) for mark in word if mark == '"']
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        yield from range(first, last + 1)
