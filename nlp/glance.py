"""Whether a text may hold a term at all, from its keys alone: ten times quicker than reading it."""

from collections import defaultdict
from collections.abc import Sequence

from nlp.analysis import NEGATED


class Glance:
    """Never misses a term that is there; may see one that negations or grammar words keep apart."""

    def __init__(self) -> None:
        self._terms: dict[str, list[str]] = defaultdict(list)
        """Longest key of a term, negated or not → all its keys, as they follow one another."""
        self._is_blind = False

    def learn(self, keys: Sequence[str]) -> None:
        """Keys of a term, grammar words left out; a term of grammar words alone may be in any text."""
        if not keys:
            self._is_blind = True
            return
        bare = [key.removeprefix(NEGATED) for key in keys]
        longest = max(bare, key=len)  # the rarest
        for key in (longest, NEGATED + longest):
            self._terms[key].append(f" {' '.join(bare)} ")

    def finds(self, keys: Sequence[str]) -> bool:
        """A text whose keys are these, grammar words left out, may hold one of the terms."""
        if self._is_blind:
            return True
        known = self._terms.keys() & keys
        if not known:
            return False
        said = f" {' '.join(keys)} ".replace(f" {NEGATED}", " ")
        return any(term in said for key in known for term in self._terms[key])
