"""« Ma sélection »: what a reader keeps, in the address of the page; the site keeps nothing."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from debouches.errors import NotFoundError
from index.views import View
from web.asked import codes
from web.asked.inputs import SelectionInput
from web.asked.lieux import lieu_demande
from web.rendering.qr import adresse_publique
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Gardee:
    """One page of the selection."""

    view: View
    sans: str
    """Address of the selection without it."""


@router.get("/selection")
def selection(request: Request, site: SiteDep, asked: Annotated[SelectionInput, Query()]) -> Response:
    views = {view.code: view for code in asked.code if (view := _read(site, code))}
    kept = [Gardee(view, _address([code for code in views if code != view.code])) for view in views.values()]
    lost = [code for code in asked.code if code and not _read(site, code)]
    return site.page(
        request,
        "selection.html",
        gardees=kept,
        perdues=lost,
        codes=" ".join(views),
        adresse=adresse_publique(site.settings, request, _address(list(views))),
        ou=lieu_demande(site.searcher, asked.lieu),
    )


def _read(site: Site, code: str) -> View | None:
    searcher, written = site.searcher, codes.as_code(code)
    genre = codes.genre_of(written)
    with suppress(NotFoundError):
        if genre == "metier":
            return searcher.metier(written)
        if genre == "formation":
            return searcher.formation(written)
        if genre == "certification":
            return searcher.certification(written)
    return None


def _address(kept: list[str]) -> str:
    """An empty code says that the selection is empty on purpose."""
    return "/selection?" + urlencode({"code": kept or [""]}, doseq=True)
