"""Narrows the cards that a query found, and counts what would narrow them further.

Filters come after the gate and never touch a score: what stays keeps its place. The count of a value is the
number of cards that answer, given the choices made in the *other* facets: choosing it gives that very number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType

import numpy as np

from debouches.errors import RequestError
from index.arrays import Booleans, Ints
from index.engines.traits import Rows, Traits, have
from index.facet_table import FacetTable, FacetWords
from index.facets import NON_RENSEIGNE, NON_RENSEIGNE_EN_MOTS, Facet, FacetValue, Filtres, NomFacette

Spared = Mapping[NomFacette, Booleans]
"""Cards that a facet does not filter out, although something is chosen in it."""
_Counted = tuple[str, str, int]
"""(value, words, number of cards that have it)"""
_TOTAL = itemgetter(2)
_OPEN: Mapping[NomFacette, str] = {
    "departement": "« {value} » n'est le numéro d'aucun département : écrivez par exemple 69, 2A ou 974.",
    "passerelle": "« {value} » ne part d'aucune page, ni n'y mène : écrivez par exemple depuis-D1102 ou "
    "vers-FOR.1563.",
}
"""Any département may be asked for, and any page: listing those where something is given would mislead."""
_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Told:
    """A facet whose values were worked out for some cards, rather than kept with the entities."""

    nom: NomFacette
    valeurs: tuple[tuple[str, str], ...]
    """(value, words)"""
    has: Booleans
    """(cards, values)"""

    def passed(self, asked: Sequence[str]) -> Booleans:
        """Which cards have one of the values asked."""
        chosen = [at for at, (value, _) in enumerate(self.valeurs) if value in asked]
        return np.asarray(self.has[:, chosen].any(axis=1))

    def counts(self, mask: Booleans) -> list[_Counted]:
        totals = self.has[mask].sum(axis=0).tolist()
        return [(*value, total) for value, total in zip(self.valeurs, totals, strict=True)]


Compute = Callable[[Ints], Sequence[Told]]
"""What is worked out of some cards, for one question."""


def nothing_told(_cards: Ints) -> Sequence[Told]:
    return ()


Named = Callable[[NomFacette, str], str | None]


def nothing_named(_nom: NomFacette, _value: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Narrowed:
    kept: Booleans
    """Of each card: whether it passes every choice."""
    facettes: tuple[Facet, ...]


class Narrowing:
    """Filters and facets over one generation."""

    def __init__(self, traits: Traits, table: FacetTable, named: Named = nothing_named) -> None:
        """`named`: words of a value that no entity has, None if there is no such value."""
        self._traits, self._named = traits, named
        self._facets = {nom: _Values(nom, table[nom], traits, named) for nom in table}
        self._known = np.array([trait.valeur != NON_RENSEIGNE for trait in traits.columns] + [False])
        self._pairs = [(trait.facette, trait.valeur) for trait in traits.columns]

    def traits_of(self, entities: Ints) -> list[tuple[tuple[NomFacette, str], ...]]:
        """What is known of each of these entities: (facet, value), in the order of the facets."""
        said: list[list[tuple[NomFacette, str]]] = [[] for _ in entities]
        rows, columns = np.nonzero(self._traits.told(self._traits.of(entities)) & self._known)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            said[row].append(self._pairs[column])
        return [tuple(pairs) for pairs in said]

    def check(self, filtres: Filtres) -> None:
        """RequestError if a facet has no such value, with those that it has."""
        for nom, value in filtres.pairs():
            accepted = self._facets[nom].accepted
            if value not in accepted and not self._named(nom, value):
                raise _unknown(nom, value, accepted)

    def count(self, filtres: Filtres, cards: Ints, compute: Compute = nothing_told) -> int:
        """How many of these entities pass every choice."""
        passed = self._passed(filtres, self._traits.of(cards), compute(cards)) if filtres else {}
        return int(_masks([*passed.values()], len(cards))[0].sum())

    def within_reach(self, nom: NomFacette, filtres: Filtres, cards: Ints) -> Booleans:
        """Which of these entities are not known to be far above what is asked."""
        return self._facets[nom].within_reach(filtres.of(nom), self._traits.of(cards))

    def narrow(
        self,
        filtres: Filtres,
        cards: Ints,
        spared: Spared = MappingProxyType({}),
        compute: Compute = nothing_told,
    ) -> Narrowed:
        """Which of these entities stay, and the facets of all of them."""
        rows, told = self._traits.of(cards), compute(cards)
        passed = {
            nom: mask | spared[nom] if nom in spared else mask
            for nom, mask in self._passed(filtres, rows, told).items()
        }
        masks = _masks([*passed.values()], len(cards))
        totals = self._counts(masks, rows).tolist()
        without_own = {nom: at for at, nom in enumerate(passed, start=1)}
        worked_out = {one.nom: one for one in told}
        facets = [
            one.told(worked_out[nom].counts(masks[without_own.get(nom, 0)]), filtres.of(nom))
            if nom in worked_out
            else one.facet(totals[without_own.get(nom, 0)], filtres.of(nom))
            for nom, one in self._facets.items()
        ]
        return Narrowed(masks[0], tuple(facet for facet in facets if facet))

    def _passed(self, filtres: Filtres, rows: Rows, told: Sequence[Told]) -> dict[NomFacette, Booleans]:
        """For each facet where something is chosen, which cards have it."""
        passed = {nom: self._facets[nom].passed(filtres.of(nom), rows) for nom, _ in filtres.pairs()}
        return passed | {one.nom: one.passed(filtres.of(one.nom)) for one in told if one.nom in passed}

    def _counts(self, masks: Booleans, rows: Rows) -> Ints:
        """(masks, values): how many cards pass each mask and have each value.

        A few thousand cards at a time, which stay in the cache: « master » lists tens of thousands.
        """
        counts = np.zeros((len(masks), len(self._known)), dtype=np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            counts += masks[:, some].astype(np.float32) @ self._traits.told(rows[some]).astype(np.float32)
        return counts.astype(np.int64)


class _Values:
    """The values of one facet in reading order, and the column of each in the table of traits."""

    def __init__(self, nom: NomFacette, words: FacetWords, traits: Traits, named: Named) -> None:
        self._nom, self._words, self._named = nom, words, named
        none = len(traits.columns)
        held = {value: (libelle, none) for value, libelle in words.valeurs.items()}
        for column, trait in enumerate(traits.columns):
            if trait.facette == nom:
                held[trait.valeur] = words.valeurs.get(trait.valeur, trait.libelle), column
        if words.calculee and words.valeurs:
            held[NON_RENSEIGNE] = (NON_RENSEIGNE_EN_MOTS, none)
        unknown = held.pop(NON_RENSEIGNE, None)
        self._known = [(value, *one) for value, one in held.items()]
        self._unknown = [(NON_RENSEIGNE, *unknown)] if unknown else []
        self._columns = {value: column for value, _, column in (*self._known, *self._unknown)}

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(self._columns)

    def passed(self, asked: Iterable[str], rows: Rows) -> Booleans:
        """Which cards have one of the values asked."""
        return have(rows, [self._columns[value] for value in asked if value in self._columns])

    def within_reach(self, asked: Iterable[str], rows: Rows) -> Booleans:
        """Which cards have no known value, or a value not far above those asked.

        A value of a source that is not among those in order is far from none.
        """
        order = {value: place for place, value in enumerate(self._words.valeurs)}
        if self._words.au_dessus is None:
            return np.ones(len(rows), dtype=np.bool_)
        highest = max(order[value] for value in asked) + self._words.au_dessus
        placed = [(order[value], column) for value, _, column in self._known if value in order]
        reachable = [column for place, column in placed if place <= highest]
        known = [column for _, column in placed]
        return np.asarray(have(rows, reachable) | ~have(rows, known))

    def facet(self, totals: Sequence[int], chosen: Sequence[str]) -> Facet | None:
        """None if it has nothing to offer: no card has a known value."""
        known, unknown = (
            [(value, libelle, totals[column]) for value, libelle, column in values]
            for values in (self._known, self._unknown)
        )
        if self._words.ordre == "nombre":
            known.sort(key=_TOTAL, reverse=True)
        asked = [(value, self._words_of(value), 0) for value in chosen if value not in self._columns]
        found = _shown([*known, *asked], chosen)
        return self._facet((*found, *_shown(unknown, chosen))) if found or chosen else None

    def told(self, counted: Sequence[_Counted], chosen: Sequence[str]) -> Facet | None:
        """The same, of values that were worked out."""
        found = _shown(counted, chosen)
        return self._facet(found) if found else None

    def _facet(self, values: tuple[FacetValue, ...]) -> Facet:
        return Facet(self._nom, self._words.titre, self._words.precision, values)

    def _words_of(self, value: str) -> str:
        return self._named(self._nom, value) or value


def _unknown(nom: NomFacette, value: str, accepted: tuple[str, ...]) -> RequestError:
    """With those that exist, unless there are too many to list."""
    if nom in _OPEN:
        return RequestError(_OPEN[nom].format(value=value), parameter=nom)
    message = f"« {value} » n'est pas une valeur du filtre « {nom} »."
    return RequestError(message, parameter=nom, accepted=accepted)


def _shown(counted: Iterable[_Counted], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Those that some card has, and those that are chosen."""
    return tuple(
        FacetValue(value, libelle, total, value in chosen)
        for value, libelle, total in counted
        if total or value in chosen
    )


def _masks(passed: Sequence[Booleans], count: int) -> Booleans:
    """(1 + chosen facets, cards): what passes every choice; then, for each facet, every other choice."""
    masks = np.ones((1 + len(passed), count), dtype=np.bool_)
    for own, mask in enumerate(passed, start=1):
        masks[np.arange(len(masks)) != own] &= mask
    return masks
