"""Labels that name a crowd: « BTS » is the acronym of tens of thousands of formations.

Such a label says next to nothing of one entity among them; to score them all would cost more than the search.
It speaks for those that something else of the query names, and brings in no more than a page can reach.
"""

from dataclasses import replace

import numpy as np

from index.engines.base import Candidates, Ints, LabelHits

CROWD = 2000
"""Twice the entities that the last page of results reaches; no label of the open data names as many."""


def without_crowds(candidates: Candidates) -> Candidates:
    """The same candidates, where a label names a crowd only as far as it matters."""
    if not any(_crowds(hits).any() for hits in candidates.labels):
        return candidates
    few = [hits.target_entity[~_in_crowd(hits)] for hits in candidates.labels]
    named = np.concatenate([*few, candidates.entities.entities])
    return replace(candidates, labels=tuple(_thinned(hits, named) for hits in candidates.labels))


def _thinned(hits: LabelHits, named: Ints) -> LabelHits:
    """Targets of a crowd: those that are named otherwise, and the first ones."""
    crowd = _in_crowd(hits)
    if not crowd.any():
        return hits
    is_named = np.zeros(max(int(hits.target_entity.max()), int(named.max(initial=0))) + 1, dtype=np.bool_)
    is_named[named] = True
    counts = np.bincount(hits.target_label, minlength=len(hits.ids))
    place = np.arange(len(hits.target_label)) - (np.cumsum(counts) - counts)[hits.target_label]
    kept = np.flatnonzero(~crowd | (place < CROWD) | is_named[hits.target_entity])
    return replace(
        hits,
        target_label=hits.target_label[kept],
        target_entity=hits.target_entity[kept],
        target_weight=hits.target_weight[kept],
    )


def _crowds(hits: LabelHits) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Of each label, whether it names a crowd."""
    return np.bincount(hits.target_label, minlength=len(hits.ids)) > CROWD


def _in_crowd(hits: LabelHits) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Of each target, whether its label names a crowd."""
    return _crowds(hits)[hits.target_label]
