"""Acronyms that a name spells out: « Véhicule Sanitaire Léger (VSL) », « Employé vie scolaire - EVS- »."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.normalise import fold

_SIGLE = r"([A-Z][A-Z0-9&]{1,7})"
_APART = re.compile(rf"(?:(?<!\w)\(\s*|(?<=\s)-\s?){_SIGLE}(?=\s*(?:[)-]|$))")
_BRACKETED = re.compile(rf"(?<!\w)\(\s*{_SIGLE}(?=\s*\))")
_INTRODUCING = re.compile(rf"(?<![\w'’]){_SIGLE}\s+-\s+")
_WORD = re.compile(r"[^\W_]+")
_GRAMMAR = re.compile(r"aux?|avec|dans|d|des?|du|en|et|la?|les?|ou|par|pour|sans|sous|sur|s|une?")
"""Words whose letter an acronym may leave out."""


class Sigle(NamedTuple):
    sigle: str
    developpe: str
    """What it stands for, as the name writes it."""


def acronyms_apart(name: str) -> Iterator[str]:
    """Acronyms in brackets or behind a dash in a name, whether it spells them out or not."""
    return (match[1] for match in _apart(name))


def spelled_out(name: str) -> Iterator[Sigle]:
    """Acronyms beside the words whose first letters they are; a meaning is never guessed."""
    for match in _apart(name):
        words = list(_WORD.finditer(name, 0, match.start()))
        if count := _spelled_by(match[1][::-1], [word[0] for word in reversed(words)]):
            yield Sigle(match[1], name[words[-count].start() : words[-1].end()])
    for match in () if name.isupper() else _INTRODUCING.finditer(name):
        words = list(_WORD.finditer(name, match.end()))
        if count := _spelled_by(match[1], [word[0] for word in words]):
            yield Sigle(match[1], name[words[0].start() : words[count - 1].end()])


def _apart(name: str) -> Iterator[re.Match[str]]:
    """In a name that is all in capitals, brackets alone tell an acronym from a word."""
    return (_BRACKETED if name.isupper() else _APART).finditer(name)


def _spelled_by(letters: str, words: Sequence[str]) -> int:
    """How many of the first words these letters begin, one each, grammar words apart; 0 if they do not.

    A meaning neither begins nor ends with a grammar word.
    """
    initials = [fold(word) for word in words]
    count = _consumed(letters.lower(), initials, 0)
    is_cut = count and any(_GRAMMAR.fullmatch(end) for end in (initials[0], initials[count - 1]))
    return 0 if is_cut else count


def _consumed(letters: str, words: Sequence[str], at: int) -> int:
    if not letters:
        return at
    if at == len(words):
        return 0
    skipped = _consumed(letters, words, at + 1) if _GRAMMAR.fullmatch(words[at]) else 0
    if skipped or not words[at].startswith(letters[0]):
        return skipped
    return _consumed(letters[1:], words, at + 1)
