"""The public API, version 1: the same searcher as the pages, as JSON."""

from fastapi import APIRouter

from web.api import aides, donnees, emploi, fiches, liens, lieux, offre, search, structures, system, verifier
from web.links import API


def build_router() -> APIRouter:
    router = APIRouter(prefix=API)
    for part in (search, fiches, liens, offre, structures, aides, lieux, emploi, donnees, system, verifier):
        router.include_router(part.router)
    return router
