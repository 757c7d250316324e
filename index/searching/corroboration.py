"""What the labels of an entity say of a query between them, word by word.

`shares`: what each word weighs in the query. `rows`: the row of the entity of each target. `firmness`: what a
label of each nature is worth.
"""

import numpy as np

from index.arrays import Booleans, Floats, Ints
from index.engines.base import LabelHits


def said_firmly(shares: Floats, hits: LabelHits, rows: Ints, firmness: Floats, count: int) -> Floats:
    """(count) share of the query that is said, taking each word from the firmest label that says it."""
    firmest = np.zeros((len(shares), count), dtype=np.float32)
    firm = firmness[hits.natures[hits.target_label]] * hits.target_weight
    for word, said in zip(firmest, hits.matched.T, strict=True):
        np.maximum.at(word, rows, said[hits.target_label] * firm)
    return shares @ firmest


def said_often(shares: Floats, hits: LabelHits, rows: Ints, chosen: Booleans, count: int) -> Floats:
    """(count) share of the query that `chosen` natures say: the more labels say a word, the more it counts.

    « bitume » is in ten gestures of one métier and in one of another: a label that says half of a query is
    outweighed by several that say it between them. A word said once counts half; three times, three quarters.
    """
    kept = np.flatnonzero(chosen[hits.natures][hits.target_label])
    labels, named, weights = hits.target_label[kept], rows[kept], hits.target_weight[kept]
    times = np.zeros((len(shares), count), dtype=np.float32)
    for at, said in enumerate(hits.matched.T):
        times[at] = np.bincount(named, said[labels] * weights, minlength=count)
    often: Floats = times / (times + np.float32(1.0))
    return shares @ often
