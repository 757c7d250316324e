"""How results are ranked: the rules, and what they gave for one result of one search."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from debouches.errors import NotFoundError, RequestError
from index.results import PER_PAGE, Group, Result, SearchRequest
from web.asked import codes
from web.asked.inputs import RankingInput
from web.asked.lieux import lieu_demande
from web.blocks import facettes
from web.contenus.contents import Part
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(include_in_schema=False)

CODE = "code"


@dataclass(frozen=True, slots=True)
class Apport:
    """What one part of the score brought to a result."""

    titre: str
    explication: str
    points: float


@dataclass(frozen=True, slots=True)
class Place:
    """A result among its neighbours."""

    rang: int
    result: Result
    avant: Result | None
    apres: Result | None


@router.get("/classement")
def classement(request: Request, site: SiteDep) -> Response:
    return site.page(request, "classement.html", parts=site.contents.parts)


@router.get("/classement/resultat")
def resultat(request: Request, site: SiteDep, asked: Annotated[RankingInput, Query()]) -> Response:
    if not (asked.q or asked.filtres):
        raise RequestError(messages.EMPTY_QUERY, parameter="q")
    code = codes.as_code(asked.code)
    demande = SearchRequest(
        q=asked.q,
        groupe=codes.genre_of(code),
        page=asked.page,
        par_page=PER_PAGE,
        est_exacte=asked.exact,
        est_large=asked.larges,
        filtres=asked.filtres,
        lieu=lieu_demande(site.searcher, asked.lieu).id,
    )
    page = site.searcher.search(demande, explain=True)
    group, place = _find(page.groups, code, demande)
    return site.page(
        request, "resultat.html", recherche=page, group=group, place=place, q=asked.q,
        apports=apports_of(place.result, site.contents.parts), choix=facettes.chips_of(page),
    )  # fmt: skip


def _find(groups: tuple[Group, ...], code: str, demande: SearchRequest) -> tuple[Group, Place]:
    for group in groups:
        for index, result in enumerate(group.results):
            if code in result.codes:
                return group, _place(group, index, demande)
    raise NotFoundError(messages.NOT_IN_RESULTS.format(code=code, q=demande.q))


def _place(group: Group, index: int, demande: SearchRequest) -> Place:
    results = group.results
    return Place(
        rang=(demande.page - 1) * demande.par_page + index + 1,
        result=results[index],
        avant=results[index - 1] if index else None,
        apres=results[index + 1] if index + 1 < len(results) else None,
    )


def apports_of(result: Result, parts: dict[str, Part]) -> list[Apport]:
    """What each named part brought to the score, the most first. None if its code was typed."""
    points = {one.nom: one.valeur for one in result.details} or {CODE: result.score}
    named = [(parts.get(nom) or Part(titre=nom, explication=""), value) for nom, value in points.items()]
    apports = [Apport(part.titre, part.explication, value) for part, value in named]
    return sorted(apports, key=lambda apport: -apport.points)
