"""Which cards a page shows: positions in the ranking, folded, cut in groups and pages."""

from dataclasses import dataclass

import numpy as np

from index.arrays import Ints, firsts, without
from index.documents import GENRES
from index.engines.base import Places
from index.results import PER_GROUP, SearchRequest
from index.views import Genre


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a group that is shown; every number is a position in the ranking."""

    genre: Genre
    total: int
    best: int
    """The first of the group."""
    shown: dict[int, Ints]
    """The best of each card → all that is folded in that card, best first."""


def cards_by_genre(places: Places, groupe: Genre | None) -> dict[Genre, Ints]:
    """Cards of the groups asked, as positions in the ranking, best first."""
    return {
        genre: _cards(np.flatnonzero(places.genres == position), places.homes)
        for position, genre in enumerate(GENRES)
        if groupe in (None, genre)
    }


def _cards(members: Ints, homes: Ints) -> Ints:
    """The best of each card: fiches are folded into the card of their métier."""
    return members[firsts(homes[members])]


def cut_page(genre: Genre, cards: Ints, homes: Ints, request: SearchRequest) -> Cut:
    """One page of cards."""
    size = PER_GROUP if request.groupe is None else request.par_page
    start = (request.page - 1) * size if request.groupe else 0
    shown = {int(card): np.flatnonzero(homes == homes[card]) for card in cards[start : start + size]}
    return Cut(genre, len(cards), int(cards[0]) if len(cards) else -1, shown)


def split_places(places: Places, first: int) -> tuple[Places, Places]:
    return (
        Places(places.genres[:first], places.homes[:first]),
        Places(places.genres[first:], places.homes[first:]),
    )


def set_aside(aside: Places, shown: Places, groupe: Genre | None) -> Ints:
    """Cards set aside, each once; a fiche folded in a card that is shown is not one."""
    wanted = (
        np.ones(len(aside.genres), dtype=bool) if groupe is None else aside.genres == GENRES.index(groupe)
    )
    return without(aside.homes[wanted], shown.homes)
