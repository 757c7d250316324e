"""What the whole text of an entity says of a plan: BM25, as Lucene counts it.

Nothing enters a page by its text alone: whole texts are not searched, they are read for the few hundred
entities that labels put first. An engine that keeps the texts here reads them in these arrays; a cluster
scores its own, and lengths are rounded as it rounds them, so that both say the same.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Floats, Ints
from index.engines.columns import Column
from index.engines.key_lists import KeyLists
from index.engines.matching import spans, table_of
from index.lexicon import Lexicon
from index.plan import QueryPlan

K1, B = 1.2, 0.75
"""Of BM25: repeated words soon stop counting; a long text must say a word more often than a short one."""
_MOST = 65_535
"""The most often that a text may say a word: what two bytes can count."""
_EXACT_LENGTHS = 24


@dataclass(frozen=True, slots=True)
class TextArrays:
    """n entities, p pairs of an entity and a key: entity i has those from `offsets[i]` to the next."""

    offsets: NDArray[np.int64]
    cles: NDArray[np.int32]
    """(p) ids in the lexicon."""
    comptes: NDArray[np.uint16]
    """(p) how often the entity says the key, fields weighed."""
    normes: NDArray[np.float32]
    """(n) what the length of the text makes of a count c: c / (c + norm)."""
    raretes: NDArray[np.float32]
    """Of each key of the lexicon, among whole texts."""

    def scores(self, plan: QueryPlan, lexicon: Lexicon, entities: Ints) -> Floats:
        """Of each entity, in the order given: words add up, alternatives of a word compete."""
        table = table_of([term.en_texte for term in plan.termes], lexicon)
        positions, begins = spans(self.offsets, entities)
        cles = self.cles[positions]
        speaking = np.flatnonzero(table.columns[cles])
        rows = np.searchsorted(begins, speaking, side="right") - 1
        said, counts = cles[speaking], self.comptes[positions[speaking]].astype(np.float32)
        values = self.raretes[said] * counts / (counts + self.normes[entities[rows]])
        by_term = table.weights[table.columns[said]] * values[:, None]
        best = np.zeros((len(entities), len(plan.termes)), dtype=np.float32)
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        if len(starts):
            best[rows[starts]] = np.maximum.reduceat(by_term, starts, axis=0)
        scores: Floats = best.sum(axis=1)
        return scores


ARRAYS = TextArrays.__slots__


class TextArraysBuilder:
    """Texts of entities, in the order of their numbers."""

    def __init__(self) -> None:
        self._keys, self._counts, self._lengths = KeyLists(), Column("H"), Column("i")

    def add(self, counted: Counter[str]) -> None:
        """The keys of a text, each as many times as it counts."""
        self._keys.add(counted)
        self._counts.extend([min(count, _MOST) for count in counted.values()])
        self._lengths.extend((counted.total(),))

    def build(self, lexicon: Lexicon) -> TextArrays:
        """DocumentRejectedError if a key is not in the lexicon."""
        offsets, cles = self._keys.read(lexicon)
        lengths = self._lengths.read()
        said = np.bincount(cles, minlength=len(lexicon.idf))
        return TextArrays(offsets, cles, self._counts.read(), _norms(lengths), _rarities(said, lengths))


def rounded(lengths: NDArray[np.integer[Any]]) -> Ints:
    """Lengths as Lucene keeps them, in a byte: short ones exact, the others with four significant bits."""
    high, low = np.divmod(np.arange(256 - _EXACT_LENGTHS), 8)
    kept = _EXACT_LENGTHS + np.where(high, (8 | low) << np.maximum(high - 1, 0), low)
    lengths_kept = np.concatenate([np.arange(_EXACT_LENGTHS), kept])
    nearest: Ints = lengths_kept[np.searchsorted(lengths_kept, lengths, side="right") - 1]
    return nearest


def _norms(lengths: NDArray[np.int32]) -> Floats:
    average = lengths.sum(dtype=np.int64) / max(np.count_nonzero(lengths), 1)
    norms: Floats = (K1 * (1.0 - B + B * rounded(lengths) / max(average, 1.0))).astype(np.float32)
    return norms


def _rarities(said: Ints, lengths: NDArray[np.int32]) -> Floats:
    """`said`: in how many texts each key is."""
    texts = np.count_nonzero(lengths)
    rarities: Floats = np.log(1.0 + (texts - said + 0.5) / (said + 0.5)).astype(np.float32)
    return rarities
