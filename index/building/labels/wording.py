"""The words of people: labels and equivalences from the curated vocabularies.

Equivalences are applied when labels are made, not when queries are read: a label that says « poids lourd » is
also indexed as « PL ». Queries stay short and quick; the reason shown is the label as its source writes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from index.documents import Nature
from index.relevance import Section
from mappings.vocabulary import Vocabularies
from nlp.analysis import Analyser

Keys = tuple[str, ...]
Cible = tuple[str, float]
_AT_HAND = 64
"""Labels of one text under several natures follow one another."""
_PAIRS_AT_HAND = 1 << 13
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
        self._variants = lru_cache(maxsize=_AT_HAND)(lambda cles: tuple(self._compute_variants(cles)))
        self._begun_by = lru_cache(maxsize=_PAIRS_AT_HAND)(self._compute_begun_by)

    def variants(self, cles: Keys) -> Sequence[tuple[Keys, float]]:
        """The label with one phrase replaced, for each phrase that has an equivalent."""
        return self._variants(cles)

    def _compute_variants(self, cles: Keys) -> Iterator[tuple[Keys, float]]:
        for start, end, rule in islice(self._found_in(cles), MOST_VARIANTS):
            yield (*cles[:start], *rule.typed, *cles[end:]), rule.weight

    def _found_in(self, cles: Keys) -> Iterator[tuple[int, int, Equivalence]]:
        for start, first in enumerate(cles):
            if first in self._by_first:
                for rule in self._begun_by(cles[start : start + 2]):
                    end = start + len(rule.said)
                    if cles[start:end] == rule.said:
                        yield start, end, rule

    def _compute_begun_by(self, pair: Keys) -> list[Equivalence]:
        """A hundred rules begin with « diplome », a few with the two first words of a label."""
        return [rule for rule in self._by_first[pair[0]] if rule.said[:2] == pair[: len(rule.said)]]


def equivalences_of(vocabularies: Vocabularies, analyser: Analyser, weights: Section) -> Equivalences:
    """Acronyms for what they stand for, forms of diplomas, synonyms of several words."""

    def rule(said: str, typed: str, weight: float) -> Equivalence:
        return Equivalence(tuple(analyser.keys(said)), tuple(analyser.keys(typed)), weight)

    acronyms = (
        rule(sens.developpe, line.sigle, weights["sigle_developpe"])
        for line in vocabularies.acronymes
        for sens in line.sens
    )
    synonyms = (
        rule(other, line.terme, line.poids) for line in vocabularies.synonymes for other in line.synonymes
    )
    long_synonyms = (one for one in synonyms if len(one.said) + len(one.typed) > 2)
    return Equivalences([*acronyms, *long_synonyms])


def vocabulary_labels(
    vocabularies: Vocabularies, weights: Section
) -> Iterator[tuple[Nature, str, list[Cible]]]:
    """Labels that no publisher writes: (nature, words, métiers in order of preference)."""
    for word in vocabularies.mots_courants:
        cibles = by_preference(word.codes_rome, weights) + by_preference(word.codes_onisep, weights)
        yield Nature.NOM_COURANT, word.terme, cibles
    for tool in vocabularies.outils:
        yield Nature.OUTIL, tool.terme, by_preference(tool.codes_rome, weights)
    for activity in vocabularies.activites:
        for phrase in activity.phrases:
            yield Nature.ACTIVITE, phrase, by_preference(activity.codes_rome, weights)
    for ad in vocabularies.annonces:
        yield from ((Nature.NOM_ANNONCE, titre, [(ad.code, 1.0)]) for titre in ad.titres)
        yield from ((Nature.GESTE, geste, [(ad.code, 1.0)]) for geste in ad.gestes)
    for acronym in vocabularies.acronymes:
        for sens in acronym.sens:
            cibles = by_preference(sens.codes_rome, weights)
            yield Nature.SIGLE, acronym.sigle, cibles
            yield Nature.NOM_COURANT, sens.developpe, cibles


def by_preference(codes: Sequence[str], weights: Section, pas: str = "pas") -> list[Cible]:
    """Codes listed in order of preference: each a little weaker than the one before."""
    first, step = weights["premier"], weights[pas]
    return [(code, max(first - step * rank, first / 2)) for rank, code in enumerate(codes)]
