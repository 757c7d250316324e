"""Words that only make sense in a query, from `mappings/vocabularies`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from index.query.plan import Alternative
from mappings.vocabulary import Acronyme, Diplome, MotVide, Synonyme, Vocabularies
from nlp.analysis import Analyser
from nlp.normalise import normalise


@dataclass(frozen=True, slots=True)
class QueryWords:
    appuis: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Normalised word of wish or contract → keys beside which it says more (« chargé de formation »).

    Words, not keys: « travail » is one, « travaux » is not.
    """
    expressions: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """First word → runs of normalised words that only introduce what is wanted: « en tant que »."""
    synonymes: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    """Key → equivalent keys. Equivalences of several words are labels (`index.wording`)."""
    diplomes: frozenset[str] = frozenset()
    """Keys that name a diploma by themselves: « cap », « licence »."""
    acronymes: Mapping[str, Acronyme] = field(default_factory=dict)
    """Normalised acronym → its senses."""


def read_query_words(vocabularies: Vocabularies, analyser: Analyser) -> QueryWords:
    lines = (*vocabularies.mots_vides.envie, *vocabularies.mots_vides.bruit)
    return QueryWords(
        appuis=dict(_supports(lines, analyser)),
        expressions=_expressions(lines, analyser),
        synonymes=_synonyms(vocabularies.synonymes, analyser),
        diplomes=frozenset(_diplomas(vocabularies.diplomes, analyser)),
        acronymes={normalise(line.sigle): line for line in vocabularies.acronymes},
    )


def _supports(lines: Iterable[MotVide], analyser: Analyser) -> Iterator[tuple[str, frozenset[str]]]:
    for line in lines:
        words = [token.mot for token in analyser.tokens(line.mot)]
        if len(words) == 1:
            yield words[0], frozenset(key for word in line.sauf for key in analyser.keys(word))


def _expressions(lines: Iterable[MotVide], analyser: Analyser) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in lines:
        words = tuple(token.mot for token in analyser.tokens(line.mot))
        if len(words) > 1:
            found[words[0]].append(words)
    return {first: tuple(runs) for first, runs in found.items()}


def _diplomas(lines: Iterable[Diplome], analyser: Analyser) -> Iterator[str]:
    for line in lines:
        for forme in line.formes:
            keys = analyser.keys(forme)
            if len(keys) == 1:
                yield keys[0]


def _synonyms(lines: Iterable[Synonyme], analyser: Analyser) -> dict[str, tuple[Alternative, ...]]:
    """Equivalences of one word with one word."""
    found: dict[str, list[Alternative]] = defaultdict(list)
    for line in lines:
        typed = analyser.keys(line.terme)
        for other in line.synonymes:
            said = analyser.keys(other)
            if len(typed) == len(said) == 1 and typed != said:
                found[typed[0]].append(Alternative(said[0], line.poids))
    return {key: tuple(alternatives) for key, alternatives in found.items()}
