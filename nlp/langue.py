"""The words of French: what is no typo, though the corpus never writes it, and what it is a form of.

The table is made when the index is built (`read_forms_of_french`), kept with its words, and read by
bisection: no dictionary is loaded to answer a query.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import simplemma.strategies

from nlp.normalise import normalise

_ADVERBS = (("amment", "ant"), ("emment", "ent"), ("ment", ""))
"""Ending of an adverb → of the adjective: what is never inflected is in no table of forms."""


class Langue:
    """Forms of a language, normalised, and their lemmas. Read-only."""

    def __init__(self, table: str = "") -> None:
        """`table`: as `table_of` writes it."""
        self.table = table
        ends = np.flatnonzero(np.frombuffer(table.encode("ascii"), dtype=np.uint8) == ord("\n"))
        self._starts = np.concatenate(([0], ends[:-1] + 1)) if table else ends

    def lemme(self, mot: str) -> str | None:
        """What a normalised word is a form of, often itself; None if it is no word of the language."""
        if found := self._of_form(mot):
            return found
        adjectives = (mot.removesuffix(ending) + own for ending, own in _ADVERBS if mot.endswith(ending))
        return mot if any(map(self._of_form, adjectives)) else None

    def _of_form(self, mot: str) -> str | None:
        at = bisect_left(range(len(self._starts)), mot, key=lambda line: self._line(line)[0])
        forme, lemme = self._line(at) if at < len(self._starts) else ("", "")
        return lemme if forme == mot else None

    def _line(self, line: int) -> tuple[str, str]:
        start = int(self._starts[line])
        forme, _, lemme = self.table[start : self.table.find("\n", start)].partition(" ")
        return forme, lemme or forme


def table_of(formes: Iterable[tuple[str, str]]) -> str:
    """(normalised form, normalised lemma) → a line each, in order: « chevaux cheval », « cheval ».

    A form of several words is first of all the one that is its own lemma.
    """
    kept: dict[str, str] = {}
    for forme, lemme in formes:
        if lemme == forme or forme not in kept:
            kept[forme] = lemme
    lines = (forme if forme == lemme else f"{forme} {lemme}" for forme, lemme in sorted(kept.items()))
    return "\n".join(lines) + "\n" if kept else ""


def read_words_of_french() -> Iterator[str]:
    """Every French word that is inflected, as it is written."""
    yield from _dictionary()


def read_forms_of_french() -> Iterator[tuple[str, str]]:
    """(form, lemma), normalised, of every French word that is inflected: 230 000 (simplemma)."""
    for written, of in _dictionary().items():
        forme, lemme = normalise(written), normalise(of)
        if forme.isascii() and forme.isalpha() and lemme.isascii() and lemme.isalpha():
            yield forme, lemme


def _dictionary() -> Mapping[str, str]:
    return simplemma.strategies.DefaultDictionaryFactory().get_dictionary("fr")
