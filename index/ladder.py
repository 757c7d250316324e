"""When the words of a query are not all answered together: what was given up, and where else to look."""

from collections.abc import Sequence

import numpy as np

from index.query.plan import QueryPlan
from index.rerank import Ranking
from index.results import Group
from index.views import Lien, MetierView

FIRST = 5
"""Results that may say every word before one is said to be given up."""
FEW = 2
"""Métiers found, up to which their neighbours are shown too."""
NEIGHBOURS = 6
_MOST_GIVEN_UP = 3
"""Words of a long sentence are not listed one by one."""


def given_up(plan: QueryPlan, ranking: Ranking) -> tuple[str, ...]:
    """In French: the words that the best result says nowhere, when no first result says them all."""
    required = [at for at, term in enumerate(plan.termes) if not term.est_appui]
    if len(required) < 2 or plan.codes or not len(ranking.entities):
        return ()
    said = [_said(ranking, int(entity), len(plan.termes))[required] for entity in ranking.entities[:FIRST]]
    if any(one.all() for one in said):
        return ()
    missing = [plan.termes[at].mot for at, is_said in zip(required, said[0], strict=True) if not is_said]
    if len(missing) > _MOST_GIVEN_UP:
        return ("avec une partie de vos mots seulement",)
    words = " ni ".join(f"« {mot} »" for mot in missing)
    return (f"sans {words}, qu'aucun nom ni mot clé ne dit avec le reste",)


def neighbours(groups: Sequence[Group], view: MetierView) -> tuple[Lien, ...]:
    """Métiers near the one that was found, but for those already shown."""
    shown = {code for group in groups for result in group.results for code in result.codes}
    others = {lien.code: lien for lien in view.metiers_proches if lien.code not in shown}
    return tuple(others.values())[:NEIGHBOURS]


def is_short_of_metiers(groups: Sequence[Group]) -> str | None:
    """Code of the only métier found, or of the first of two."""
    found = next((group for group in groups if group.genre == "metier"), None)
    return found.results[0].code if found and found.total <= FEW and found.results else None


def _said(ranking: Ranking, entity: int, count: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which words the labels of an entity say, all together."""
    said = np.zeros(count, dtype=np.bool_)
    for scored in ranking.labels:
        labels = scored.hits.target_label[scored.hits.target_entity == entity]
        if len(labels):
            said |= scored.hits.matched[labels].max(axis=0) > 0
    return said
