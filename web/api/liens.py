"""From a code to precise pages: what another site needs to lead its readers further than a home page."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from index.annexes.agenda.read import NEAR_KM
from index.views import Genre, View
from web.addresses.links import API, api_url_of, avec_lieu, url_conseiller, url_of, url_search
from web.addresses.recensement import provenances
from web.api import schemas
from web.api.answers import lieu_demande_json, meta_of, respond
from web.asked import codes
from web.asked.api_inputs import ApiEmploiInput
from web.asked.demande import Demande
from web.asked.lieux import known_place
from web.asked.rules import API_RULES
from web.blocks import grouping
from web.rendering.site import Site, SiteDep

router = APIRouter(prefix=API, tags=["Relier"], dependencies=API_RULES)

CodeConnu = Annotated[str, Path(description="Code ROME (3 ou 4), Onisep, RNCP ou RS", examples=["D1102"])]


@router.get("/liens/{code}", response_model=schemas.LiensAnswer, summary="Relier un code à ses pages")
def liens(
    request: Request, site: SiteDep, code: CodeConnu, asked: Annotated[ApiEmploiInput, Query()]
) -> Response:
    """Les adresses précises où mener quelqu'un à partir d'un code : sa page, ses formations, ses
    certifications, ses métiers, l'emploi autour d'un lieu, à qui en parler. `total` dit combien attendent à
    cette adresse, et `total_proche` combien près du lieu demandé, que `lieu` nomme ; à zéro, elle est celle
    d'une recherche plus large, jamais une page vide. `pages_editeurs` donne les pages des éditeurs, et dit
    celles qui sont mortes. Un code inconnu est un 404 dont `codes_voisins` donne les plus proches.
    """
    ou = known_place(site.searcher, asked.lieu)
    view = _read(site, codes.as_code(code))
    body = {
        "code": view.code,
        "genre": view.genre,
        "titre": view.titre,
        "lieu": lieu_demande_json(ou),
        "url": avec_lieu(url_of(view.genre, view.code), ou),
        "url_api": api_url_of(view.genre, view.code),
        "pages_editeurs": list(_publishers_pages(site, view)),
        "etapes": list(_steps(site, view, ou)),
    }
    return respond(request, {"data": body, "meta": meta_of(site.searcher.facts())})


def _read(site: Site, code: str) -> View:
    searcher = site.searcher
    readers: dict[Genre, Callable[[str], View]] = {
        "metier": searcher.metier,
        "formation": searcher.formation,
        "certification": searcher.certification,
    }
    return readers[codes.genre_of(code) or "metier"](code)


def _steps(site: Site, view: View, ou: Demande) -> Iterator[dict[str, Any]]:
    for genre, total in _counts(view).items():
        here = f"{url_of(view.genre, view.code)}#{genre}s"
        wider = url_search(view.titre, groupe=genre)
        near = _near(site, view, ou) if genre == "formation" else None
        yield _step(f"{genre}s", avec_lieu(here if total else wider, ou), total, near)
    if view.genre == "metier":
        yield _step("emploi", avec_lieu(f"{url_of(view.genre, view.code)}#perspectives", ou))
    yield _step("conseiller", url_conseiller(ou.id))


def _step(nature: str, url: str, total: int | None = None, near: int | None = None) -> dict[str, Any]:
    return {"nature": nature, "total": total, "total_proche": near, "url": url}


def _near(site: Site, view: View, ou: Demande) -> int | None:
    """Of the formations of a view, those that one may join as near as an event is; None if no place is asked.

    Without a distance, it is in the same département.
    """
    if ou.lieu is None or view.genre == "formation":
        return None
    listed = [lien.code for lien in view.formations]
    found = site.searcher.offres_proches(listed, ou.lieu, site.today())
    return sum(one.distance_km is None or one.distance_km <= NEAR_KM for one in found)


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
    formations = len(view.formations) or sum(one.nombre for one in view.formations_par_succession)
    return {"metier": len(view.metiers), "formation": formations}
