"""The API for people who write programs: the page is made from the OpenAPI description, so it cannot lie."""

from fastapi import APIRouter, Request, Response

from web.api.openapi import ADDRESS, examples
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(include_in_schema=False)


@router.get("/api-et-donnees")
def api_et_donnees(request: Request, site: SiteDep) -> Response:
    return site.page(
        request, "api_et_donnees.html", operations=list(examples(request.app.openapi())),
        erreurs=messages.BY_CODE, adresse_openapi=ADDRESS,
    )  # fmt: skip
