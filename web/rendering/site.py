"""What every page shares: the searcher, the templates, the clock. Made once by `create_app`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from jinja2 import Environment

from debouches.errors import DebouchesError
from debouches.settings import Settings
from debouches.storage import Storage
from index.annexes.emploi.views import SecteurBref
from index.deadline import missing
from index.lieux.model import Lieu
from index.service import Searcher
from index.views import CorpusFacts
from mappings.conformity import Verifier, check_json
from web.addresses.liens_externes import LiensExternes
from web.asked.demande import PARTOUT
from web.contenus.contents import Contents, load_contents
from web.counters.sans_reponse import Counter
from web.counters.satisfaction import Satisfaction
from web.rendering.assets import load_assets
from web.rendering.qr import Codes, adresse_publique
from web.rendering.responses import PAGE_MAX_AGE, cacheable
from web.rendering.templates import build_templates, insecable

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

    def once(self, name: str, build: Callable[[], T]) -> T:
        """What is costly to read, built once for what is served."""
        return self.kept.get(self.searcher.facts().generation, name, build)

    def secteurs(self) -> tuple[SecteurBref, ...]:
        """Every sector of what is served."""
        return self.once("secteurs", self.searcher.secteurs)

    def villes(self) -> tuple[Lieu, ...]:
        """The towns that maps name, of what is served; none while no source gives places."""
        return self.once("villes", self._read_villes)

    def _read_villes(self) -> tuple[Lieu, ...]:
        found = (self.searcher.lieux(one, 1) for one in self.contents.carte.villes)
        return tuple(lieu for lieux in found for lieu in lieux)

    def render(self, template: str, **context: Any) -> bytes:
        frame = {
            "q": "",
            "groupe_cherche": None,
            "facts": None,
            "lieu": None,
            "ou": PARTOUT,
            "retour": "",
            "chemin": "",
        }
        frame |= {"manques": missing()} | context
        return insecable(self.templates.get_template(template).render(frame)).encode()

    def page(self, request: Request, template: str, **context: Any) -> Response:
        retour = self.satisfaction.asked_on(request) if self.satisfaction else ""
        frame = {
            "facts": self.facts(),
            "retour": retour,
            "publique": partial(adresse_publique, self.settings, request),
            "chemin": request.url.path,
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
    templates = build_templates(load_assets(), today, liens)
    codes = Codes()
    templates.globals |= {"borne": settings.borne if settings.borne.active else None, "qr": codes.svg}
    counter = Counter(settings.home) if settings.compter_sans_reponse else None
    asked = Satisfaction(storage.satisfaction, contents.satisfaction.pages) if settings.satisfaction else None
    return Site(
        searcher, settings, templates, contents, today, PerGeneration(), liens, verify, codes, counter, asked
    )


async def _site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


SiteDep = Annotated[Site, Depends(_site_of)]
