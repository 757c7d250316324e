"""The feminine of names that a vocabulary gives in one gender, as the nomenclatures of the corpus form it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from index.building.corpus.read import Corpus

Forms = tuple[str | None, str | None]
"""The same name in the masculine, then in the feminine."""
_FOLLOWING = frozenset(
    {"à", "au", "aux", "avec", "chez", "dans", "de", "des", "du", "en", "par", "pour", "sans", "sur"}
)
"""Words that agree with nothing: what comes after them is the same in both genders."""
_ELIDED = ("d'", "d’", "l'", "l’")


class Feminines:
    """« infirmier » → « infirmière », because appellations say « Infirmier / Infirmière »."""

    def __init__(self, names: Iterable[Forms]) -> None:
        self._of = _first_words(names)

    def both(self, name: str) -> tuple[str, ...]:
        """A name and its feminine, or the name alone where an adjective may have to agree."""
        first, _, rest = name.partition(" ")
        feminine = self._of.get(first.lower())
        follows = rest.partition(" ")[0].lower()
        if feminine is None or (rest and follows not in _FOLLOWING and not follows.startswith(_ELIDED)):
            return (name,)
        return name, f"{feminine} {rest}".rstrip()


def feminines_of(corpus: Corpus) -> Feminines:
    return Feminines(_names(corpus))


def _names(corpus: Corpus) -> Iterator[Forms]:
    for metier in corpus.metiers.values():
        yield metier.intitule_masculin, metier.intitule_feminin
    for appellations in corpus.appellations.values():
        yield from ((one.forme_masculine, one.forme_feminine) for one in appellations)


def _first_words(names: Iterable[Forms]) -> Mapping[str, str]:
    """What the first word most often becomes; one that does not change has no feminine of its own."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for masculine, feminine in names:
        if masculine and feminine:
            seen[masculine.split()[0].lower()][feminine.split()[0].lower()] += 1
    best = {word: counted.most_common(1)[0][0] for word, counted in seen.items()}
    return {masculine: feminine for masculine, feminine in best.items() if feminine != masculine}
