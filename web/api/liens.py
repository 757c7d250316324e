"""From a code to precise pages: what another site needs to lead its readers further than a home page."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from debouches.errors import NotFoundError, RequestError
from index.views import Genre, View
from web.addresses.links import API, api_url_of, avec_lieu, url_conseiller, url_of, url_search
from web.addresses.recensement import provenances
from web.api import schemas
from web.api.answers import meta_of, respond
from web.asked import codes
from web.asked.api_inputs import ApiEmploiInput
from web.asked.demande import Demande
from web.asked.lieux import lieu_demande
from web.asked.rules import API_RULES
from web.blocks import grouping
from web.rendering.site import Site, SiteDep
from web.wording import messages

router = APIRouter(prefix=API, tags=["Relier"], dependencies=API_RULES)

CodeConnu = Annotated[str, Path(description="Code ROME (3 ou 4), Onisep, RNCP ou RS", examples=["D1102"])]
_NEAREST = 8
_DOMAINE = 3
"""First characters of a code ROME that codes of one domain share."""


@router.get("/liens/{code}", response_model=schemas.LiensAnswer, summary="Relier un code à ses pages")
def liens(
    request: Request, site: SiteDep, code: CodeConnu, asked: Annotated[ApiEmploiInput, Query()]
) -> Response:
    """Les adresses précises où mener quelqu'un à partir d'un code : sa page, ses formations, ses
    certifications, ses métiers, l'emploi autour d'un lieu, à qui en parler. `total` dit combien attendent à
    cette adresse ; à zéro, elle est celle d'une recherche plus large, jamais une page vide. `pages_editeurs`
    donne les pages des éditeurs, et dit celles qui sont mortes. Un code inconnu est un 404 qui donne les
    codes voisins.
    """
    ou = lieu_demande(site.searcher, asked.lieu)
    if ou.est_inconnu:
        raise RequestError(messages.UNKNOWN_PLACE.format(lieu=asked.lieu), parameter="lieu")
    view = _read(site, codes.as_code(code))
    body = {
        "code": view.code,
        "genre": view.genre,
        "titre": view.titre,
        "url": avec_lieu(url_of(view.genre, view.code), ou),
        "url_api": api_url_of(view.genre, view.code),
        "pages_editeurs": list(_publishers_pages(site, view)),
        "etapes": list(_steps(view, ou)),
    }
    return respond(request, {"data": body, "meta": meta_of(site.searcher.facts())})


def _read(site: Site, code: str) -> View:
    searcher = site.searcher
    readers: dict[Genre, Callable[[str], View]] = {
        "metier": searcher.metier,
        "formation": searcher.formation,
        "certification": searcher.certification,
    }
    try:
        return readers[codes.genre_of(code) or "metier"](code)
    except NotFoundError as error:
        raise NotFoundError(f"{error}{_nearest(site, code)}") from error


def _nearest(site: Site, code: str) -> str:
    known = sorted({one for group in site.searcher.domaines().values() for one in group})
    near = [one for one in known if one[:_DOMAINE] == code[:_DOMAINE]][:_NEAREST]
    return f" Codes voisins : {', '.join(near)}." if near else ""


def _steps(view: View, ou: Demande) -> Iterator[dict[str, Any]]:
    for genre, total in _counts(view).items():
        here = f"{url_of(view.genre, view.code)}#{genre}s"
        wider = url_search(view.titre, groupe=genre)
        yield {"nature": f"{genre}s", "total": total, "url": avec_lieu(here if total else wider, ou)}
    if view.genre == "metier":
        here = f"{url_of(view.genre, view.code)}#perspectives"
        yield {"nature": "emploi", "total": None, "url": avec_lieu(here, ou)}
    yield {"nature": "conseiller", "total": None, "url": url_conseiller(ou.id)}


def _publishers_pages(site: Site, view: View) -> Iterator[dict[str, Any]]:
    """Precise pages only, and none that is known to be dead."""
    for source in grouping.sources_of(provenances(view)):
        link = site.liens.lien(source.url)
        if link is None or source.url is None:
            continue
        etat = site.liens.etat(source.url)
        yield {
            "editeur": source.editeur,
            "adresse": source.url,
            "url": None if link.constat else link.url,
            "etat": etat and etat.etat,
            "constate_le": etat and etat.constate_le,
        }


def _counts(view: View) -> dict[Genre, int]:
    """What each kind of page leads to, in the order of its blocks."""
    if view.genre == "metier":
        formations = view.formations_en_tout or len(view.formations)
        return {"formation": formations, "certification": len(view.certifications)}
    if view.genre == "formation":
        return {"metier": len(view.metiers)}
    return {"metier": len(view.metiers), "formation": len(view.formations)}
