"""Whole texts are searched genre by genre: what fills a corpus leaves their place to the others.

A filter makes a search slower, and so does a choice between alternatives of a word: an engine then reads
every document that holds one, instead of passing over those that cannot be among the best. A genre that makes
nearly all the corpus is searched without either, for as many more documents as its share asks; what is not
of the genre is put aside afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from index.documents import GENRES
from index.engines.base import EntityHits
from index.engines.places import PlaceTable
from index.relevance import Section
from index.views import Genre


@dataclass(frozen=True, slots=True)
class TextSearch:
    """The best documents of one genre."""

    genre: Genre
    limit: int
    est_large: bool
    """True if the engine looks in every genre, where alternatives of a word add up."""


def text_searches(limits: Section, entities: Mapping[str, int]) -> tuple[TextSearch, ...]:
    """One search a genre; `entities`: how many documents each has."""
    return tuple(_of_genre(genre, limits, entities) for genre in GENRES)


def _of_genre(genre: Genre, limits: Section, entities: Mapping[str, int]) -> TextSearch:
    limit = int(limits[f"texte-{genre}"])
    share = entities.get(genre, 0) / (sum(entities.values()) or 1)
    if share < limits["genre-dominant"]:
        return TextSearch(genre, limit, est_large=False)
    return TextSearch(genre, ceil(limit / share), est_large=True)


def gathered(found: Iterable[tuple[TextSearch, EntityHits]], places: PlaceTable) -> EntityHits:
    """What the searches found, each in its own genre."""
    hits = [_own(some, search.genre, places) if search.est_large else some for search, some in found]
    if not hits:
        return EntityHits.none()
    return EntityHits(
        np.concatenate([one.entities for one in hits]), np.concatenate([one.scores for one in hits])
    )


def _own(hits: EntityHits, genre: Genre, places: PlaceTable) -> EntityHits:
    own = np.flatnonzero(places.of(hits.entities).genres == GENRES.index(genre))
    return EntityHits(hits.entities[own], hits.scores[own])
