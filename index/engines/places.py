"""Where each entity is shown, and its place in the order of titles; one row each, shared by the engines."""

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ints
from index.engines.base import Places

COLUMNS = 3
"""Genre, home, place in the alphabetical order of titles."""


class PlaceTable:
    def __init__(self, rows: NDArray[np.int32]) -> None:
        """An index built before titles were ordered has no third column: entities keep its own order."""
        self._rows = rows

    def of(self, entities: Ints) -> Places:
        genres, homes = self._rows[entities, :2].astype(np.int64).T
        return Places(genres, homes)

    def alphabetical(self, entities: Ints) -> Ints:
        """The same entities, in the order of the titles that are shown."""
        if self._rows.shape[1] < COLUMNS:
            return entities
        homes = self._rows[entities, 1]
        ordered: Ints = entities[np.argsort(self._rows[homes, 2], kind="stable")]
        return ordered
