"""Where to meet somebody, near a place."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from debouches.errors import RequestError
from index.annexes.structures.read import StructuresRequest
from mappings.orientation import nomenclature
from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond_there, respond_view
from web.asked.api_inputs import ApiRepertoireInput, ApiStructuresInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep
from web.wording import messages

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
    ou = known_place(site.searcher, asked.lieu)
    if ou.lieu is None:
        raise RequestError(messages.NO_SUCH_PLACE.format(lieu=""), parameter="lieu")
    page = site.searcher.structures(StructuresRequest(ou.lieu, asked.reseau))
    return respond_there(request, page, site, ou)


@router.get(
    "/repertoire", response_model=schemas.RepertoireAnswer, summary="Le répertoire des lieux d'accueil"
)
def repertoire(request: Request, site: SiteDep, asked: Annotated[ApiRepertoireInput, Query()]) -> Response:
    """Par le nom d'une structure, un sigle ou un réseau (`q`), par le lieu, et par le besoin : qui la
    structure suit (`situation`), à quoi elle répond (`demande`), et à quel titre (`cep`, `niveau`, `spro`).
    Avec un lieu, la plus proche d'abord ; sinon, celles dont le nom dit le plus de mots. `offre` dit ce que
    fait chacune, par les codes de la nomenclature des prestations (`/api/v1/prestations`).
    """
    ou = known_place(site.searcher, asked.lieu)
    return respond_there(request, site.searcher.repertoire(asked.request(ou.lieu, asked.par_page)), site, ou)


@router.get(
    "/prestations", response_model=schemas.PrestationsAnswer,
    summary="La nomenclature des prestations", dependencies=[Depends(no_parameter)],
)  # fmt: skip
def prestations(request: Request, site: SiteDep) -> Response:
    """La liste partagée et versionnée de ce que fait une structure : à quoi chaque prestation répond, sa
    nature, le niveau du conseil en évolution professionnelle, et les mots des sources qu'elle reconnaît.
    """
    return respond_view(request, nomenclature(), site)


@router.get(
    "/structures/{code}", response_model=schemas.StructureAnswer, summary="Lire un lieu d'accueil",
    dependencies=[Depends(no_parameter)],
)  # fmt: skip
def structure(request: Request, site: SiteDep, code: CodeStructure) -> Response:
    """Un lieu d'accueil : réseau, adresse, téléphone, d'où vient sa position, ce qu'il fait (`offre`)."""
    return respond_view(request, site.searcher.structure(code), site)
