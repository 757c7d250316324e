"""What is served, and whether it is."""

from fastapi import APIRouter, Depends, Request, Response

from web.addresses.links import API
from web.api import schemas
from web.api.answers import etats_of, meta_of, respond
from web.asked.rules import API_RULES, no_parameter
from web.rendering.site import SiteDep

router = APIRouter(
    prefix=API, tags=["Connaître le service"], dependencies=[*API_RULES, Depends(no_parameter)]
)


@router.get("/sources", response_model=schemas.SourcesAnswer, summary="Connaître les sources")
def sources(request: Request, site: SiteDep) -> Response:
    """Chaque source : éditeur, licence, version, dates, nombre d'enregistrements et lacunes connues."""
    facts = site.searcher.facts()
    data = [source.model_dump(mode="json") for source in facts.sources]
    body = {
        "data": data,
        "entites": facts.entites,
        "corpus": facts.corpus,
        "est_corpus_de_depart": facts.est_corpus_de_depart,
        "etats_liens": etats_of(site, data),
        "meta": meta_of(facts),
    }
    return respond(request, body)


@router.get("/health", response_model=schemas.HealthAnswer, summary="Savoir si le service répond")
def health(request: Request, site: SiteDep) -> Response:
    """200 quand une génération est ouverte ; 503 tant qu'aucune ne l'est."""
    answer = respond(request, {"etat": "ok", "generation": site.searcher.facts().generation})
    answer.headers["Cache-Control"] = "no-store"
    return answer
