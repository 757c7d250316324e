"""What comes: salons, forums, portes ouvertes, soonest first; the same for programs that keep agendas."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from index.annexes.agenda.read import PER_PAGE, AgendaRequest
from index.annexes.agenda.views import EvenementProche
from web.addresses import links
from web.asked.demande import Demande
from web.asked.inputs import AgendaInput
from web.asked.lieux import lieu_demande
from web.blocks import grouping
from web.blocks.ical import MEDIA_TYPE, calendar_of
from web.rendering.responses import PAGE_MAX_AGE, cacheable
from web.rendering.site import Site, SiteDep
from web.wording import messages
from web.wording.periods import mois_en_mots
from web.wording.words import EVENEMENTS

router = APIRouter(include_in_schema=False)
MOST_IN_A_FILE = 500
"""A larger file is one that no program would ask for twice."""


@router.get("/agenda")
def agenda(request: Request, site: SiteDep, asked: Annotated[AgendaInput, Query()]) -> Response:
    ou = lieu_demande(site.searcher, asked.lieu)
    page = site.searcher.agenda(replace(_request(site, asked, ou), page=asked.page))
    last = links.last_page_from(asked.page, page.total, PER_PAGE)
    today = site.today()

    def when(one: EvenementProche) -> str:
        debut = one.view.evenement.debut
        return messages.ALREADY_BEGUN if debut < today else mois_en_mots(f"{debut:%Y-%m}")

    return site.page(
        request, "agenda.html", ou=ou, demande=asked, agenda=page, natures=EVENEMENTS,
        groupes=grouping.group_by(page.evenements, when), numbers=links.page_numbers(asked.page, last),
    )  # fmt: skip


@router.get("/agenda.ics")
def agenda_ics(request: Request, site: SiteDep, asked: Annotated[AgendaInput, Query()]) -> Response:
    """The same choice, as a file that a calendar program reads again by itself."""
    ou = lieu_demande(site.searcher, asked.lieu)
    wanted = replace(_request(site, asked, ou), par_page=MOST_IN_A_FILE, est_deplie=True)
    page = site.searcher.agenda(wanted)
    nom = f"{messages.AGENDA} : {ou.lieu.nom_complet}" if ou.lieu else messages.AGENDA
    return _file(request, calendar_of((one.view for one in page.evenements), nom), "agenda")


@router.get("/agenda/{code}.ics")
def evenement_ics(request: Request, site: SiteDep, code: str) -> Response:
    view = site.searcher.evenement(code)
    return _file(request, calendar_of([view], view.evenement.intitule), code)


def _request(site: Site, asked: AgendaInput, ou: Demande) -> AgendaRequest:
    return AgendaRequest(site.today(), ou.lieu, asked.nature, asked.mois)


def _file(request: Request, body: bytes, name: str) -> Response:
    answer = cacheable(request, body, MEDIA_TYPE, max_age=PAGE_MAX_AGE)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer
