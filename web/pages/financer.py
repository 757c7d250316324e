"""Aids and financing, by situation and by obstacle, and whom to ask: a site informs, a person engages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from mappings.records import Aide
from mappings.records.aide import Obstacle, Situation
from web.inputs import FinancerInput
from web.lieux import lieu_demande
from web.pages import blocks
from web.site import SiteDep
from web.words import AIDES, OBSTACLES, SITUATIONS

router = APIRouter(include_in_schema=False)


@router.get("/financer")
def financer(request: Request, site: SiteDep, asked: Annotated[FinancerInput, Query()]) -> Response:
    known = site.searcher.aides()
    aides = choose(known, asked.situation, asked.obstacle)
    return site.page(
        request, "financer.html", demande=asked, total=len(aides), connues=len(known),
        a_verifier=sum(aide.a_verifier is not None for aide in known),
        groupes=blocks.group_by(in_order(aides), lambda aide: AIDES[aide.nature]),
        situations=SITUATIONS, obstacles=OBSTACLES, ou=lieu_demande(site, asked.lieu),
    )  # fmt: skip


def choose(
    aides: tuple[Aide, ...], situation: Situation | None, obstacle: Obstacle | None
) -> tuple[Aide, ...]:
    return tuple(
        aide
        for aide in aides
        if situation in (None, *aide.situations) and obstacle in (None, *aide.obstacles)
    )


def in_order(aides: tuple[Aide, ...]) -> list[Aide]:
    """By what they are: first what pays, last what recognises."""
    return sorted(aides, key=lambda aide: list(AIDES).index(aide.nature))
