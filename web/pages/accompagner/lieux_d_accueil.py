"""The directory of structures, by name and by need; one place: for whom, for what, how, by which title."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from index.annexes.structures.directory import PER_PAGE
from mappings.orientation import interlocuteurs, of_reseau
from web.addresses import links
from web.asked.inputs import RepertoireInput
from web.asked.lieux import lieu_demande
from web.blocks.choix import Choix
from web.blocks.structures import correction_of, lettre, sans_lieu
from web.rendering.site import SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/lieux-d-accueil")
def lieux_d_accueil(request: Request, site: SiteDep, asked: Annotated[RepertoireInput, Query()]) -> Response:
    ou = lieu_demande(site.searcher, asked.lieu)
    wanted = asked.request(ou.lieu)
    page = site.searcher.repertoire(wanted)
    last = links.last_page_from(asked.page, page.total, PER_PAGE)
    choix = Choix(page.facettes, wanted.choix, lambda values: links.url_structures(asked.q, ou.id, **values))
    return site.page(
        request, "lieux_d_accueil.html", demande=asked, repertoire=page, ou=ou, lieu=ou.lieu,
        facettes=choix.blocks, choix=choix.chips, en_mots=choix.en_mots, choisi=wanted.choix,
        sans_lieu=sans_lieu(page, wanted.choix),
        dits=[one for one in interlocuteurs() if one.reseau in page.reseaux_dits],
        numbers=links.page_numbers(asked.page, last),
        url_page=lambda number: links.url_structures(asked.q, ou.id, number, **wanted.choix),
    )  # fmt: skip


@router.get("/lieux-d-accueil/{code}")
def structure(request: Request, site: SiteDep, code: str) -> Response:
    view = site.searcher.structure(code)
    return site.page(
        request, "structure.html", view=view, structure=view.structure,
        qui=of_reseau(view.structure.reseau), sources=[view.structure.provenance],
        aiguillage=site.contents.aiguillage, publication=site.settings.publication,
        a_corriger=correction_of(view, site.today()), lettre=lettre,
    )  # fmt: skip
