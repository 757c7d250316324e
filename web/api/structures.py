"""Where to meet somebody, near a place."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from index.annexes.structures.read import StructuresRequest
from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond_view
from web.asked.api_inputs import ApiStructuresInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Rencontrer quelqu'un"], dependencies=API_RULES)

CodeStructure = Annotated[
    str, Path(description="Identifiant de la structure chez sa source", examples=["ft-1"])
]


@router.get(
    "/structures", response_model=schemas.StructuresAnswer, summary="Les lieux d'accueil près d'un endroit"
)
def structures(request: Request, site: SiteDep, asked: Annotated[ApiStructuresInput, Query()]) -> Response:
    """Par réseau, les structures les plus proches ; la distance est à vol d'oiseau, et la position d'une
    structure est souvent celle de sa commune (`precision`). Les adresses d'un annuaire arrêté sont à part,
    dans `anciennes` : elles ne sont pas à montrer comme actuelles.
    """
    lieu = known_place(site.searcher, asked.lieu)
    page = site.searcher.structures(StructuresRequest(lieu, asked.reseau))
    return respond_view(request, page, site)


@router.get(
    "/structures/{code}", response_model=schemas.StructureAnswer, summary="Lire un lieu d'accueil",
    dependencies=[Depends(no_parameter)],
)  # fmt: skip
def structure(request: Request, site: SiteDep, code: CodeStructure) -> Response:
    """Un lieu d'accueil : réseau, adresse, téléphone, et d'où vient sa position."""
    return respond_view(request, site.searcher.structure(code), site)
