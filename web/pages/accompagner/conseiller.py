"""People to ask: who, for what, and the nearest of each once a place is known. Never a dead end."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from debouches.errors import NotFoundError
from index.lieux.model import Lieu, LieuNomme
from index.results import MAX_QUERY_LENGTH
from web.asked.inputs import LieuInput, clean_query
from web.asked.lieux import lieu_demande
from web.asked.uploads import limited
from web.blocks.proches import autres_reseaux, nearest, reseaux_pres
from web.contenus.aiguillage import Personne, orienter
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)


@router.get("/conseiller")
def conseiller(request: Request, site: SiteDep, asked: Annotated[LieuInput, Query()]) -> Response:
    return _page(request, site, asked.lieu, Personne())


@router.post("/conseiller")
async def orientation(request: Request, site: SiteDep) -> Response:
    """What is said of a person is sent in the body: it is in no address, no log, no history."""
    async with limited(request).form(max_files=0, max_fields=8) as form:
        said = {name: value for name, value in form.items() if isinstance(value, str)}
    answer = await run_in_threadpool(
        _page, request, site, clean_query(said.get("lieu", ""))[:MAX_QUERY_LENGTH], _personne(site, said)
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(request: Request, site: Site, lieu: str, personne: Personne) -> Response:
    ou = lieu_demande(site.searcher, lieu)
    reseaux = reseaux_pres(site.searcher, ou.lieu)
    proches = nearest(site.contents.interlocuteurs, reseaux)
    aiguillage = site.contents.aiguillage
    reponse = orienter(aiguillage, site.contents.interlocuteurs, personne) if personne.est_dite else None
    return site.page(
        request, "conseiller.html", ou=ou, lieu=ou.lieu, proches=proches, parties=narrower(site, ou.lieu),
        aiguillage=aiguillage, personne=personne, reponse=reponse, reseaux=reseaux,
        autres_reseaux=autres_reseaux(site.contents.interlocuteurs, reseaux),
        besoin=aiguillage.demandes.get(personne.demande),
    )  # fmt: skip


def _personne(site: Site, said: Mapping[str, str]) -> Personne:
    """A value that is not one of ours counts as not given."""
    aiguillage = site.contents.aiguillage
    situation, demande = said.get("situation", ""), said.get("demande", "")
    return Personne(
        situation=situation if situation in aiguillage.situations else "",
        demande=demande if demande in aiguillage.demandes else "",
        handicap="handicap" in said,
        cadre="cadre" in said,
    )


def narrower(site: Site, lieu: Lieu | None) -> tuple[LieuNomme, ...]:
    """In a whole region nobody is near: its départements, to choose from."""
    if lieu is None or lieu.niveau not in {"region", "france"}:
        return ()
    try:
        parties = site.searcher.territoire(lieu.id).parties
    except NotFoundError:
        return ()
    return tuple(one for one in parties if one.niveau in {"departement", "region"})
