"""Aids and financing, by situation and by obstacle."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from web.addresses.links import API
from web.api import schemas
from web.api.answers import etats_of, meta_of, respond
from web.asked.api_inputs import ApiAidesInput
from web.asked.rules import API_RULES
from web.blocks.aides import choose
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(prefix=API, tags=["Financer"], dependencies=API_RULES)


@router.get("/aides", response_model=schemas.AidesAnswer, summary="Les aides et les financements")
def aides(request: Request, site: SiteDep, asked: Annotated[ApiAidesInput, Query()]) -> Response:
    """À quoi sert chaque aide, pour qui, à quelles conditions, à qui en parler ; un montant porte sa date,
    et `a_verifier` dit ce qui n'a pas été vérifié auprès de l'éditeur officiel.
    """
    chosen = choose(site.searcher.aides(), asked.situation, asked.obstacle)
    data = [aide.model_dump(mode="json") for aide in chosen]
    body = {
        "data": data,
        "total": len(chosen),
        "avertissement": messages.ONLY_AN_ADVISER,
        "etats_liens": etats_of(site, data),
        "meta": meta_of(site.searcher.facts()),
    }
    return respond(request, body)
