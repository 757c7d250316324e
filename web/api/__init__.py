"""The public API, version 1: the same searcher as the pages, as JSON."""

from collections.abc import Iterator
from itertools import chain

from starlette.routing import BaseRoute

from web.api import (
    actions_innovantes,
    aides,
    donnees,
    emploi,
    evenements,
    fiches,
    liens,
    lieux,
    listes,
    offre,
    racine,
    recensement,
    search,
    structures,
    system,
    verifier,
)


def routes() -> Iterator[BaseRoute]:
    """In the order of the documentation."""
    parts = (
        *(racine, search, listes, fiches, liens, recensement, offre, structures, evenements, aides),
        *(actions_innovantes, lieux, emploi, donnees, system, verifier),
    )
    return chain.from_iterable(part.router.routes for part in parts)
