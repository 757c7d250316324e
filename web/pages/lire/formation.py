"""A formation: where it leads, how one enters, what one learns there, what comes after."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from web.addresses.links import avec_lieu, url_of
from web.asked import codes
from web.asked.inputs import OffreInput
from web.asked.lieux import lieu_demande
from web.blocks import grouping
from web.pages.accompagner.proches import a_joindre
from web.pages.lire.offre import read_offre
from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/formations/{code}")
def formation(request: Request, site: SiteDep, code: str, asked: Annotated[OffreInput, Query()]) -> Response:
    ou = lieu_demande(site.searcher, asked.lieu)
    view = site.searcher.formation(codes.expect(code, "formation"))
    if view.code != code:
        return RedirectResponse(avec_lieu(url_of("formation", view.code), ou), status_code=301)
    return site.page(
        request, "formation.html", view=view, formation=view.formation,
        metiers=grouping.par_relation(view.metiers),
        poursuites=grouping.par_niveau(view.poursuites),
        proches=grouping.par_niveau(view.formations_proches),
        offre=read_offre(site, view.code, asked, ou), ou=ou,
        a_joindre=a_joindre(site, ou.lieu),
        sources=grouping.sources_of(view.sources or [view.formation.provenance]),
    )  # fmt: skip
