"""The facets that no entity keeps: the labour market of a place, and where one comes from or goes to.

They are worked out for the cards of one search, and only if it asks for them: another costs nothing more.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from index.annexes.emploi.read import around
from index.annexes.emploi.reglages import Situation
from index.annexes.emploi.situations import SituationsReader
from index.arrays import Ints
from index.documents import GENRES
from index.engines.base import Engine
from index.facet_table import FacetTable
from index.facets import NON_RENSEIGNE, NON_RENSEIGNE_EN_MOTS, Filtres
from index.lieux.finder import LieuFinder
from index.searching.narrowing import Compute, Told, nothing_told
from index.searching.passerelles import Passerelles
from index.searching.recent import Recent

_PLACES_REMEMBERED = 32
Situations = Mapping[str, Mapping[str, bool]]
"""ROME code → situation → whether it holds."""


class ComputedFacets:
    """Over one open generation."""

    def __init__(
        self, engine: Engine, finder: LieuFinder, table: FacetTable, situations: Iterable[Situation]
    ) -> None:
        self._engine, self._finder = engine, finder
        self._valeurs = (*table["emploi"].valeurs.items(), (NON_RENSEIGNE, NON_RENSEIGNE_EN_MOTS))
        self._situations = SituationsReader(engine, situations)
        self._passerelles = Passerelles(engine)
        self._recent = Recent[str, Situations](_PLACES_REMEMBERED)

    def passerelle(self, value: str) -> str | None:
        """The words of a way, None if it leads from or to no page."""
        return self._passerelles.words(value)

    def of(self, filtres: Filtres, lieu: str, *, is_asked: bool) -> Compute:
        """What this search needs. `is_asked`: the reader wrote a place, whose labour market may narrow."""
        if not (is_asked or filtres.emploi or filtres.passerelle):
            return nothing_told
        situations = self._in(lieu) if is_asked or filtres.emploi else None
        ways = [(value, self._passerelles.cards(value)) for value in filtres.passerelle]

        def compute(cards: Ints) -> Iterator[Told]:
            if situations is not None:
                yield self._emploi(cards, situations)
            if ways:
                valeurs = tuple((value, self._passerelles.words(value) or value) for value, _ in ways)
                has = np.stack([np.isin(cards, found) for _, found in ways], axis=1)
                yield Told("passerelle", valeurs, has)

        return lambda cards: tuple(compute(cards))

    def _in(self, lieu: str) -> Situations:
        return self._recent.get(lieu, lambda: self._situations.of(around(self._finder, lieu)))

    def _emploi(self, cards: Ints, situations: Situations) -> Told:
        """A métier that no source measures there is « non renseigné »; what is not a métier says nothing."""
        has = np.zeros((len(cards), len(self._valeurs)), dtype=np.bool_)
        metiers = np.flatnonzero(self._engine.places(cards).genres == GENRES.index("metier"))
        for at, code in zip(metiers.tolist(), self._engine.codes(cards[metiers]), strict=True):
            said = situations.get(code)
            has[at] = [bool(said and said.get(valeur)) for valeur, _ in self._valeurs]
            has[at, -1] = not said
        return Told("emploi", self._valeurs, has)
