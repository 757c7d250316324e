"""All there is of one kind, without any query: in the order of titles, narrowed, page by page."""

from functools import cached_property

import numpy as np

from index.arrays import Ints
from index.documents import GENRES
from index.engines.base import Engine
from index.results import ListPage, ListRequest
from index.searching.computed import ComputedFacets
from index.searching.narrowing import Narrowing
from index.views import Genre


class Lists:
    """The lists of one open generation."""

    def __init__(self, engine: Engine, narrowing: Narrowing, computed: ComputedFacets) -> None:
        self._engine, self._narrowing, self._computed = engine, narrowing, computed

    def page(self, request: ListRequest) -> ListPage:
        """RequestError for a value that a facet does not have."""
        self._narrowing.check(request.filtres)
        every = self._in_order[request.groupe]
        compute = self._computed.of(request.filtres, request.lieu, is_asked=bool(request.lieu))
        narrowed = self._narrowing.narrow(request.filtres, every, compute=compute)
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
