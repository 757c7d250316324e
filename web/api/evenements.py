"""What comes: salons, forums, portes ouvertes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from index.annexes.agenda.read import AgendaRequest
from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond_there, respond_view
from web.asked.api_inputs import ApiAgendaInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Rencontrer quelqu'un"], dependencies=API_RULES)

CodeEvenement = Annotated[
    str, Path(description="Code de l'événement, donné par la liste", examples=["0123456789abcdef"])
]


@router.get("/evenements", response_model=schemas.AgendaAnswer, summary="Les événements à venir")
def evenements(request: Request, site: SiteDep, asked: Annotated[ApiAgendaInput, Query()]) -> Response:
    """Salons, forums, portes ouvertes, ateliers et réunions d'information, dans l'ordre des jours ; ce qui
    est passé n'y est pas. Avec un lieu : son département, ou à moins de 50 km d'une commune, et ce qui se
    suit à distance. Les heures sont celles de Paris. La même liste au format iCal : `/agenda.ics`.
    """
    ou = known_place(site.searcher, asked.lieu)
    page = site.searcher.agenda(
        AgendaRequest(site.today(), ou.lieu, asked.nature, asked.mois, asked.page, asked.par_page)
    )
    return respond_there(request, page, site, ou)


@router.get(
    "/evenements/{code}", response_model=schemas.EvenementAnswer, summary="Lire un événement",
    dependencies=[Depends(no_parameter)],
)  # fmt: skip
def evenement(request: Request, site: SiteDep, code: CodeEvenement) -> Response:
    """Un événement, passé ou à venir : quand, où, qui l'organise, et d'où vient sa position."""
    return respond_view(request, site.searcher.evenement(code), site)
