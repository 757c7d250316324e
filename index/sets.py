"""Sets of numbers, as sorted arrays.

Those of numpy load its masked arrays at their first use, a twentieth of the start of the site.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def distinct(numbers: Ints) -> Ints:
    ordered = np.sort(numbers)
    once: Ints = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return once


def members(numbers: Ints) -> NDArray[np.bool_]:
    """True at each of these numbers; its last place stands for those beyond, and is False."""
    mask = np.zeros(int(numbers.max(initial=0)) + 2, dtype=np.bool_)
    mask[numbers] = True
    return mask


def union(some: Ints, others: Ints) -> Ints:
    return distinct(np.concatenate([some, others]))


def common(some: Ints, others: Ints) -> Ints:
    return distinct(some[np.isin(some, others)])


def without(some: Ints, others: Ints | Sequence[int]) -> Ints:
    """Those of `some` that `others` does not hold."""
    return distinct(some[~np.isin(some, others)]) if len(some) else some
