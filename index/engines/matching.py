"""Which words of a plan are looked for; from the keys of the labels found to the arrays of the second stage.

Shared by the engines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays import Floats, Ints
from index.lexicon import Lexicon
from index.plan import Alternative, QueryPlan
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


class Table(NamedTuple):
    """What the keys of a lexicon say of a plan: a column for each key of the plan, 0 for all the others."""

    columns: NDArray[np.int16]
    """The column of each key of the lexicon."""
    weights: Floats
    """(columns, t) what a key says of each term."""


@dataclass(frozen=True, slots=True)
class Said:
    """A table, and what is read of the keys of labels besides."""

    columns: NDArray[np.int16]
    weights: Floats
    most: Floats
    """(columns) the most that it says of any."""
    leads: Ints
    """(columns) the term that it says most, -1 if none."""
    rarities: Floats
    """Of each key of the lexicon."""
    rang: Ints
    """Keys that say the rank asked."""


def table_of(asked: Sequence[Iterable[Alternative]], lexicon: Lexicon) -> Table:
    """`asked`: the alternatives of each term."""
    said = [
        (key, position, alternative.poids)
        for position, alternatives in enumerate(asked)
        for alternative in alternatives
        if (key := lexicon.id_of(alternative.cle)) is not None
    ]
    column = {key: at for at, key in enumerate(dict.fromkeys(key for key, *_ in said), start=1)}
    columns = np.zeros(len(lexicon.idf), dtype=np.int16)
    columns[list(column)] = list(column.values())
    weights = np.zeros((len(column) + 1, len(asked)), dtype=np.float32)
    for key, position, poids in said:
        weights[column[key], position] = max(weights[column[key], position], poids)
    return Table(columns, weights)


def said_by(plan: QueryPlan, lexicon: Lexicon) -> Said:
    columns, weights = table_of([term.alternatives for term in plan.termes], lexicon)
    most = weights.max(axis=1, initial=0.0)
    leads = np.where(most > 0, weights.argmax(axis=1), -1) if plan.termes else np.full(1, -1)
    asked = [lexicon.id_of(cle) for cle in plan.rang.cles] if plan.rang else []
    rang = np.array([key for key in asked if key is not None], dtype=np.int64)
    return Said(columns, weights, most, leads, lexicon.idf, rang)


def match(said: Said, cles: NDArray[np.int32], begins: Ints) -> tuple[Floats, Floats, Ints]:
    """`matched`, `rest` and `head` of `LabelHits`, from the key ids of the labels laid end to end.

    `begins[i]` is where the keys of label i start; every label has at least one key. Few keys say something
    of the plan: only those are read term by term.
    """
    columns = said.columns[cles]
    speaking = np.flatnonzero(columns)
    of_plan = columns[speaking]
    first = np.searchsorted(speaking, begins)
    speaks = np.diff(first, append=len(speaking)) > 0
    matched = np.zeros((len(begins), said.weights.shape[1]), dtype=np.float32, order="F")
    if len(speaking):
        matched[speaks] = np.maximum.reduceat(said.weights[of_plan], first[speaks], axis=0)
    unsaid = said.rarities[cles]
    unsaid[speaking] *= 1.0 - np.minimum(said.most[of_plan], 1.0)
    return matched, np.add.reduceat(unsaid, begins), said.leads[columns[begins]]
