"""Where each entity is shown, and its rank in the order of titles: a row each, the same for every engine."""

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ints, in_order
from index.engines.base import Places

COLUMNS = 3
"""Genre, home, rank in the alphabetical order of titles."""


class PlaceTable:
    def __init__(self, rows: NDArray[np.int32]) -> None:
        """`rows`: a row of COLUMNS numbers for each entity."""
        self._rows = rows

    def of(self, entities: Ints) -> Places:
        genres, homes = self._rows[entities, :2].astype(np.int64).T
        return Places(genres, homes)

    def alphabetical(self, entities: Ints) -> Ints:
        """The same entities, in the order of the titles that are shown."""
        homes = self._rows[entities, 1]
        ordered: Ints = entities[in_order(self._rows[homes, 2])]
        return ordered
