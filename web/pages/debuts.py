"""The beginning of an address, typed without its end: « /metiers » leads where métiers are chosen."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from web.addresses.links import url_search

router = APIRouter(include_in_schema=False)


@router.get("/metiers")
def metiers() -> RedirectResponse:
    return RedirectResponse("/explorer", status_code=301)


@router.get("/formations")
@router.get("/organismes")
def formations() -> RedirectResponse:
    """An organisme is reached through what it gives."""
    return RedirectResponse(url_search(groupe="formation"), status_code=301)


@router.get("/certifications")
def certifications() -> RedirectResponse:
    return RedirectResponse(url_search(groupe="certification"), status_code=301)


@router.get("/api")
@router.get("/docs")
def api() -> RedirectResponse:
    """Where programmers look first."""
    return RedirectResponse("/api-et-donnees", status_code=301)
