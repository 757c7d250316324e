"""Completions of what is being typed: accent- and gender-proof, grouped by kind."""

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

import numpy as np

from index.documents import GENRES
from index.engines.base import Completion, Engine
from index.genders import capitalised, forms_of, in_one_line, length_of_first, one_begins
from index.results import Suggestion, Suggestions
from nlp.analysis import Analyser
from nlp.normalise import fold, normalise

SHORTEST = 2
"""Nothing is proposed for fewer letters."""
_WORDS_COMPLETED = 30
_READ = 60
_METIER = 0
"""Its position in GENRES."""


class _Line(NamedTuple):
    texte: str
    """As the label keeps it: both genders."""
    genre: int
    home: int
    """The entity whose page it leads to."""


class Suggester:
    def __init__(self, engine: Engine, analyser: Analyser) -> None:
        self._engine, self._analyser = engine, analyser

    def suggest(self, q: str, limit: int) -> Suggestions:
        """Names whose words are those typed, the last one perhaps unfinished."""
        tokens = [token for token in self._analyser.tokens(q) if not token.est_vide]
        if not tokens or len(tokens[-1].mot) < SHORTEST:
            return Suggestions(q)
        *complete, last = tokens
        last_keys = self._engine.lexicon.completions(last.mot, _WORDS_COMPLETED)
        if last.cle in self._engine.lexicon:
            last_keys = list(dict.fromkeys([last.cle, *last_keys]))
        if not last_keys:
            return Suggestions(q)
        found = self._engine.complete([token.cle for token in complete], last_keys, _READ)
        return Suggestions(q, self._best(q, found, limit))

    def _best(self, q: str, found: list[Completion], limit: int) -> tuple[Suggestion, ...]:
        """One line per page: names that start as typed first, then the shortest; kinds together."""
        typed = normalise(q).strip()
        found.sort(key=partial(_rank, typed))
        lines = list(islice(self._lines(found), limit))
        codes = self._engine.codes(np.array([line.home for line in lines], dtype=np.int64))
        in_order = sorted(zip(lines, codes, strict=True), key=lambda one: one[0].genre)
        return tuple(
            Suggestion(GENRES[line.genre], capitalised(_in_words(line.texte, q, typed)), code)
            for line, code in in_order
        )

    def _lines(self, found: list[Completion]) -> Iterator[_Line]:
        """A diploma names the métiers that it leads to: it is proposed as what it is, not as them."""
        places = self._engine.places(np.array([one.entity for one in found], dtype=np.int64))
        genres = places.genres.tolist()
        texts = [one.texte for one in found]
        diplomas = {texte for texte, genre in zip(texts, genres, strict=True) if genre != _METIER}
        seen: set[int] = set()
        for line in map(_Line, texts, genres, places.homes.tolist()):
            if line.home not in seen and not (line.genre == _METIER and line.texte in diplomas):
                seen.add(line.home)
                yield line


def _rank(typed: str, one: Completion) -> tuple[bool, int, str]:
    """Both genders begin with the same letters; most names begin with others, and are not read further."""
    texte = one.texte
    begins = _letters(texte[:SHORTEST]) == typed[:SHORTEST] and one_begins(normalise(texte), typed)
    return not begins, length_of_first(texte), texte


@lru_cache
def _letters(first: str) -> str:
    return fold(first)[:SHORTEST]


def _in_words(texte: str, q: str, typed: str) -> str:
    """The feminine alone if it is typed; otherwise both genders, since the masculine is typed for both."""
    masculine, *feminine = forms_of(texte)
    if feminine and not _is_begun(masculine, q, typed) and _is_begun(feminine[0], q, typed):
        return feminine[0]
    return in_one_line(texte)


def _is_begun(form: str, q: str, typed: str) -> bool:
    """« infirmie » begins both genders, « infirmiè » one of them."""
    return normalise(form).startswith(typed) and (q.isascii() or form.lower().startswith(q.strip().lower()))
