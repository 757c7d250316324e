"""The words of people: labels and equivalences from the curated vocabularies.

Equivalences are applied when labels are made, not when queries are read: a label that says « poids lourd » is
also indexed as « PL ». Queries stay short and quick; the reason shown is the label as its source writes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.analysis import Analyser

Keys = tuple[str, ...]
MOST_VARIANTS = 6
"""Variants of one label: beyond, they are combinations nobody types."""


@dataclass(frozen=True, slots=True)
class Equivalence:
    """A label that says `said` also answers `typed`, a little less firmly."""

    said: Keys
    typed: Keys
    weight: float


class Equivalences:
    """Finds the variants of a label."""

    def __init__(self, rules: Iterable[Equivalence]) -> None:
        self._by_first: dict[str, list[Equivalence]] = defaultdict(list)
        for rule in rules:
            if rule.said and rule.typed and rule.said != rule.typed:
                self._by_first[rule.said[0]].append(rule)

    def variants(self, cles: Keys) -> Iterator[tuple[Keys, float]]:
        """The label with one phrase replaced, for each phrase that has an equivalent."""
        found = 0
        for start, first in enumerate(cles):
            for rule in self._by_first.get(first, ()):
                end = start + len(rule.said)
                if cles[start:end] == rule.said and found < MOST_VARIANTS:
                    found += 1
                    yield (*cles[:start], *rule.typed, *cles[end:]), rule.weight


NO_EQUIVALENCE = Equivalences(())


def equivalence(analyser: Analyser, said: str, typed: str, weight: float) -> Equivalence:
    return Equivalence(tuple(analyser.keys(said)), tuple(analyser.keys(typed)), weight)


def by_preference(codes: Sequence[str], first: float, step: float) -> list[tuple[str, float]]:
    """Codes listed in order of preference: each a little weaker than the one before."""
    return [(code, max(first - step * rank, first / 2)) for rank, code in enumerate(codes)]
