"""People to ask: who, for what, and the nearest of each once a place is known. Never a dead end."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from debouches.errors import NotFoundError, NotReadyError
from index.annexes.structures.views import ReseauProche
from index.lieux.model import Lieu, LieuNomme
from index.results import MAX_QUERY_LENGTH
from mappings.orientation import Interlocuteur
from web.asked.inputs import LieuInput, clean_query
from web.asked.lieux import lieu_demande
from web.asked.uploads import limited
from web.blocks.proches import autres_reseaux, est_joignable, joignables, nearest, pour, reseaux_ici
from web.contenus.aiguillage import Personne, Reponse, orienter
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)
_FIELDS = 10
"""Those of the form, and a place chosen beside it."""


@router.get("/conseiller")
def conseiller(request: Request, site: SiteDep, asked: Annotated[LieuInput, Query()]) -> Response:
    return _page(request, site, asked.lieu, Personne())


@router.post("/conseiller")
async def orientation(request: Request, site: SiteDep) -> Response:
    """What is said of a person is sent in the body: it is in no address, no log, no history."""
    async with limited(request).form(max_files=0, max_fields=_FIELDS) as form:
        said = {name: value for name, value in form.items() if isinstance(value, str)}
    lieu = clean_query(said.get("ici") or said.get("lieu", ""))[:MAX_QUERY_LENGTH]
    answer = await run_in_threadpool(_page, request, site, lieu, _personne(site, said))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(request: Request, site: Site, lieu: str, personne: Personne) -> Response:
    ou = lieu_demande(site.searcher, lieu)
    people, aiguillage = site.contents.interlocuteurs, site.contents.aiguillage
    reseaux = reseaux_ici(site.searcher, ou.lieu)
    reponse = orienter(aiguillage, people, personne) if personne.est_dite else None
    return site.page(
        request, "conseiller.html", ou=ou, lieu=ou.lieu, proches=nearest(people, reseaux),
        parties=narrower(site, ou.lieu), aiguillage=aiguillage, personne=personne, reponse=reponse,
        reseaux=reseaux, autres_reseaux=autres_reseaux(people, reseaux),
        besoin=aiguillage.demandes.get(personne.demande), sans_aide=_without_aid(site, personne),
        repli=_meanwhile(site, reponse, reseaux, personne.situation),
    )  # fmt: skip


def _meanwhile(
    site: Site, reponse: Reponse | None, reseaux: Mapping[str, ReseauProche], situation: str
) -> list[Interlocuteur] | None:
    """Whom to reach today when no first door can be; None when one can."""
    if reponse is None or any(est_joignable(porte.qui, reseaux) for porte in reponse.premieres):
        return None
    return joignables(site.contents.interlocuteurs, reseaux, situation)


def _without_aid(site: Site, personne: Personne) -> dict[str, list[Interlocuteur]]:
    """Pages of a demand whose list of aids would be empty, as far as an index tells; whom to ask instead."""
    try:
        known = {obstacle for aide in site.searcher.aides() for obstacle in aide.obstacles}
    except NotReadyError:
        return {}
    return {
        page: pour(site.contents.interlocuteurs, demande, personne.situation)
        for demande, besoin in site.contents.aiguillage.demandes.items()
        for page in besoin.pages.values()
        if set(_obstacle(page)) - known
    }


def _obstacle(page: str) -> list[str]:
    return parse_qs(urlsplit(page).query).get("obstacle", [])


def _personne(site: Site, said: Mapping[str, str]) -> Personne:
    """A value that is not one of ours counts as not given."""
    aiguillage = site.contents.aiguillage
    situation, demande, contrat = (said.get(name, "") for name in ("situation", "demande", "contrat"))
    return Personne(
        situation=situation if situation in aiguillage.situations else "",
        demande=demande if demande in aiguillage.demandes else "",
        handicap="handicap" in said,
        cadre="cadre" in said,
        contrat=contrat if contrat in aiguillage.contrats else "",
        non_inscrit="non_inscrit" in said,
        change_statut="change_statut" in said,
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
