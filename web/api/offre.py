"""Where and when a formation is given, and by whom, as of the day of the question."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from debouches.errors import RequestError
from index.annexes.offre.read import OffreRequest
from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond_there, respond_view
from web.api.fiches import CodeFormation
from web.asked import codes
from web.asked.api_inputs import ApiOffreInput, ApiOrganismeInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(prefix=API, tags=["Se former, et où"], dependencies=API_RULES)

CodeOrganisme = Annotated[
    str, Path(description="SIRET de l'organisme, ou son code chez la source", examples=["12345678901234"])
]


@router.get(
    "/formations/{code}/offre",
    response_model=schemas.OffreAnswer,
    summary="Où et quand une formation est donnée",
)
def offre(
    request: Request, site: SiteDep, code: CodeFormation, asked: Annotated[ApiOffreInput, Query()]
) -> Response:
    """Les actions d'une formation, avec leurs sessions : d'abord ce que l'on peut encore rejoindre,
    à la date de la question. Une session passée n'est jamais donnée comme en cours. `points` place la liste
    entière, et non la page, sur une carte.
    """
    if asked.rayon and not asked.lieu:
        raise RequestError(messages.RADIUS_WITHOUT_PLACE, parameter="rayon")
    formation = site.searcher.formation(codes.expect(code, "formation"))
    ou = known_place(site.searcher, asked.lieu)
    page = site.searcher.offre(
        OffreRequest(
            formation.code,
            site.today(),
            asked.departement,
            pres_de=ou.lieu,
            rayon_km=asked.rayon,
            est_passee=asked.passees,
            page=asked.page,
            par_page=asked.par_page,
        )
    )
    return respond_there(request, page, site, ou)


@router.get(
    "/organismes/{code}", response_model=schemas.OrganismeAnswer, summary="Lire un organisme de formation"
)
def organisme(
    request: Request, site: SiteDep, code: CodeOrganisme, asked: Annotated[ApiOrganismeInput, Query()]
) -> Response:
    """Un organisme, ses labels de qualité et les formations qu'il donne."""
    view = site.searcher.organisme(code, site.today(), asked.page)
    return respond_view(request, view, site)
