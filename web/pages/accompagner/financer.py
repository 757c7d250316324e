"""Aids and financing, by situation and by obstacle, and whom to ask: a site informs, a person engages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from web.asked.inputs import FinancerInput
from web.asked.lieux import lieu_demande
from web.blocks import grouping
from web.blocks.aides import choose, in_order
from web.blocks.proches import pour
from web.rendering.site import SiteDep
from web.wording.words import AIDES, OBSTACLES, SITUATIONS

router = APIRouter(include_in_schema=False)


@router.get("/financer")
def financer(request: Request, site: SiteDep, asked: Annotated[FinancerInput, Query()]) -> Response:
    known = site.searcher.aides()
    aides = choose(known, asked.situation, asked.obstacle)
    return site.page(
        request, "financer.html", demande=asked, total=len(aides), connues=len(known),
        a_verifier=sum(aide.a_verifier is not None for aide in known),
        groupes=grouping.group_by(in_order(aides), lambda aide: AIDES[aide.nature]),
        situations=SITUATIONS, obstacles=OBSTACLES, ou=lieu_demande(site.searcher, asked.lieu),
        a_demander=pour(site.contents.interlocuteurs, "obstacle" if asked.obstacle else "financement"),
    )  # fmt: skip
