"""Whether a text may hold a term at all, from its keys alone: ten times quicker than reading it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from nlp.analysis import NEGATED


class Glance:
    """Never misses a term that is there; may see one whose words are there without being together."""

    def __init__(self) -> None:
        self._others: dict[str, list[Sequence[str]]] = defaultdict(list)
        """Longest key of a term, negated or not → its other keys: the longest one is the rarest."""
        self._is_blind = False

    def learn(self, keys: Collection[str]) -> None:
        """Keys of a term, grammar words left out; a term of grammar words alone may be in any text."""
        bare = sorted({key.removeprefix(NEGATED) for key in keys}, key=len)
        if not bare:
            self._is_blind = True
            return
        *others, longest = bare
        for key in (longest, NEGATED + longest):
            self._others[key].append(others)

    def finds(self, keys: Sequence[str]) -> bool:
        """A text whose keys are these may hold one of the terms."""
        if self._is_blind:
            return True
        if self._others.keys().isdisjoint(keys):
            return False
        there = {key.removeprefix(NEGATED) for key in keys}
        known = (self._others[key] for key in self._others.keys() & there)
        return any(there.issuperset(others) for terms in known for others in terms)
