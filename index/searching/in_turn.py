"""A neutral order for lists that no word ranks: a card of each domain in turn, by title within a domain.

Titles alone would show a pupil the métiers that begin with « a »: nothing says that he wants those. Nothing
of labour data, publisher or payment is read.
"""

from collections.abc import Collection
from functools import cached_property

import numpy as np

from index.arrays import Booleans, Ints
from index.documents import GENRES
from index.engines.base import Engine


class InTurn:
    """Everything that one open generation holds, in this order."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def everything(self, niveaux: Collection[str]) -> Ints:
        """First what publishers say to be at one of these levels: a level that nobody says is let in too."""
        if not niveaux:
            return self._order
        said = np.zeros(len(self._order), dtype=np.bool_)
        said[self._engine.traits.having("niveau", niveaux)] = True
        known: Booleans = said[self._homes[self._order]]
        return np.concatenate([self._order[known], self._order[~known]])

    @cached_property
    def _homes(self) -> Ints:
        return self._engine.places(np.arange(len(self._engine.traits.rows), dtype=np.int64)).homes

    @cached_property
    def _order(self) -> Ints:
        """What is folded on a card follows it."""
        titles = self._engine.alphabetical(np.arange(len(self._homes), dtype=np.int64))
        homes = self._homes[titles]
        cards = titles[homes == titles]
        domains, genres = self._domains, self._engine.places(cards).genres
        turns = np.zeros(len(titles), dtype=np.int64)
        turns[cards] = _turns(domains[cards] * len(GENRES) + genres)
        return titles[np.lexsort((domains[homes], turns[homes]))]

    @cached_property
    def _domains(self) -> Ints:
        """Of each entity, the place of its first domain among all; the last place if it has none."""
        traits = self._engine.traits
        values = [column.valeur for column in traits.columns if column.facette == "domaine"]
        places = np.full(len(traits.rows), len(values), dtype=np.int64)
        for place in reversed(range(len(values))):
            places[traits.having("domaine", [values[place]])] = place
        return places


def _turns(groups: Ints) -> Ints:
    """How many of the same group come before each."""
    by_group = np.argsort(groups, kind="stable")
    ordered = groups[by_group]
    turns = np.empty(len(groups), dtype=np.int64)
    turns[by_group] = np.arange(len(groups)) - np.searchsorted(ordered, ordered)
    return turns
