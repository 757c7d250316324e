"""From what the searcher answers to the JSON of the API. Plain dicts, serialised once by orjson."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import Request, Response
from pydantic import BaseModel

from index.annexes.structures.views import StructureProche
from index.documents import Card
from index.facets import NOMS_FACETTES, Facet, Filtres
from index.lieux.model import Lieu
from index.results import EtablissementsTrouves, Group, Poursuite, Result, SearchPage, Suggestion, Understood
from index.views import CorpusFacts, Genre, Lien
from mappings.liens import EtatLien
from web.addresses.links import API, api_url_of, url_nomme, url_of, url_structure
from web.asked.demande import Demande
from web.blocks.couverture import combien, couverture, genres_of
from web.rendering.problems import DOCUMENTATION
from web.rendering.responses import API_MAX_AGE, cacheable
from web.rendering.site import Site
from web.wording import words

JSON = "application/json"


def respond(request: Request, body: dict[str, Any]) -> Response:
    return cacheable(request, orjson.dumps(body), JSON, max_age=API_MAX_AGE)


def respond_view(request: Request, view: BaseModel, site: Site) -> Response:
    """The view is serialised by pydantic in one pass, then framed: no dict of it is ever built."""
    return _framed(request, view, site, b"")


def respond_there(request: Request, view: BaseModel, site: Site, ou: Demande) -> Response:
    """The same, with the place that was asked and the one that is retained: « narnia » is no Narnhac."""
    return _framed(request, view, site, b',"lieu":' + orjson.dumps(lieu_demande_json(ou)))


def _framed(request: Request, view: BaseModel, site: Site, said: bytes) -> Response:
    data = view.model_dump_json().encode()
    etats = orjson.dumps(_etats_json(site.liens.states_in(data)))
    meta = orjson.dumps(meta_of(site.searcher.facts()))
    body = b'{"data":' + data + said + b',"etats_liens":' + etats + b',"meta":' + meta + b"}"
    return cacheable(request, body, JSON, max_age=API_MAX_AGE)


def etats_of(site: Site, data: Any) -> list[dict[str, Any]]:
    """What became of the addresses that an answer gives."""
    return _etats_json(site.liens.states_in(orjson.dumps(data)))


def _etats_json(etats: dict[str, EtatLien]) -> list[dict[str, Any]]:
    return [{"url": url, **etat.model_dump()} for url, etat in etats.items()]


def meta_of(facts: CorpusFacts) -> dict[str, Any]:
    return {
        "generation": facts.generation,
        "version_api": "1",
        "documentation": DOCUMENTATION,
        "licences": [
            {
                "source": source.titre,
                "editeur": source.provenance.editeur,
                "licence": source.provenance.licence,
                "version": source.provenance.version,
                "date_maj": source.provenance.date_maj,
            }
            for source in facts.sources
        ],
    }


def search_json(page: SearchPage, facts: CorpusFacts) -> dict[str, Any]:
    asked, correction = page.request, page.correction
    return {
        "q": asked.q,
        "groupe": asked.groupe,
        "page": asked.page,
        "par_page": asked.par_page,
        "total": page.total,
        "groups": [_group_json(group) for group in page.groups],
        "understood": [_understood_json(understood) for understood in page.understood],
        "correction": correction and {"demandee": correction.demandee, "cherchee": correction.cherchee},
        "proposition": page.proposition,
        "ambiguities": [asdict(ambiguity) for ambiguity in page.ambiguities],
        "services": page.services,
        "ordre": page.ordre,
        "etablissements": etablissements_json(page.etablissements),
        "relaxed": [asdict(rung) for rung in page.relaxed],
        "proches": [_lien_json(lien) for lien in page.proches],
        "poursuite": page.poursuite and _poursuite_json(page.poursuite),
        "ailleurs": [asdict(one) for one in page.ailleurs],
        "larges": page.larges,
        "filtres": filtres_json(page.filtres),
        "facettes": [facet_json(facet) for facet in page.facettes],
        "coverage": coverage_json(facts, genres_of(page)),
        "degraded": page.degraded,
        "meta": meta_of(facts),
    }


def etablissements_json(found: EtablissementsTrouves) -> dict[str, Any]:
    return {
        "total": found.total,
        "data": [asdict(one) | {"url": url_nomme(one)} for one in found.etablissements],
    }


def coverage_json(facts: CorpusFacts, genres: Sequence[Genre]) -> list[dict[str, Any]]:
    return [
        {
            "source": source.provenance.source,
            "titre": source.titre,
            "editeur": source.provenance.editeur,
            "date_maj": source.provenance.date_maj,
            "date_recolte": source.provenance.date_recolte,
            "enregistrements": {genre: count for genre in genres if (count := combien(source, (genre,)))},
            "lacunes": source.lacunes,
        }
        for source in couverture(facts, genres)
    ]


def suggestion_json(suggestion: Suggestion) -> dict[str, str]:
    return {
        "genre": suggestion.genre,
        "texte": suggestion.texte,
        "code": suggestion.code,
        "url": url_of(suggestion.genre, suggestion.code),
    }


def structure_json(one: StructureProche) -> dict[str, Any]:
    """A structure that a search names, and its sheet."""
    view = one.view
    return {
        "code": view.code,
        "nom": view.nom,
        "reseau": view.structure.reseau,
        "commune": view.commune,
        "distance_km": one.distance_km,
        "est_historique": view.structure.est_historique,
        "url": url_structure(view.code),
        "url_api": f"{API}/structures/{quote(view.code, safe='')}",
    }


def lieu_json(lieu: Lieu) -> dict[str, Any]:
    """A place, and the text that the search field shows and understands."""
    return {**lieu.model_dump(exclude={"successeurs"}), "texte": lieu.nom_complet}


def lieu_demande_json(ou: Demande) -> dict[str, Any] | None:
    """None where no place is asked."""
    if ou.lieu is None:
        return None
    return {
        "demande": ou.texte,
        "retenu": lieu_json(ou.lieu),
        "est_approche": ou.est_approche,
        "autres": [lieu_json(lieu) for lieu in ou.autres],
    }


def filtres_json(filtres: Filtres) -> dict[str, Sequence[str]]:
    return {nom: filtres.of(nom) for nom in NOMS_FACETTES if filtres.of(nom)}


def entree_json(card: Card) -> dict[str, Any]:
    """One line of a list: what a card says, without the reason that only a search has."""
    return {
        "genre": card.genre,
        "code": card.code,
        "titre": card.titre,
        "phrase": card.phrase,
        "editeurs": card.editeurs,
        "suites": card.suites,
        "est_demonstration": card.est_demonstration,
        "mention": card.mention,
        "acces": card.acces,
        "url": url_of(card.genre, card.code),
        "url_api": api_url_of(card.genre, card.code),
    }


def facet_json(facet: Facet) -> dict[str, Any]:
    return {
        "nom": facet.nom,
        "titre": facet.titre,
        "precision": facet.precision,
        "valeurs": [value._asdict() for value in facet.valeurs],
    }


def _group_json(group: Group) -> dict[str, Any]:
    results = [_result_json(result) for result in group.results]
    return {"genre": group.genre, "total": group.total, "results": results}


def _result_json(result: Result) -> dict[str, Any]:
    raison = result.raison
    return {
        "genre": result.genre,
        "code": result.code,
        "titre": result.titre,
        "phrase": result.phrase,
        "raison": {
            "nature": raison.nature,
            "libelle": raison.libelle,
            "texte": words.raison_en_mots(raison),
        },
        "editeurs": result.editeurs,
        "suites": result.suites,
        "codes": result.codes,
        "est_demonstration": result.est_demonstration,
        "mention": result.mention,
        "acces": result.acces,
        "url": url_of(result.genre, result.code),
        "url_api": api_url_of(result.genre, result.code),
    }


def _poursuite_json(poursuite: Poursuite) -> dict[str, Any]:
    return {
        "depuis": _cible_json(poursuite.depuis),
        "formations": [_lien_json(lien) for lien in poursuite.formations],
    }


def _lien_json(lien: Lien) -> dict[str, str]:
    return _cible_json(lien) | {"relation": lien.relation, "editeur": lien.editeur}


def _cible_json(lien: Lien) -> dict[str, str]:
    return {
        "genre": lien.genre,
        "code": lien.code,
        "titre": lien.titre,
        "url": url_of(lien.genre, lien.code),
        "url_api": api_url_of(lien.genre, lien.code),
    }


def _understood_json(understood: Understood) -> dict[str, str]:
    return {
        "nature": understood.nature,
        "texte": understood.texte,
        "mots": understood.mots,
        "q_sans": understood.q_sans,
    }
