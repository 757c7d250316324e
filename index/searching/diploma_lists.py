"""Diplomas, when nothing else is said: « CAP » names too many things for one of them to answer best."""

from collections.abc import Collection, Sequence
from functools import reduce

import numpy as np

from index.arrays import Ints, are_in, union
from index.engines.base import Engine, LabelHits
from index.facets import NON_RENSEIGNE
from index.query.understand import DiplomeNomme
from index.searching.ranking import Ranking
from index.searching.rerank import said_wholly

FEW = 60
"""« BAFA » names a few things, ranked as usual."""


class DiplomaLists:
    """What delivers diplomas, among the entities of one open generation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._every = {column.valeur for column in engine.traits.columns if column.facette == "diplome"} - {
            NON_RENSEIGNE
        }

    def listed(
        self, diplomas: Sequence[DiplomeNomme], ranking: Ranking, found: LabelHits, *, est_large: bool
    ) -> Ranking | None:
        """The list that answers, by title; None if what words rank is few things, and all that there is."""
        given = reduce(union, (self._delivering(one.valeurs) for one in diplomas))
        if len(ranking.entities) <= FEW and are_in(given, ranking.entities).all():
            return None
        whole = reduce(union, (self._named(one, found) for one in diplomas), given)
        if est_large or not len(whole):  # « diplôme de gardien »: no title says it whole
            whole = union(whole, ranking.entities)
        return ranking.listed(self._engine.alphabetical, whole)

    def _named(self, diploma: DiplomeNomme, found: LabelHits) -> Ints:
        """What labels that begin with it name, unless it is known to deliver another.

        « TP » is a diploma; « bac pro travaux publics » holds its letters, and is another.
        """
        said = said_wholly(diploma.termes, found, np.isin(found.head, diploma.termes))
        others = self._every.difference(diploma.valeurs) if diploma.valeurs else ()
        return self._engine.traits.without(said, "diplome", others)

    def _delivering(self, valeurs: Collection[str]) -> Ints:
        """What delivers one of these diplomas, as its publisher says."""
        return self._engine.traits.having("diplome", valeurs)
