"""All there is of one kind, without any query: for who takes a part of the corpus, or walks through it."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from index.facets import NOMS_FACETTES
from index.results import ListPage, ListRequest
from index.views import Genre
from web.addresses.links import API, last_page
from web.api.answers import coverage_json, entree_json, facet_json, filtres_json, meta_of, respond
from web.api.search_schemas import ListAnswer
from web.asked.api_inputs import ApiListInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES
from web.rendering.site import Site, SiteDep

router = APIRouter(prefix=API, tags=["Parcourir"], dependencies=API_RULES)
Asked = Annotated[ApiListInput, Query()]


@router.get("/metiers", response_model=ListAnswer, summary="Lister les métiers")
def metiers(request: Request, site: SiteDep, asked: Asked) -> Response:
    """Tous les métiers, dans l'ordre de leurs titres, page par page, sans rien chercher ; les filtres sont
    ceux de la recherche. `departement=31` : ceux dont une formation y est donnée, selon nos sources.
    `suivante` est l'adresse de la page d'après. L'ordre ne change pas tant que `meta.generation` est la même.
    """
    return _listed(request, site, asked, "metier")


@router.get("/formations", response_model=ListAnswer, summary="Lister les formations")
def formations(request: Request, site: SiteDep, asked: Asked) -> Response:
    """Toutes les formations, de même ; `departement` : là où elles sont données. L'offre privée n'est pas
    exhaustive : `coverage` dit ce que chaque source ne couvre pas.
    """
    return _listed(request, site, asked, "formation")


@router.get("/certifications", response_model=ListAnswer, summary="Lister les certifications")
def certifications(request: Request, site: SiteDep, asked: Asked) -> Response:
    """Toutes les certifications, de même ; `etat=en-vigueur` : celles que l'on peut encore préparer."""
    return _listed(request, site, asked, "certification")


def _listed(request: Request, site: Site, asked: ApiListInput, genre: Genre) -> Response:
    lieu = known_place(site.searcher, asked.lieu).id
    page = site.searcher.liste(ListRequest(genre, asked.page, asked.par_page, asked.filtres, lieu))
    facts = site.searcher.facts()
    last = last_page(page.total, asked.par_page)
    body = {
        "groupe": genre,
        "page": asked.page,
        "par_page": asked.par_page,
        "total": page.total,
        "pages": last,
        "precedente": _address(request, page, asked.page - 1) if 1 < asked.page <= last + 1 else None,
        "suivante": _address(request, page, asked.page + 1) if asked.page < last else None,
        "data": [entree_json(card) for card in page.cards],
        "filtres": filtres_json(asked.filtres),
        "facettes": [facet_json(facet) for facet in page.facettes],
        "coverage": coverage_json(facts, (genre,)),
        "meta": meta_of(facts),
    }
    return respond(request, body)


def _address(request: Request, page: ListPage, number: int) -> str:
    """The same list at another page; what is by default stays out of the address."""
    filtres = page.request.filtres
    parameters: dict[str, Any] = {nom: filtres.of(nom) for nom in NOMS_FACETTES if filtres.of(nom)}
    if page.request.lieu:
        parameters["lieu"] = page.request.lieu
    if "par_page" in request.query_params:
        parameters["par_page"] = page.request.par_page
    return f"{request.url.path}?{urlencode(parameters | {'page': number}, doseq=True)}"
