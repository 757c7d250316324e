"""People to ask: who, for what, and the nearest of each once a place is known. Never a dead end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from debouches.errors import NotFoundError
from index.lieux.model import Lieu, LieuNomme
from index.structures.read import StructuresRequest
from index.structures.views import ReseauProche
from web.contents import Interlocuteur
from web.inputs import ConseillerInput
from web.lieux import lieu_demande
from web.site import Site, SiteDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Proche:
    """Somebody to ask, and where: `lieux` is None when the directory knows none near."""

    qui: Interlocuteur
    lieux: ReseauProche | None


@router.get("/conseiller")
def conseiller(request: Request, site: SiteDep, asked: Annotated[ConseillerInput, Query()]) -> Response:
    ou = lieu_demande(site, asked.lieu)
    proches = nearest(site.contents.interlocuteurs, _reseaux(site, ou.lieu))
    return site.page(
        request, "conseiller.html", ou=ou, lieu=ou.lieu, proches=proches, parties=narrower(site, ou.lieu)
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


def _reseaux(site: Site, lieu: Lieu | None) -> Mapping[str, ReseauProche]:
    if lieu is None:
        return {}
    page = site.searcher.structures(StructuresRequest(lieu))
    return {reseau.reseau: reseau for reseau in page.reseaux}


def nearest(people: Iterable[Interlocuteur], reseaux: Mapping[str, ReseauProche]) -> list[Proche]:
    """Those whose address is current come first, the order of our own list otherwise."""
    proches = [Proche(one, reseaux.get(one.reseau or "")) for one in people]
    return sorted(proches, key=lambda one: not (one.lieux and one.lieux.actuelles))
