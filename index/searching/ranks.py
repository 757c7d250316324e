"""What the first word of a query says: that it is the title of a job, and of which rank."""

import numpy as np

from index.documents import NATURES, Nature
from index.engines.base import Booleans, Ints, LabelHits
from index.plan import QueryPlan

NAMES = (
    Nature.APPELLATION,
    Nature.TITRE,
    Nature.SYNONYME,
    Nature.NOM_COURANT,
    Nature.NOM_ANNONCE,
    Nature.SIGLE,
)
_NAMES_OF_A_ROLE = 2
"""One name may begin with any word."""
IS_NAME = np.array([nature in NAMES for nature in NATURES])


def is_a_title(plan: QueryPlan, hits: LabelHits) -> bool:
    """Whether the query begins as names do: « opérateur sur chaîne », not « souder »."""
    if not plan.termes or plan.termes[0].est_appui:
        return False
    heads = IS_NAME[hits.natures] & (hits.head == 0) & (hits.matched[:, 0] >= 1)
    return int(heads.sum()) >= _NAMES_OF_A_ROLE


def are_of_rank(hits: LabelHits, rows: Ints, count: int, share: float) -> Booleans:
    """(count) whether more than `share` of the names found of each entity say the rank.

    Not one of them: among the forty names of a trade there is nearly always a « chef ».
    """
    named = np.flatnonzero(IS_NAME[hits.natures][hits.target_label])
    names = np.bincount(rows[named], minlength=count)
    of_rank = np.bincount(rows[named], hits.du_rang[hits.target_label[named]], minlength=count)
    are: Booleans = of_rank > share * names
    return are
