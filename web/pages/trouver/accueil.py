"""Home: one question, six examples, four doors."""

from fastapi import APIRouter, Request, Response

from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/")
def accueil(request: Request, site: SiteDep) -> Response:
    return site.page(request, "accueil.html", contents=site.contents, facts=site.searcher.facts())
