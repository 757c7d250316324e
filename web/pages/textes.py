"""Pages of text: accessibility, legal notice."""

from fastapi import APIRouter, Request, Response

from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/accessibilite")
def accessibilite(request: Request, site: SiteDep) -> Response:
    return site.page(request, "accessibilite.html")


@router.get("/mentions")
def mentions(request: Request, site: SiteDep) -> Response:
    return site.page(request, "mentions.html", compte=site.sans_reponse is not None)


@router.get("/robots.txt")
def robots() -> Response:
    return Response("User-agent: *\nDisallow: /recherche\nDisallow: /api/\n", media_type="text/plain")
