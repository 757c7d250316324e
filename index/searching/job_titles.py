"""What the first word of a query says: that it is the title of a job, and of which rank."""

import numpy as np

from index.arrays import Booleans, Ints
from index.engines.base import LabelHits
from index.plan import QueryPlan
from index.searching.natures import IS_NAME, IS_OF_METIERS

_NAMES_OF_A_ROLE = 2
"""A single name may begin with any word."""


def is_a_title(plan: QueryPlan, hits: LabelHits) -> bool:
    """Whether the query begins as names do: « opérateur sur chaîne », not « souder »."""
    if not plan.termes or plan.termes[0].est_appui:
        return False
    heads = IS_NAME[hits.natures] & IS_OF_METIERS[hits.groupes] & (hits.head == 0) & (hits.matched[:, 0] >= 1)
    return int(heads.sum()) >= _NAMES_OF_A_ROLE


def are_of_rank(hits: LabelHits, rows: Ints, count: int, share: float) -> Booleans:
    """(count) whether more than `share` of the names found of each entity say the rank.

    One is not enough: among the forty names of a trade there is nearly always a « chef ».
    """
    named = np.flatnonzero(IS_NAME[hits.natures][hits.target_label])
    names = np.bincount(rows[named], minlength=count)
    of_rank = np.bincount(rows[named], hits.says_rank[hits.target_label[named]], minlength=count)
    are: Booleans = of_rank > share * names
    return are
