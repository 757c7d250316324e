"""All there is of one kind, without any query: in the order of titles, narrowed, page by page."""

from functools import cached_property

import numpy as np

from index.arrays import Ints
from index.documents import GENRES
from index.engines.base import Engine
from index.results import ListPage, ListRequest
from index.searching.narrowing import Narrowing
from index.views import Genre


class Lists:
    """The lists of one open generation."""

    def __init__(self, engine: Engine, narrowing: Narrowing) -> None:
        self._engine, self._narrowing = engine, narrowing

    def page(self, request: ListRequest) -> ListPage:
        """RequestError for a value that a facet does not have."""
        self._narrowing.check(request.filtres)
        every = self._in_order[request.groupe]
        narrowed = self._narrowing.narrow(request.filtres, every)
        kept = every[narrowed.kept]
        start = (request.page - 1) * request.par_page
        return ListPage(
            request=request,
            total=len(kept),
            cards=tuple(self._engine.cards(kept[start : start + request.par_page].tolist())),
            facettes=narrowed.facettes,
        )

    @cached_property
    def _in_order(self) -> dict[Genre, Ints]:
        """Entities that have a card of their own, by title; the order of a generation never changes."""
        every = np.arange(len(self._engine.traits.rows))
        places = self._engine.places(every)
        own = places.homes == every
        return {
            genre: self._engine.alphabetical(every[own & (places.genres == position)])
            for position, genre in enumerate(GENRES)
        }
