"""Labels that name a crowd: « BTS » is the acronym of tens of thousands of formations.

Such a label says next to nothing of one entity among them; to score them all would cost more than the search.
It speaks for those that something else of the query names, and brings in no more than a page can reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Booleans, Ints, in_order, members
from index.engines.base import LabelHits
from index.engines.matching import ranges

CROWD = 2000
"""Twice the entities that the last page of results reaches; no label of the open data names as many."""
Heard = tuple[Ints, Ints]
"""The label of each target that counts, and where the target is; label after label."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What the labels of a group name: label i names `entities[starts[i] : starts[i] + lengths[i]]`."""

    entities: NDArray[Any]
    starts: Ints
    lengths: Ints

    @property
    def crowds(self) -> Ints:
        """The labels that name a crowd."""
        return np.flatnonzero(self.lengths > CROWD)


def heard(groups: Sequence[Targets]) -> list[Heard]:
    """For a crowd, its first entities and those that a label of few entities names."""
    if not any(len(group.crowds) for group in groups):
        return [whole(group) for group in groups]
    named = members(np.concatenate([_named_by_few(group) for group in groups]))
    return [_thinned(group, named) for group in groups]


def whole(group: Targets) -> Heard:
    """Every target of the group."""
    positions, _ = ranges(group.starts, group.lengths)
    return np.repeat(np.arange(len(group.lengths)), group.lengths), positions


def without_crowds(hits: LabelHits) -> LabelHits:
    """The same labels; those that name a crowd name it only as far as it matters."""
    lengths = np.bincount(hits.target_label, minlength=len(hits.ids)).astype(np.int64)
    [(labels, positions)] = heard([Targets(hits.target_entity, np.cumsum(lengths) - lengths, lengths)])
    return replace(
        hits,
        target_label=labels,
        target_entity=hits.target_entity[positions],
        target_weight=hits.target_weight[positions],
    )


def _named_by_few(group: Targets) -> NDArray[Any]:
    positions, _ = ranges(group.starts, np.where(group.lengths > CROWD, 0, group.lengths))
    return group.entities[positions]


def _thinned(group: Targets, named: Booleans) -> Heard:
    labels, positions = whole(Targets(group.entities, group.starts, np.minimum(group.lengths, CROWD)))
    if not len(group.crowds):
        return labels, positions
    further = [_named_further(group, crowd, named) for crowd in group.crowds.tolist()]
    labels = np.concatenate([labels, np.repeat(group.crowds, [len(some) for some in further])])
    order = in_order(labels)
    return labels[order], np.concatenate([positions, *further])[order]


def _named_further(group: Targets, crowd: int, named: Booleans) -> Ints:
    """Positions, past the first entities of a crowd, of those that another label names."""
    start, end = group.starts[crowd] + CROWD, group.starts[crowd] + group.lengths[crowd]
    further: Ints = np.flatnonzero(np.take(named, group.entities[start:end], mode="clip")) + start
    return further
