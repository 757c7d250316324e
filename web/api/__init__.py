"""The public API, version 1: the same searcher as the pages, as JSON."""

from fastapi import APIRouter

from web.api import fiches, lieux, offre, search, system, verifier
from web.links import API


def build_router() -> APIRouter:
    router = APIRouter(prefix=API)
    for part in (search.router, fiches.router, offre.router, lieux.router, system.router, verifier.router):
        router.include_router(part)
    return router
