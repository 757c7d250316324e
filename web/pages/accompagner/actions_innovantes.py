"""The shared collection of innovative actions: searched in plain words, narrowed, one page for each."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from index.annexes.innovantes.read import PER_PAGE, InnovantesRequest
from mappings.innovantes import facettes_innovantes
from web.addresses import links
from web.asked.inputs import InnovantesInput
from web.blocks.choix import Choix
from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/actions-innovantes")
def actions_innovantes(
    request: Request, site: SiteDep, asked: Annotated[InnovantesInput, Query()]
) -> Response:
    wanted = InnovantesRequest(asked.q, asked.theme, asked.niveau, asked.region, asked.page)
    page = site.searcher.actions_innovantes(wanted)
    last = links.last_page_from(asked.page, page.total, PER_PAGE)
    choix = Choix(page.facettes, wanted.choix, lambda values: links.url_innovantes(asked.q, **values))
    return site.page(
        request, "actions_innovantes.html", demande=asked, collection=page,
        themes=facettes_innovantes()["theme"],
        facettes=choix.blocks, choix=choix.chips, en_mots=choix.en_mots,
        numbers=links.page_numbers(asked.page, last),
        url_page=lambda number: links.url_innovantes(asked.q, number, **wanted.choix),
    )  # fmt: skip


@router.get("/actions-innovantes/{code}")
def action_innovante(request: Request, site: SiteDep, code: str) -> Response:
    page = site.searcher.action_innovante(code)
    return site.page(
        request, "action_innovante.html", page=page, view=page.view, action=page.view.action,
        codes_themes=dict(zip(page.view.themes, page.view.action.themes, strict=True)),
    )  # fmt: skip
