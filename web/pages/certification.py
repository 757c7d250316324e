"""A certification: what it allows, its level, whether it is valid, what replaced it."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from web import codes
from web.links import url_of
from web.pages import blocks
from web.site import SiteDep

router = APIRouter()


@router.get("/certifications/{code}")
def certification(request: Request, site: SiteDep, code: str) -> Response:
    view = site.searcher.certification(codes.expect(code, "certification"))
    if view.code != code:
        return RedirectResponse(url_of("certification", view.code), status_code=301)
    return site.page(
        request, "certification.html", view=view, certification=view.certification,
        metiers=blocks.par_relation(view.metiers),
        formations=blocks.par_niveau(view.formations),
        sources=[view.certification.provenance],
    )  # fmt: skip
