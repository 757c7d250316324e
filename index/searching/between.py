"""What the labels of an entity say of a query between them, word by word.

`shares`: what each word weighs in the query. `rows`: the row of the entity of each target. `firmness`: what a
label of each nature is worth.
"""

import numpy as np
from numpy.typing import NDArray

from index.documents import NATURES, Nature
from index.engines.base import Floats, Ints, LabelHits

_CHOSEN = {Nature.GESTE, Nature.OUTIL, Nature.ACTIVITE, Nature.ENVIE, Nature.NOM_ANNONCE}
"""Words of people, led by hand to a few métiers: skills of the ROME are shared too widely to be repeated."""
IS_CHOSEN = np.array([nature in _CHOSEN for nature in NATURES])


def said_firmly(shares: Floats, hits: LabelHits, rows: Ints, firmness: Floats, count: int) -> Floats:
    """(count) share of the query that is said, each word by the firmest label."""
    firmest = np.zeros((len(shares), count), dtype=np.float32)
    firm = firmness[hits.natures[hits.target_label]] * hits.target_weight
    for word, said in zip(firmest, hits.matched.T, strict=True):
        np.maximum.at(word, rows, said[hits.target_label] * firm)
    return shares @ firmest


def said_often(shares: Floats, hits: LabelHits, rows: Ints, chosen: NDArray[np.bool_], count: int) -> Floats:
    """(count) share of the query that `chosen` natures say, each word the more the more labels say it.

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
