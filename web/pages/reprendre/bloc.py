"""Blocks that another site shows in a frame: a search field, or the formations of a métier."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from debouches.errors import NotFoundError
from web.asked import codes
from web.asked.demande import PARTOUT, Demande
from web.asked.inputs import LieuInput
from web.asked.lieux import lieu_demande
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)
SHOWN = 6
"""How many formations: a frame is small, and the page of the métier lists them all."""


@router.get("/bloc")
def bloc(request: Request, site: SiteDep) -> Response:
    return site.page(request, "bloc.html", view=None, formations=(), ou=PARTOUT, code=None)


@router.get("/bloc/metiers/{code}")
def bloc_metier(request: Request, site: SiteDep, code: str, asked: Annotated[LieuInput, Query()]) -> Response:
    """For an unknown code, the search alone: we cannot mend the site that shows the block."""
    ou = lieu_demande(site.searcher, asked.lieu)
    try:
        view = site.searcher.metier(codes.expect(code, "metier"))
    except NotFoundError:
        return _unknown(request, site, code, ou)
    return site.page(
        request, "bloc.html", view=view, formations=view.formations[:SHOWN], ou=ou, code=code,
        total=view.formations_en_tout or len(view.formations),
    )  # fmt: skip


def _unknown(request: Request, site: Site, code: str, ou: Demande) -> Response:
    answer = site.page(request, "bloc.html", view=None, formations=(), ou=ou, code=code)
    answer.status_code = 404
    return answer
