"""Several wishes in one query: « les animaux et la nuit » is no label, each half is one.

A métier is worth what the wishes that cite it say of the query together, so that those that answer both come
before those that answer one. Only when every word is said: a word that no wish knows asks for something else.
"""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from index.arrays import Booleans, Floats, Ints, common, distinct
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
    whole = _are_whole_wishes(hits)
    strongest = np.zeros((count, len(required)), dtype=np.float32)
    if len(required) < 2 or not _only_together(_said_whole(plan, hits)):
        return Together(strongest.sum(axis=1), strongest.sum(axis=1))
    targets = np.flatnonzero(whole[hits.target_label])
    matched = hits.matched[hits.target_label[targets]][:, required]
    np.maximum.at(strongest, rows[targets], matched * hits.target_weight[targets, None])
    shares = weights / weights.sum()
    return Together(strongest @ shares, (strongest > 0) @ shares)


def joins_wishes(plan: QueryPlan, hits: LabelHits) -> bool:
    """« photo et mer »: each part is wished by itself, though names begin with « photo »."""
    return plan.est_jointe and _only_together(_said_whole(plan, hits))


def are_apart(plan: QueryPlan, hits: LabelHits) -> bool:
    """Whether nothing answers all the wishes: each then has its own answers."""
    whole = np.flatnonzero(_are_whole_wishes(hits)[hits.target_label])
    entities, said = hits.target_entity[whole], hits.matched[hits.target_label[whole]][:, plan.requis] > 0
    return not len(reduce(common, (distinct(entities[one]) for one in said.T)))


def evened(plan: QueryPlan) -> QueryPlan:
    """Its wishes weigh half by how rare their words are, and half the same: each is wanted like the other."""
    mean = sum(plan.termes[at].poids for at in plan.requis) / len(plan.requis)
    terms = (term if term.est_appui else replace(term, poids=(mean + term.poids) / 2) for term in plan.termes)
    return replace(plan, termes=tuple(terms))


def _are_whole_wishes(hits: LabelHits) -> Booleans:
    return np.asarray(IS_WISH[hits.natures] & (hits.rest < WHOLE))


def _said_whole(plan: QueryPlan, hits: LabelHits) -> Booleans:
    """Of each wish that is said whole, which words that are looked for it says."""
    required = [at for at, term in enumerate(plan.termes) if not term.est_appui]
    return np.asarray(hits.matched[_are_whole_wishes(hits)][:, required] > 0)


def _only_together(said: Booleans) -> bool:
    """`said`: (n wishes, t words). Whether every word is said, and no wish says them all."""
    return len(said) > 0 and bool(said.any(axis=0).all()) and not said.all(axis=1).any()
