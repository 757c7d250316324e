"""The shared nomenclature of prestations, for who codes their services with it."""

from fastapi import APIRouter, Request, Response

from mappings.orientation import facettes_structures, nomenclature
from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/prestations")
def prestations(request: Request, site: SiteDep) -> Response:
    return site.page(
        request, "prestations.html", nomenclature=nomenclature(), demandes=facettes_structures()["demande"]
    )
