"""What every page shares: the searcher, the templates, the clock. Made once by `create_app`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from debouches.errors import DebouchesError
from debouches.settings import Settings
from debouches.storage import Storage
from index.answering import missing
from index.results import MAX_QUERY_LENGTH
from index.service import Searcher
from index.views import FICHE_DE_BRANCHE, CorpusFacts
from mappings.conformity import Verifier, check_json
from web import chiffres, facettes, links, words
from web.assets import Assets, load_assets
from web.contents import Contents, load_contents
from web.demande import PARTOUT
from web.liens_externes import LiensExternes
from web.periods import periode_en_mots
from web.profil import Marques
from web.qr import Codes, adresse_publique
from web.responses import PAGE_MAX_AGE, cacheable
from web.sans_reponse import Counter
from web.satisfaction import Satisfaction

TEMPLATES = Path(__file__).parent / "templates"
HTML = "text/html; charset=utf-8"
T = TypeVar("T")


class PerGeneration:
    """What is costly and changes only with the generation. Two threads may build it twice: no harm."""

    def __init__(self) -> None:
        self._generation = ""
        self._kept: dict[str, Any] = {}

    def get(self, generation: str, name: str, build: Callable[[], T]) -> T:
        if generation != self._generation:
            self._generation, self._kept = generation, {}
        kept = self._kept
        if name not in kept:
            kept[name] = build()
        value: T = kept[name]
        return value


@dataclass(frozen=True, slots=True)
class Site:
    searcher: Searcher
    settings: Settings
    templates: Environment
    contents: Contents
    today: Callable[[], date]
    kept: PerGeneration
    liens: LiensExternes
    """What became of the addresses of other sites."""
    verify: Verifier
    """Whether a file of a publisher is conform."""
    codes: Codes
    """QR codes already drawn."""
    sans_reponse: Counter | None = None
    """Counts queries without answer; None unless the installation asks for it."""
    satisfaction: Satisfaction | None = None
    """Counts who was helped; None if the installation does not ask."""

    def facts(self) -> CorpusFacts | None:
        """What is served; None while nothing can be, so that an error page still has its frame."""
        try:
            return self.searcher.facts()
        except DebouchesError:
            return None

    def render(self, template: str, **context: Any) -> bytes:
        frame = {"q": "", "groupe_cherche": None, "facts": None, "lieu": None, "ou": PARTOUT, "retour": ""}
        frame |= {"manques": missing()} | context
        return self.templates.get_template(template).render(frame).encode()

    def page(self, request: Request, template: str, **context: Any) -> Response:
        retour = self.satisfaction.asked_on(request) if self.satisfaction else ""
        frame = {
            "facts": self.facts(),
            "retour": retour,
            "publique": partial(adresse_publique, self.settings, request),
        }
        body = self.render(template, **(frame | context))
        return cacheable(request, body, HTML, max_age=PAGE_MAX_AGE)


def build_site(
    searcher: Searcher,
    settings: Settings,
    today: Callable[[], date] = date.today,
    verify: Verifier = check_json,
) -> Site:
    storage, contents = Storage(settings.home), load_contents()
    liens = LiensExternes(storage.link_table)
    templates = _build_templates(load_assets(), today, liens)
    codes = Codes()
    templates.globals |= {"borne": settings.borne if settings.borne.active else None, "qr": codes.svg}
    counter = Counter(settings.home) if settings.compter_sans_reponse else None
    asked = Satisfaction(storage.satisfaction, contents.satisfaction.pages) if settings.satisfaction else None
    return Site(
        searcher, settings, templates, contents, today, PerGeneration(), liens, verify, codes, counter, asked
    )


class _Typographie(Extension):
    """No line of ours starts with « : » or ends with « « »: the spaces of French do not break."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", source)


def _build_templates(assets: Assets, today: Callable[[], date], liens: LiensExternes) -> Environment:
    """A template is compiled when a page first needs it, then kept: all take a fifth of a cold start."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=[_Typographie],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= _helpers(assets, today, liens)
    env.filters |= {
        "nombre": words.nombre,
        "points": words.points,
        "date_fr": words.date_fr,
        "deux_genres": words.deux_genres,
        "niveau": words.niveau_en_mots,
        "initiale": words.initiale,
        "minuscule": words.minuscule,
        "euros": words.euros,
        "public": words.PUBLICS.__getitem__,
        "de_nom": words.de_nom,
        "distance": words.distance_en_mots,
    }
    env.globals |= _words_of_figures(today)
    return env


def _words_of_figures(today: Callable[[], date]) -> dict[str, Any]:
    """What the pages of figures and places call."""
    return {
        "avec_lieu": links.avec_lieu,
        "url_territoire": links.url_territoire,
        "url_etablissement": links.url_etablissement,
        "valeur": chiffres.valeur_en_mots,
        "de_quoi": chiffres.de_quoi,
        "lieu_mots": chiffres.lieu_en_mots,
        "nature_mots": chiffres.nature_en_mots,
        "annees": chiffres.annees_en_mots,
        "age": lambda periode: chiffres.age_en_mots(periode, today()),
    }


def _helpers(assets: Assets, today: Callable[[], date], liens: LiensExternes) -> dict[str, Any]:
    """What every template may call."""
    return {
        "asset": assets.url,
        "marques": Marques().of,
        "url_of": links.url_of,
        "api_url_of": links.api_url_of,
        "url_search": links.url_search,
        "url_demande": links.url_demande,
        "url_suite": links.url_suite,
        **facettes.FOR_TEMPLATES,
        "url_ranking": links.url_ranking,
        "url_organisme": links.url_organisme,
        "url_structure": links.url_structure,
        "url_conseiller": links.url_conseiller,
        "url_offre": links.url_offre,
        "periode": periode_en_mots,
        "MODALITES": words.MODALITES,
        "duree_en_mots": words.duree_en_mots,
        "lien_externe": liens.lien,
        "compte": words.compte,
        "compte_genre": words.compte_genre,
        "compte_type": words.compte_type,
        "raison_en_mots": words.raison_en_mots,
        "fraicheur": lambda provenance: words.fraicheur(provenance, today()),
        "est_ancien": lambda provenance: words.est_ancien(provenance, today()),
        "ABSENT": words.ABSENT,
        "FICHE_DE_BRANCHE": FICHE_DE_BRANCHE,
        "ABSENT_MARQUE": Markup('<span class="absent">{}</span>').format(words.ABSENT),
        "GENRES": words.GENRES,
        "COMPRIS": words.COMPRIS,
        "MOTS_CLES": words.MOTS_CLES,
        "CHAMPS": words.CHAMPS,
        "VOIES": words.VOIES,
        "LONGUEUR_MAX": MAX_QUERY_LENGTH,
    }


async def _site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


SiteDep = Annotated[Site, Depends(_site_of)]
