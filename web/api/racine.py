"""The root of the API: what a program that knows nothing else can go on from."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from web.addresses.links import API
from web.api import schemas
from web.api.answers import meta_of, respond
from web.asked.rules import API_RULES, no_parameter
from web.rendering.problems import DOCUMENTATION
from web.rendering.site import SiteDep

router = APIRouter(
    prefix=API, tags=["Connaître le service"], dependencies=[*API_RULES, Depends(no_parameter)]
)
_VARIES = {"Vary": "Accept"}


@router.get("", response_model=schemas.RacineAnswer, summary="Connaître les adresses de l'API")
def racine(request: Request, site: SiteDep) -> Response:
    """Chaque adresse, ce qu'elle donne et un exemple. Un navigateur est mené à la page de documentation."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(DOCUMENTATION, status_code=303, headers=_VARIES)
    operations = request.app.openapi()["paths"]
    adresses = [
        {"methode": method.upper(), "chemin": path, "resume": operation["summary"]}
        for path, methods in operations.items()
        for method, operation in methods.items()
    ]
    body = {
        "openapi": f"{API}/openapi.json",
        "documentation": DOCUMENTATION,
        "adresses": adresses,
        "meta": meta_of(site.searcher.facts()),
    }
    answer = respond(request, body)
    answer.headers.update(_VARIES)
    return answer
