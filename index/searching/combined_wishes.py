"""Several wishes in one query: « les animaux et la nuit » is no label, each half is one.

A métier is worth what the wishes that cite it say of the query together, so that those that answer both come
before those that answer one. Only when every word is said: a word that no wish knows asks for something else.
"""

from dataclasses import dataclass

import numpy as np

from index.arrays import Booleans, Floats, Ints
from index.engines.base import LabelHits
from index.plan import QueryPlan
from index.searching.natures import IS_WISH

WHOLE = 1e-3
"""At most what is left unsaid, for want of exact decimals, of a label whose every word is in the query."""


@dataclass(frozen=True, slots=True)
class Together:
    """What several wishes say of each entity, as shares of the query; zeros where one wish says it all."""

    values: Floats
    """How firmly they name it."""
    coverage: Floats
    """How much of the query they say."""


def said_together(plan: QueryPlan, hits: LabelHits, rows: Ints, count: int) -> Together:
    """`rows`: the row of the entity of each target; `count`: number of rows."""
    required = [i for i, term in enumerate(plan.termes) if not term.est_appui]
    weights = np.array([plan.termes[i].poids for i in required], dtype=np.float32)
    whole = IS_WISH[hits.natures] & (hits.rest < WHOLE)
    strongest = np.zeros((count, len(required)), dtype=np.float32)
    if len(required) < 2 or not _only_together(hits.matched[whole][:, required] > 0):
        return Together(strongest.sum(axis=1), strongest.sum(axis=1))
    targets = np.flatnonzero(whole[hits.target_label])
    matched = hits.matched[hits.target_label[targets]][:, required]
    np.maximum.at(strongest, rows[targets], matched * hits.target_weight[targets, None])
    shares = weights / weights.sum()
    return Together(strongest @ shares, (strongest > 0) @ shares)


def _only_together(said: Booleans) -> bool:
    """`said`: (n wishes, t words). Whether every word is said, and no wish says them all."""
    return len(said) > 0 and bool(said.any(axis=0).all()) and not said.all(axis=1).any()
