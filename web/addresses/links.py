"""Every address of the site, and which addresses of others may become links."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from debouches.errors import NotFoundError
from index.facets import NOMS_FACETTES, Filtres, NomFacette
from index.lieux.model import FRANCE, LieuNomme
from index.results import Etablissement, Result, SearchRequest
from index.views import Genre
from mappings.liens import host_of_page
from web.asked.demande import Demande
from web.wording import messages
from web.wording.words import compte

API = "/api/v1"

TOUTE_LA_FRANCE = LieuNomme(id=FRANCE, niveau="france", code="FR", libelle="France")
_FOLDERS: dict[Genre, str] = {
    "metier": "metiers",
    "formation": "formations",
    "certification": "certifications",
}
_PARAMETERS = ("q", "groupe", "exact", "larges", *NOMS_FACETTES, "page")
"""Those of a search, in the order of its address."""
_NOT_IN_A_NAME = re.compile(r"[^\w-]")
"""What is not written in the name of a file."""
_ANCHORS = {"métier": "metiers", "formation": "formations", "certification": "certifications"}


def url_of(genre: Genre, code: str) -> str:
    """`url_of("formation", "FOR.1563")` → « /formations/FOR.1563 »: codes appear as they are."""
    return f"/{_FOLDERS[genre]}/{quote(code, safe='')}"


def api_url_of(genre: Genre, code: str) -> str:
    return API + url_of(genre, code)


def url_resolver(code: str) -> str:
    """Where another site asks for the addresses that a code leads to."""
    return f"{API}/liens/{quote(code, safe='')}"


def url_recensement(fichier: str) -> str:
    """The dead ends of one publisher, as a table."""
    return f"{API}/recensement/{quote(fichier, safe='')}"


def url_search(q: str = "", *, groupe: Genre | None = None) -> str:
    """The address of a new search."""
    return url_demande(SearchRequest(q, groupe=groupe))


def url_demande(demande: SearchRequest, **changes: Any) -> str:
    """The address of this search with `changes`; a changed search starts at its first page."""
    if changes:
        demande = replace(demande, **({"page": 1} | changes))
    parameters = parameters_of(demande)
    return "/recherche" + (f"?{urlencode(parameters, doseq=True)}" if parameters else "")


def url_passerelle(sens: str, code: str) -> str:
    """What one may go to from a page (« depuis »), or what leads there (« vers »)."""
    return url_demande(SearchRequest("", filtres=Filtres(passerelle=(f"{sens}-{code}",))))


def url_offre(
    code: str,
    *,
    departement: str | None = None,
    rayon: int | None = None,
    page: int = 1,
    passees: bool = False,
) -> str:
    """The offer on the page of a formation, narrowed; defaults stay out of the address."""
    parameters = {
        "departement": departement or "",
        "rayon": str(rayon or ""),
        "page": str(page) if page > 1 else "",
        "passees": "1" if passees else "",
    }
    kept = {name: value for name, value in parameters.items() if value}
    return url_of("formation", code) + (f"?{urlencode(kept)}" if kept else "") + "#lieux"


def url_organisme(code: str, page: int = 1) -> str:
    return f"/organismes/{quote(code, safe='')}" + (f"?page={page}" if page > 1 else "")


def url_structures(q: str = "", lieu: str = "", page: int = 1, /, **choix: Sequence[str]) -> str:
    """The directory of structures, searched and narrowed."""
    parameters = {"q": q, "lieu": lieu, **choix, "page": str(page) if page > 1 else ""}
    kept = {name: value for name, value in parameters.items() if value}
    return "/lieux-d-accueil" + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def nom_de_correction(code: str) -> str:
    """Of the file that a structure corrects; its beginning is how a harvest finds it."""
    return f"lieux-d-accueil-{_NOT_IN_A_NAME.sub('-', code)}.json"


def url_structure(code: str) -> str:
    return f"/lieux-d-accueil/{quote(code, safe='')}"


def url_conseiller(lieu: str = "") -> str:
    """People to ask; with a place, the nearest first."""
    return "/conseiller" + (f"?{urlencode({'lieu': lieu})}" if lieu else "")


def url_agenda(
    lieu: str = "", nature: str | None = None, mois: str | None = None, page: int = 1, *, ics: bool = False
) -> str:
    """The agenda, narrowed; `ics`: the same for calendar programs."""
    parameters = {"lieu": lieu, "nature": nature, "mois": mois, "page": str(page) if page > 1 else ""}
    kept = {name: value for name, value in parameters.items() if value}
    return f"/agenda{'.ics' if ics else ''}" + (f"?{urlencode(kept)}" if kept else "")


def url_innovantes(q: str = "", page: int = 1, /, **choix: Sequence[str]) -> str:
    """The shared collection of innovative actions, searched and narrowed: `theme`, `niveau`, `region`."""
    parameters = {"q": q, **choix, "page": str(page) if page > 1 else ""}
    kept = {name: value for name, value in parameters.items() if value}
    return "/actions-innovantes" + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def url_innovante(code: str) -> str:
    return f"/actions-innovantes/{quote(code, safe='')}"


def url_ranking(demande: SearchRequest, code: str) -> str:
    """Where the place of one result is explained, for the page of results it was read on."""
    parameters = parameters_of(replace(demande, groupe=None)) | {"code": code}
    return f"/classement/resultat?{urlencode(parameters, doseq=True)}"


def urls_of_choices(demande: SearchRequest) -> Callable[[NomFacette, tuple[str, ...]], str]:
    """The address of the same search with other values in one facet.

    A page has a hundred of them: what they share is written once.
    """
    shared = parameters_of(replace(demande, page=1))
    written = {name: urlencode({name: value}, doseq=True) for name, value in shared.items()}

    def url(nom: NomFacette, values: tuple[str, ...]) -> str:
        parts = written | {nom: urlencode([(nom, value) for value in values])}
        return "/recherche?" + "&".join(filter(None, map(parts.get, _PARAMETERS)))

    return url


def parameters_of(demande: SearchRequest) -> dict[str, str | tuple[str, ...]]:
    """A search as the parameters of an address, without defaults."""
    parameters: dict[str, str | tuple[str, ...]] = {
        "q": demande.q,
        "groupe": demande.groupe or "",
        "exact": "1" if demande.est_exacte else "",
        "larges": "1" if demande.est_large else "",
        **{nom: demande.filtres.of(nom) for nom in NOMS_FACETTES},
        "page": str(demande.page) if demande.page > 1 else "",
    }
    return {name: parameters[name] for name in _PARAMETERS if parameters[name]}


def url_suite(result: Result, suite: str) -> str:
    """Where « 14 formations » leads: the block of that kind on the page of the result."""
    anchor = next((target for word, target in _ANCHORS.items() if word in suite), None)
    return url_of(result.genre, result.code) + (f"#{anchor}" if anchor else "")


def avec_lieu(url: str, lieu: Demande | LieuNomme | None) -> str:
    """An address of the site, where the place is kept; its fragment stays last."""
    if lieu is None or not lieu.id:
        return url
    path, hash_sign, fragment = url.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lieu={quote(lieu.id)}{hash_sign}{fragment}"


def url_territoire(lieu: LieuNomme, nom: str = "") -> str:
    """`nom`: the words that led there, when they may have meant another place."""
    return f"/territoires/{quote(lieu.id)}" + (f"?{urlencode({'nom': nom})}" if nom else "")


def url_secteur(code: str) -> str:
    return f"/secteurs/{quote(code, safe='')}"


def url_etablissement(uai: str) -> str:
    return f"/etablissements/{quote(uai, safe='')}"


def url_nomme(one: Etablissement) -> str:
    """The page of an establishment that a name designates."""
    return url_organisme(one.code) if one.genre == "organisme" else url_etablissement(one.code)


def url_etablissements(q: str) -> str:
    """Every establishment that a name designates."""
    return "/etablissements" + (f"?{urlencode({'q': q})}" if q else "")


@dataclass(frozen=True, slots=True)
class ExternalLink:
    url: str
    site: str
    """« onisep.fr »: the reader knows where the link goes."""
    constat: str | None = None
    """Why it is no longer a link, in words."""


def external_link(url: str | None) -> ExternalLink | None:
    """A link to a precise page of another site; None for its home page, or for what is not the web."""
    host = host_of_page(url)
    return ExternalLink(url, host.removeprefix("www.")) if url and host else None


def last_page(total: int, par_page: int) -> int:
    return max(1, -(-total // par_page))


def last_page_from(page: int, total: int, par_page: int) -> int:
    """The last page of a list that is read at `page`; beyond it there is nothing."""
    last = last_page(total, par_page)
    if page > last:
        raise NotFoundError(messages.SHORTER_LIST.format(pages=compte(last, "page")))
    return last


def page_numbers(page: int, last: int, around: int = 2) -> list[int | None]:
    """Numbers shown under a list; None stands for a gap: 1 … 4 5 6 … 12."""
    shown = sorted({1, last, *range(max(1, page - around), min(last, page + around) + 1)})
    numbers: list[int | None] = []
    for previous, number in zip([0, *shown], shown, strict=False):
        if number - previous > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers
