"""The shared collection of innovative actions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from index.annexes.innovantes.read import InnovantesRequest
from web.addresses.links import API
from web.api import schemas
from web.api.answers import respond_view
from web.asked.api_inputs import ApiInnovantesInput
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep

router = APIRouter(prefix=API, tags=["Partager ce qui marche"], dependencies=API_RULES)

CodeInnovante = Annotated[
    str, Path(description="Code de l'action, donné par la liste", examples=["demonstration-bus-des-metiers"])
]


@router.get("/actions-innovantes", response_model=schemas.InnovantesAnswer, summary="Les actions innovantes")
def actions_innovantes(
    request: Request, site: SiteDep, asked: Annotated[ApiInnovantesInput, Query()]
) -> Response:
    """Ce que des structures, des régions et des réseaux ont essayé pour mieux orienter, avec le nombre
    d'actions de chaque thème, niveau et région. Celles qui disent tous les mots ; à défaut
    (`est_partielle`), celles qui en disent une partie. À égalité, l'information la plus récente d'abord.
    """
    wanted = InnovantesRequest(asked.q, asked.theme, asked.niveau, asked.region, asked.page, asked.par_page)
    return respond_view(request, site.searcher.actions_innovantes(wanted), site)


@router.get(
    "/actions-innovantes/{code}", response_model=schemas.InnovanteAnswer, summary="Lire une action innovante",
    dependencies=[Depends(no_parameter)],
)  # fmt: skip
def action_innovante(request: Request, site: SiteDep, code: CodeInnovante) -> Response:
    """Une action : où, qui la porte, depuis quand, à qui en parler, et celles qui lui ressemblent."""
    return respond_view(request, site.searcher.action_innovante(code), site)
