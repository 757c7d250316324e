"""Capitals that lost their accent: « Eleveur » is shown « Éleveur », as small letters write the same word.

No list says which: the other names do, where they write it small; for want of them, the words of French.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from nlp.normalise import fold

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3,}")
_BARE = re.compile(r"(?<![^\W_])[AEIOU](?=[^\W\d_A-ZÀ-Þ]{2})")
"""The first letter of a word, capital and without accent."""


class Initials:
    """First letters of words, by the word without the accent of its first letter."""

    def __init__(self, letters: Mapping[str, str] | None = None) -> None:
        self._letters = letters or {}

    def accented(self, name: str) -> str:
        """The name with the accents of its capitals; where nothing was learnt, the name itself."""
        if not self._letters or not _BARE.search(name):
            return name
        return _WORD.sub(self._written, name)

    def _written(self, word: re.Match[str]) -> str:
        if not _BARE.match(word[0]):
            return word[0]
        return self._letters.get(_key(word[0]), word[0][0]).upper() + word[0][1:]


def learn_initials(names: Callable[[], Iterable[str]], french: Callable[[], Iterable[str]]) -> Initials:
    """From names, read twice: first which capitals have no accent, then how small letters write these words.

    `french`: the words of French, for those that no name writes small.
    """
    asked = {
        _key(word) for name in names() if _BARE.search(name) for word in _WORD.findall(name) if _is_bare(word)
    }
    if not asked:
        return Initials()
    written = (
        word for name in names() for word in _WORD.findall(name) if not word[0].isascii() or word.islower()
    )
    known = _usual(written, asked)
    return Initials(_usual(french(), asked - known.keys()) | known)


def _usual(words: Iterable[str], asked: set[str]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        if (key := _key(word)) in asked:
            seen[key][word[0].lower()] += 1
    return {key: max(sorted(letters), key=letters.__getitem__) for key, letters in seen.items()}


def _is_bare(word: str) -> bool:
    return _BARE.match(word) is not None


def _key(word: str) -> str:
    """The rest of the word keeps its accents: « Élevé » says nothing of « Eleve »."""
    return fold(word[0]) + word[1:].lower()
