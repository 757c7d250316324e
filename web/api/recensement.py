"""The census of dead ends, as it was last published: who may mend what, and a table for each publisher."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from debouches.errors import NotFoundError
from debouches.storage import Storage
from web.addresses.links import API, url_recensement
from web.addresses.recensement_publie import Recensement, read
from web.api import schemas
from web.api.answers import meta_of, respond
from web.asked.rules import API_RULES, no_parameter
from web.rendering.responses import API_MAX_AGE, cacheable
from web.rendering.site import Site, SiteDep
from web.wording import messages

router = APIRouter(prefix=API, tags=["Relier"], dependencies=[*API_RULES, Depends(no_parameter)])
CSV = "text/csv; charset=utf-8"
Fichier = Annotated[
    str, Path(description="Nom du fichier, donné par `/recensement`", examples=["onisep.csv"])
]


@router.get("/recensement", response_model=schemas.RecensementAnswer, summary="Recenser les culs-de-sac")
def recensement(request: Request, site: SiteDep) -> Response:
    """Éditeur par éditeur, combien de pages manquent, sont mortes ou ne mènent nulle part, et l'évolution
    depuis le recensement d'avant. Chaque ligne du CSV donne l'adresse qui répare. 404 : aucun recensement
    n'a encore été fait sur cette installation.
    """
    found = _published(site)
    tables = [{**table.model_dump(), "url": url_recensement(table.fichier)} for table in found.tables]
    body = {"data": {"le": found.le, "tables": tables}, "meta": meta_of(site.searcher.facts())}
    return respond(request, body)


@router.get(
    "/recensement/{fichier}",
    response_class=Response,
    responses={200: {"content": {CSV: {}}, "description": "CSV, en UTF-8, séparé par des points-virgules"}},
    summary="Reprendre le recensement d'un éditeur",
)
def table(request: Request, site: SiteDep, fichier: Fichier) -> Response:
    """Une ligne par page ou lien en cause : sa nature, l'objet, la page de l'éditeur, l'adresse d'ici qui
    répare (`cible`) et celle qui donne toutes les autres (`resolveur`).
    """
    if fichier not in {one.fichier for one in _published(site).tables}:
        raise NotFoundError(messages.NO_SUCH_CENSUS.format(fichier=fichier))
    content = (Storage(site.settings.home).census / fichier).read_bytes()
    answer = cacheable(request, content, CSV, max_age=API_MAX_AGE)
    answer.headers["Content-Disposition"] = f'attachment; filename="recensement-{fichier}"'
    return answer


def _published(site: Site) -> Recensement:
    found = read(Storage(site.settings.home).census)
    if found is None:
        raise NotFoundError(messages.NO_CENSUS)
    return found
