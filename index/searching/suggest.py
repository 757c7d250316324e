"""Completions of what is being typed: accent- and gender-proof, grouped by kind."""

import numpy as np

from index.documents import GENRES
from index.engines.base import Completion, Engine
from index.results import Suggestion, Suggestions
from nlp.analysis import Analyser
from nlp.normalise import fold, normalise

SHORTEST = 2
"""Letters from which something is proposed."""
_WORDS_COMPLETED = 30
_READ = 60


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
        return Suggestions(q, self._best(normalise(q), found, limit))

    def _best(self, typed: str, found: list[Completion], limit: int) -> tuple[Suggestion, ...]:
        """One line per entity: names that start as typed first, then the shortest; kinds together."""
        found.sort(key=lambda one: (not _starts(one.texte, typed), len(one.texte), one.texte))
        first: dict[int, Completion] = {}
        for one in found:
            first.setdefault(one.entity, one)
        places = self._engine.places(np.array(list(first)[:limit], dtype=np.int64))
        leads_to = zip(places.genres.tolist(), self._engine.codes(places.homes), strict=True)
        lines = (
            Suggestion(GENRES[genre], one.texte, code)
            for one, (genre, code) in zip(first.values(), leads_to, strict=False)
        )
        return tuple(sorted(dict.fromkeys(lines), key=lambda line: GENRES.index(line.genre)))


def _starts(texte: str, typed: str) -> bool:
    """Most names start with another letter: they are not read further."""
    return fold(texte[:1])[:1] == typed[:1] and normalise(texte).startswith(typed)
