"""Which entities are called by names of the rank that a query asks: « gérant d'animalerie »."""

import numpy as np

from index.between import Found
from index.documents import NATURES, Nature
from index.engines.base import Booleans

NAMES = (
    Nature.APPELLATION,
    Nature.TITRE,
    Nature.SYNONYME,
    Nature.NOM_COURANT,
    Nature.NOM_ANNONCE,
    Nature.SIGLE,
)
IS_NAME = np.array([nature in NAMES for nature in NATURES])


def are_of_rank(found: Found, count: int, share: float) -> Booleans:
    """(count) whether more than `share` of the names found of each entity say the rank.

    Not one of them: among the forty names of a trade there is nearly always a « chef ».
    """
    names, of_rank = np.zeros(count), np.zeros(count)
    for hits, rows in found:
        named = np.flatnonzero(IS_NAME[hits.natures][hits.target_label])
        names += np.bincount(rows[named], minlength=count)
        of_rank += np.bincount(rows[named], hits.du_rang[hits.target_label[named]], minlength=count)
    are: Booleans = of_rank > share * names
    return are
