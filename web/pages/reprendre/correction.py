"""The entry of a structure in the common format, for the structure to correct: a file, no account."""

from fastapi import APIRouter, Response

from web.addresses.links import nom_de_correction
from web.blocks.structures import correction_of
from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/lieux-d-accueil/{code}/fiche.json")
def fiche(site: SiteDep, code: str) -> Response:
    corrected = correction_of(site.searcher.structure(code), site.today())
    name = f'attachment; filename="{nom_de_correction(code)}"'
    return Response(
        corrected.model_dump_json(indent=1),
        media_type="application/json",
        headers={"Content-Disposition": name, "Cache-Control": "no-cache"},
    )
