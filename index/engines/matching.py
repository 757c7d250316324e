"""Which words of a plan are looked for; from the keys of the labels found to the arrays of the second stage.

Shared by the engines.
"""

from dataclasses import replace
from itertools import accumulate
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from index.engines.base import Floats, Ints
from index.lexicon import Lexicon
from index.query.plan import QueryPlan
from index.relevance import Section

_WEIGHT = attrgetter("poids")


def sought(plan: QueryPlan, limits: Section) -> QueryPlan:
    """The words that bring candidates: the heaviest, of which an entity must say a part to enter the page.

    The second stage reads the others in the labels that are found: looking for them too, a title of twelve
    words reads half of a large corpus. A word that only says a wish is looked for when there is no other.
    """
    required = [term for term in plan.termes if not term.est_appui] or plan.termes
    heaviest = sorted(required, key=_WEIGHT, reverse=True)
    heard = accumulate((term.poids for term in heaviest), initial=0.0)
    enough = limits["part"] * sum(term.poids for term in heaviest)
    kept = [
        term
        for position, (term, before) in enumerate(zip(heaviest, heard, strict=False))
        if position < limits["mots"] or before < enough
    ]
    return replace(plan, termes=tuple(term for term in required if term in kept))


def spans(offsets: Ints, ids: Ints) -> tuple[Ints, Ints]:
    """Positions of the elements of lists `ids` in a flat array, and the start of each list in the result."""
    starts = offsets[ids]
    return ranges(starts, offsets[ids + 1] - starts)


def ranges(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Positions of runs laid end to end, and the start of each run in the result."""
    ends = np.cumsum(lengths)
    begins = ends - lengths
    return np.repeat(starts - begins, lengths) + np.arange(ends[-1] if len(ends) else 0), begins


def match(
    plan: QueryPlan, lexicon: Lexicon, cles: NDArray[np.int32], begins: Ints
) -> tuple[Floats, Floats, Ints]:
    """`matched`, `rest` and `head` of `LabelHits`, from the key ids of the labels laid end to end.

    `begins[i]` is where the keys of label i start; every label has at least one key.
    """
    columns, weights = _weights(plan, lexicon)
    of_key = columns[cles]
    said = weights.max(axis=0, initial=0.0)[of_key]
    matched = np.maximum.reduceat(weights.take(of_key, axis=1), begins, axis=1).T
    rest = np.add.reduceat(lexicon.idf[cles] * (1.0 - np.minimum(said, 1.0)), begins)
    first = weights[:, of_key[begins]]
    head = np.where(first.max(axis=0, initial=0.0) > 0, first.argmax(axis=0), -1)
    return matched.astype(np.float32), rest.astype(np.float32), head.astype(np.int64)


def _weights(plan: QueryPlan, lexicon: Lexicon) -> tuple[NDArray[np.intp], Floats]:
    """A column for each key of the plan, 0 for the others; (t, columns) what each says of each term."""
    said = [
        (key, position, alternative.poids)
        for position, term in enumerate(plan.termes)
        for alternative in term.alternatives
        if (key := lexicon.id_of(alternative.cle)) is not None
    ]
    column = {key: at for at, key in enumerate(dict.fromkeys(key for key, *_ in said), start=1)}
    columns = np.zeros(len(lexicon.idf), dtype=np.intp)
    columns[list(column)] = list(column.values())
    weights = np.zeros((len(plan.termes), len(column) + 1), dtype=np.float32)
    for key, position, poids in said:
        weights[position, column[key]] = max(weights[position, column[key]], poids)
    return columns, weights
