"""One entity, whole: the view that its page shows."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond_view
from web.asked import codes
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Lire une fiche"], dependencies=[*API_RULES, Depends(no_parameter)])

CodeMetier = Annotated[str, Path(description="Code ROME ou identifiant ONISEP", examples=["D1102"])]
CodeFormation = Annotated[str, Path(description="Identifiant Idéo", examples=["FOR.1563"])]
CodeCertification = Annotated[
    str, Path(description="Numéro au répertoire national (RNCP ou RS)", examples=["RNCP38565"])
]


@router.get("/metiers/{code}", response_model=schemas.MetierAnswer, summary="Lire un métier")
def metier(request: Request, site: SiteDep, code: CodeMetier) -> Response:
    """Tout ce que l'on sait d'un métier : les fiches de chaque éditeur côte à côte, ses noms,
    ses compétences, les métiers proches et les formations qui y mènent.
    Un identifiant ONISEP rend le métier ROME qu'il rejoint.
    """
    return respond_view(request, site.searcher.metier(codes.expect(code, "metier")), site)


@router.get("/formations/{code}", response_model=schemas.FormationAnswer, summary="Lire une formation")
def formation(request: Request, site: SiteDep, code: CodeFormation) -> Response:
    """Une formation : accès, programme, poursuites, métiers et certification visée."""
    return respond_view(request, site.searcher.formation(codes.expect(code, "formation")), site)


@router.get(
    "/certifications/{code}", response_model=schemas.CertificationAnswer, summary="Lire une certification"
)
def certification(request: Request, site: SiteDep, code: CodeCertification) -> Response:
    """Une certification enregistrée : niveau, validité, formations et métiers."""
    return respond_view(request, site.searcher.certification(codes.expect(code, "certification")), site)
