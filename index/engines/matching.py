"""From the keys of the labels found to the arrays of the second stage; shared by the engines."""

import numpy as np

from index.engines.base import Floats, Ints
from index.lexicon import Lexicon
from index.query.plan import QueryPlan


def spans(offsets: Ints, ids: Ints) -> tuple[Ints, Ints]:
    """Positions of the elements of lists `ids` in a flat array, and the start of each list in the result."""
    starts = offsets[ids]
    return ranges(starts, offsets[ids + 1] - starts)


def ranges(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Positions of runs laid end to end, and the start of each run in the result."""
    ends = np.cumsum(lengths)
    begins = ends - lengths
    return np.repeat(starts - begins, lengths) + np.arange(ends[-1] if len(ends) else 0), begins


def match(plan: QueryPlan, lexicon: Lexicon, cles: Ints, begins: Ints) -> tuple[Floats, Floats, Ints]:
    """`matched`, `rest` and `head` of `LabelHits`, from the key ids of the labels laid end to end.

    `begins[i]` is where the keys of label i start; every label has at least one key.
    """
    per_key = np.zeros((len(plan.termes), len(cles)), dtype=np.float32)
    for term, row in zip(plan.termes, per_key, strict=True):
        for alternative in term.alternatives:
            key = lexicon.id_of(alternative.cle)
            if key is not None:
                np.maximum(row, alternative.poids * (cles == key), out=row)
    said = per_key.max(axis=0, initial=0.0)
    matched = np.maximum.reduceat(per_key, begins, axis=1).T
    rest = np.add.reduceat(lexicon.idf[cles] * (1.0 - np.minimum(said, 1.0)), begins)
    first = per_key[:, begins]
    head = np.where(first.max(axis=0, initial=0.0) > 0, first.argmax(axis=0), -1)
    return matched.astype(np.float32), rest.astype(np.float32), head.astype(np.int64)
