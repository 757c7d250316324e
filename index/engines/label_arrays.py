"""What the second stage reads of the labels of one group: flat arrays, the same for every engine.

An engine finds positions of labels; keys, targets and weights are read here. They are made once, in the order
in which labels come, and kept as an engine likes: mapped from disk, or loaded from a cluster.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ints
from index.documents import GROUPES, NATURES, Groupe, LabelDocument
from index.engines.base import LabelHits
from index.engines.columns import Column
from index.engines.crowds import Targets, heard, whole
from index.engines.key_lists import KeyLists, offsets_of
from index.engines.matching import match, ranges, said_by, spans
from index.lexicon import Lexicon
from index.plan import QueryPlan

_NATURE_POSITION = {nature: i for i, nature in enumerate(NATURES)}
_KEPT_AS = {"cle_offsets": "<i4", "cles": "<i4", "cible_offsets": "<i4", "cibles": "<i4", "poids": "<f4"}
_OFFSETS = ("cle_offsets", "cible_offsets")
"""Kept as lengths: ten times smaller once compressed."""


@dataclass(frozen=True, slots=True)
class LabelArrays:
    """n labels, k keys, m targets: those of label i are between `offsets[i]` and `offsets[i + 1]`."""

    cle_offsets: NDArray[np.int64]
    cles: NDArray[np.int32]
    """(k) ids in the lexicon."""
    cible_offsets: NDArray[np.int64]
    cibles: NDArray[np.int32]
    """(m) numbers of entities."""
    poids: NDArray[np.float32]
    natures: NDArray[np.int8]

    def targets(self, ids: Ints) -> Targets:
        starts = self.cible_offsets[ids]
        return Targets(self.cibles, starts, self.cible_offsets[ids + 1] - starts)

    def cles_of(self, ids: Ints) -> tuple[NDArray[np.int32], Ints]:
        """The keys of these labels laid end to end, and how many each has."""
        starts = self.cle_offsets[ids]
        lengths = self.cle_offsets[ids + 1] - starts
        positions, _ = ranges(starts, lengths)
        return self.cles[positions], lengths

    def keys(self, label: int, lexicon: Lexicon) -> list[str]:
        """The words of one label."""
        start, end = self.cle_offsets[label : label + 2]
        return [lexicon.cle(key) for key in self.cles[start:end].tolist()]

    def firmest(self, ids: Ints) -> Ints:
        """The entity that each label names most firmly, the first of them if several."""
        positions, begins = spans(self.cible_offsets, ids)
        weights = self.poids[positions]
        most = np.maximum.reduceat(weights, begins) if len(ids) else weights
        firm = np.flatnonzero(weights == np.repeat(most, np.diff(begins, append=len(weights))))
        return self.cibles[positions[firm[np.searchsorted(firm, begins)]]].astype(np.int64)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each array, to be kept elsewhere than on this machine."""
        for name in ARRAYS:
            values = getattr(self, name)
            kept = np.diff(values) if name in _OFFSETS else values
            yield name, kept.astype(_KEPT_AS.get(name, "i1")).tobytes()

    @classmethod
    def load(cls, read: Callable[[str], bytes]) -> "LabelArrays":
        """From what gives the bytes of an array by its name."""
        arrays = {name: np.frombuffer(read(name), dtype=_KEPT_AS.get(name, "i1")) for name in ARRAYS}
        return cls(**arrays | {name: offsets_of(arrays[name]) for name in _OFFSETS})


ARRAYS = LabelArrays.__slots__


Labels = Mapping[Groupe, LabelArrays]


def read_candidates(
    plan: QueryPlan,
    lexicon: Lexicon,
    labels: Labels,
    found: Mapping[Groupe, Ints],
    *,
    with_crowds: bool,
) -> LabelHits:
    """The labels that an engine found in each group, as the second stage reads them."""
    arrays, ids = [labels[groupe] for groupe in GROUPES], [found[groupe] for groupe in GROUPES]
    counts = list(map(len, ids))
    firsts = accumulate(counts[:-1], initial=0)
    targets = [one.targets(some) for one, some in zip(arrays, ids, strict=True)]
    named = list(map(whole, targets) if with_crowds else heard(targets))
    cles, lengths = map(_joined, zip(*map(LabelArrays.cles_of, arrays, ids), strict=True))
    begins = np.cumsum(lengths) - lengths
    said = said_by(plan, lexicon)
    matched, rest, head = match(said, cles, begins)
    return LabelHits(
        groupes=np.repeat(np.arange(len(GROUPES)), counts),
        ids=_joined(ids),
        natures=_joined([one.natures[some] for one, some in zip(arrays, ids, strict=True)]),
        matched=matched,
        rest=rest,
        head=head,
        says_rank=np.isin(cles[begins], said.rang),
        target_label=_joined([some + first for (some, _), first in zip(named, firsts, strict=True)]),
        target_entity=_joined([one.cibles[at] for one, (_, at) in zip(arrays, named, strict=True)]),
        target_weight=_joined([one.poids[at] for one, (_, at) in zip(arrays, named, strict=True)]),
    )


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Arrays laid end to end; integers as numpy indexes with them, converted once."""
    joined = np.concatenate(arrays)
    return joined.astype(np.int64) if joined.dtype.kind == "i" else joined


def by_group(labels: Iterable[tuple[Groupe, int]]) -> dict[Groupe, list[int]]:
    """The labels to give back, group by group."""
    found: dict[Groupe, list[int]] = {}
    for groupe, ordre in labels:
        found.setdefault(groupe, []).append(ordre)
    return found


class LabelArraysBuilder:
    """Labels of one group, in the order in which they come."""

    def __init__(self) -> None:
        self._keys = KeyLists()
        self._cibles, self._poids, self._cible_counts = Column("i"), Column("f"), Column("i")
        self._natures = Column("b")

    def __len__(self) -> int:
        return len(self._natures)

    def add(self, label: LabelDocument, cibles: list[tuple[int, float]]) -> int:
        """Position of a new label."""
        self._keys.add(label.cles)
        self._cibles.extend([entity for entity, _ in cibles])
        self._poids.extend([weight for _, weight in cibles])
        self._cible_counts.extend((len(cibles),))
        self._natures.extend((_NATURE_POSITION[label.nature],))
        return len(self._natures) - 1

    def build(self, lexicon: Lexicon) -> LabelArrays:
        """DocumentRejectedError if a key is not in the lexicon."""
        cle_offsets, cles = self._keys.read(lexicon)
        return LabelArrays(
            cle_offsets=cle_offsets,
            cles=cles,
            cible_offsets=offsets_of(self._cible_counts.read()),
            cibles=self._cibles.read(),
            poids=self._poids.read(),
            natures=self._natures.read(),
        )
