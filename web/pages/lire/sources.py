"""Where everything comes from, since when, and what is missing."""

from fastapi import APIRouter, Request, Response

from debouches.storage import Storage
from web.addresses.links import url_recensement
from web.addresses.recensement_publie import read
from web.rendering.site import SiteDep
from web.wording.words import changements

router = APIRouter(include_in_schema=False)


@router.get("/sources")
def sources(request: Request, site: SiteDep) -> Response:
    return site.page(
        request,
        "sources.html",
        facts=site.searcher.facts(),
        changements=changements,
        recensement=read(Storage(site.settings.home).census),
        url_recensement=url_recensement,
    )
