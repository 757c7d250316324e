"""/search and /suggest. Plain `def`: the searcher works in a thread, the server keeps listening."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from debouches.errors import RequestError
from index.results import SearchRequest
from web.addresses.links import API
from web.api.answers import meta_of, respond, search_json, structure_json, suggestion_json
from web.api.search_schemas import SearchAnswer, SuggestAnswer
from web.asked.api_inputs import ApiSearchInput, ApiSuggestInput
from web.asked.lieux import known_place
from web.asked.rules import API_RULES
from web.blocks.structures import structures_dites
from web.rendering.site import SiteDep
from web.wording import messages

router = APIRouter(prefix=API, tags=["Chercher"], dependencies=API_RULES)


@router.get("/search", response_model=SearchAnswer, summary="Chercher dans tout")
def search(request: Request, site: SiteDep, asked: Annotated[ApiSearchInput, Query()]) -> Response:
    """Cherche un métier, une envie, un savoir-faire, un diplôme ou un code parmi métiers, formations et
    certifications. Les résultats viennent **par groupes**, jamais en une liste mêlée, et chacun dit pourquoi
    il est là. Sans `groupe` : les premiers de chaque groupe. Avec `groupe` : ce groupe seul, page par page
    (50 pages au plus).

    Les filtres (`niveau`, `voie`, `domaine`…) se répètent : les valeurs d'une facette s'ajoutent, les
    facettes se croisent, et l'ordre de ce qui reste ne change pas. `facettes` donne les valeurs possibles ;
    le nombre de chacune est celui que l'on obtient en la choisissant.

    `domaine=F&niveau=3&passerelle=depuis-F1703&emploi=tension&lieu=48` croise un secteur, un niveau, le
    métier que l'on quitte et le marché du travail d'un lieu ; les chiffres de l'emploi filtrent si on le
    demande et ne changent jamais l'ordre. Avec un filtre, `q` peut être vide.
    """
    if not (asked.q or asked.filtres):
        raise RequestError(messages.EMPTY_QUERY, parameter="q")
    if asked.page > 1 and asked.groupe is None:
        raise RequestError(messages.PAGE_WITHOUT_GROUP, parameter="page", accepted=("1",))
    page = site.searcher.search(
        SearchRequest(
            q=asked.q,
            groupe=asked.groupe,
            page=asked.page,
            par_page=asked.par_page,
            est_exacte=asked.exact,
            est_large=asked.larges,
            filtres=asked.filtres,
            lieu=known_place(site.searcher, asked.lieu).id if asked.lieu else "",
        )
    )
    structures = structures_dites(site.searcher, page, page.lieu)
    said = {"structures": [structure_json(one) for one in structures.structures] if structures else []}
    answer = respond(request, search_json(page, site.searcher.facts()) | said)
    answer.headers["Server-Timing"] = f"search;dur={page.took_ms:.1f}"
    return answer


@router.get("/suggest", response_model=SuggestAnswer, summary="Compléter ce qui est tapé")
def suggest(request: Request, site: SiteDep, asked: Annotated[ApiSuggestInput, Query()]) -> Response:
    """Propose des métiers, formations et certifications dès les premières lettres, accents ou non."""
    suggestions = site.searcher.suggest(asked.q, asked.limite).suggestions if asked.q else ()
    lines = [suggestion_json(suggestion) for suggestion in suggestions]
    return respond(request, {"q": asked.q, "suggestions": lines, "meta": meta_of(site.searcher.facts())})
