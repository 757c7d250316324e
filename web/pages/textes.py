"""Pages of text: accessibility, legal notice, map of the site."""

from fastapi import APIRouter, Request, Response

from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/accessibilite")
def accessibilite(request: Request, site: SiteDep) -> Response:
    return site.page(request, "accessibilite.html", publication=site.settings.publication)


@router.get("/mentions")
def mentions(request: Request, site: SiteDep) -> Response:
    return site.page(
        request, "mentions.html", compte=site.sans_reponse is not None, publication=site.settings.publication
    )


@router.get("/plan-du-site")
def plan(request: Request, site: SiteDep) -> Response:
    return site.page(request, "plan.html")
