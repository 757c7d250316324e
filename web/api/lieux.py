"""/lieux: the « Où ? » field, and anybody who needs to know what a name of place designates."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from web.addresses.links import API
from web.api import schemas
from web.api.answers import lieu_json, meta_of, respond
from web.asked.api_inputs import ApiPlacesInput
from web.asked.rules import API_RULES
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Situer"], dependencies=API_RULES)


@router.get("/lieux", response_model=schemas.PlacesAnswer, summary="Reconnaître ou compléter un lieu")
def lieux(request: Request, site: SiteDep, asked: Annotated[ApiPlacesInput, Query()]) -> Response:
    """Communes, arrondissements, bassins et zones d'emploi, départements et régions, d'après un nom, un début
    de nom, un code postal ou un code Insee. Un nom d'avant une fusion rend le lieu d'aujourd'hui, et le dit.
    Les homonymes viennent avec leur département ; aucun chiffre d'emploi n'entre dans leur ordre.
    """
    found = site.searcher.lieux(asked.q, asked.limite) if asked.q else ()
    body = {"q": asked.q, "lieux": [lieu_json(lieu) for lieu in found]}
    return respond(request, body | {"meta": meta_of(site.searcher.facts())})
