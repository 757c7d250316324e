"""What the second stage needs of a label, packed in one column so that hundreds are read at once.

int32, little-endian: position, nature, number of keys, keys…, targets…, then as many weights (float32)
"""

from base64 import b64encode
from binascii import a2b_base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.engines.base import Floats, Ints
from index.engines.matching import ranges

_WORD, _WORD_BYTES = "<i4", 4
_WEIGHT = "<f4"
_HEADER = 3


def pack(ordre: int, nature: int, cles: Sequence[int], cibles: Sequence[tuple[int, float]]) -> str:
    """In base64, as the field wants it."""
    words = [ordre, nature, len(cles), *cles, *(entity for entity, _ in cibles)]
    weights = np.array([weight for _, weight in cibles], dtype=_WEIGHT)
    return b64encode(np.array(words, dtype=_WORD).tobytes() + weights.tobytes()).decode("ascii")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """n labels, k keys, m targets; `key_begins` and `target_label` say which label each belongs to."""

    ordres: Ints
    natures: Ints
    cles: Ints
    key_begins: Ints
    target_label: Ints
    target_entity: Ints
    target_weight: Floats

    def firmest(self) -> Ints:
        """The entity that each label names most firmly, the first of them if several."""
        order = np.lexsort((-self.target_weight, self.target_label))
        _, first = np.unique(self.target_label[order], return_index=True)
        return self.target_entity[order[first]]


def unpack(packed: Sequence[str]) -> Unpacked:
    """At least one label, each with at least one key."""
    blobs = list(map(a2b_base64, packed))
    words = np.frombuffer(b"".join(blobs), dtype=_WORD)
    lengths = np.array([len(blob) // _WORD_BYTES for blob in blobs], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    key_counts = words[starts + 2].astype(np.int64)
    target_counts = (lengths - _HEADER - key_counts) // 2
    keys, key_begins = ranges(starts + _HEADER, key_counts)
    targets, _ = ranges(starts + _HEADER + key_counts, target_counts)
    weights = targets + np.repeat(target_counts, target_counts)
    return Unpacked(
        ordres=words[starts].astype(np.int64),
        natures=words[starts + 1].astype(np.int64),
        cles=words[keys].astype(np.int64),
        key_begins=key_begins,
        target_label=np.repeat(np.arange(len(blobs)), target_counts),
        target_entity=words[targets].astype(np.int64),
        target_weight=words.view(_WEIGHT)[weights],
    )
