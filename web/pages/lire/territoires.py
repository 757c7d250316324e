"""A territory: the working age in figures, who recruits, where to train, and where to go next."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from debouches.errors import NotFoundError
from index.annexes.emploi.views import EtablissementView, Palmares, Rang, TerritoireView
from index.annexes.innovantes.read import InnovantesRequest
from index.lieux.model import FRANCE, Lieu, LieuNomme
from mappings.innovantes import facettes_innovantes
from mappings.records import Mesure
from web.addresses import links
from web.asked.demande import Demande
from web.asked.inputs import LieuInput, NomInput, TerritoireInput
from web.asked.lieux import lieu_demande
from web.contenus.contents import EmploiWords
from web.rendering.site import Site, SiteDep
from web.wording.chiffres import valeur_en_mots

router = APIRouter(include_in_schema=False)
SHOWN = 10
PER_PAGE = 40
LISTED = 100
"""Establishments of one name: beyond, one adds a word."""


@dataclass(frozen=True, slots=True)
class Liste:
    """One list of métiers, where it was measured, and its length beside the others."""

    titre: str
    palmares: Palmares
    lieu: LieuNomme
    lignes: tuple[tuple[Rang, str, float], ...]
    """(rank, value in words, length of the bar in percent)."""
    total: str


@router.get("/territoires")
def territoires(request: Request, site: SiteDep, asked: Annotated[LieuInput, Query()]) -> Response:
    """Where one writes a place; a name that is understood leads to its page."""
    ou = lieu_demande(site.searcher, asked.lieu)
    if ou.lieu is not None:
        return RedirectResponse(
            links.url_territoire(ou.lieu, ou.texte if ou.est_a_preciser else ""), status_code=303
        )
    return site.page(request, "territoires.html", ou=ou, regions=_regions(site))


@router.get("/territoires/{identifiant}")
def territoire(
    request: Request, site: SiteDep, identifiant: str, asked: Annotated[TerritoireInput, Query()]
) -> Response:
    view = site.searcher.territoire(identifiant)
    if view.lieu.id != identifiant:
        return RedirectResponse(links.url_territoire(view.lieu, view.lieu.nom_demande or ""), status_code=301)
    named = lieu_demande(site.searcher, asked.nom)
    page = asked.page
    last = links.last_page_from(page, len(view.etablissements), PER_PAGE)
    return site.page(
        request,
        "territoire.html",
        view=view,
        ou=Demande(view.lieu.id, view.lieu),
        homonymes=[lieu for lieu in (named.lieu, *named.autres) if lieu and lieu.id != view.lieu.id],
        nom_demande=asked.nom if named.lieu and named.lieu.nom_demande else None,
        observees=listes(view, "observe", site.contents.emploi),
        prevues=listes(view, "prevision", site.contents.emploi),
        etablissements=view.etablissements[(page - 1) * PER_PAGE : page * PER_PAGE],
        page=page,
        numbers=links.page_numbers(page, last),
        contents=site.contents,
        innovantes=_innovantes(site, view.lieu),
    )


@router.get("/etablissements")
def etablissements(request: Request, site: SiteDep, asked: Annotated[NomInput, Query()]) -> Response:
    """Establishments by their names."""
    found = site.searcher.etablissements(asked.q, LISTED)
    return site.page(request, "etablissements.html", q_nom=asked.q, trouves=found)


@router.get("/etablissements/{uai}")
def etablissement(request: Request, site: SiteDep, uai: str) -> Response:
    view: EtablissementView = site.searcher.etablissement(uai.upper())
    where = view.departement or view.region
    listed = site.searcher.territoire(where.id).etablissements if where else ()
    others = [other for other in listed if other.code != view.code][:SHOWN]
    return site.page(
        request, "etablissement.html", view=view, autres=others, lieu=where, contents=site.contents
    )


def _innovantes(site: Site, lieu: Lieu) -> tuple[LieuNomme, int] | None:
    """The region of a place and how many innovative actions it has; None without any."""
    region = lieu.parent("region")
    if region is None or region.code not in facettes_innovantes()["region"].valeurs:
        return None
    total = site.searcher.actions_innovantes(InnovantesRequest(region=(region.code,), par_page=1)).total
    return (region, total) if total else None


def listes(view: TerritoireView, nature: str, words: EmploiWords) -> list[Liste]:
    """The lists of one nature: what was observed is never mixed with what is expected."""
    pairs = zip(view.palmares, view.lieux_des_palmares, strict=True)
    return [_liste(palmares, lieu, words) for palmares, lieu in pairs if palmares.nature == nature]


def _liste(palmares: Palmares, lieu: LieuNomme, words: EmploiWords) -> Liste:
    widest = max((rang.valeur for rang in palmares.rangs), default=0.0) or 1.0
    return Liste(
        titre=words.palmares.get(f"{palmares.nom} {palmares.mesure}", words.mesure(palmares.mesure)),
        palmares=palmares,
        lieu=lieu,
        lignes=tuple(
            (rang, _said(rang.valeur, palmares.unite), max(0.0, rang.valeur) / widest * 100)
            for rang in palmares.rangs
        ),
        total=_said(palmares.total, palmares.unite, est_minorant=palmares.tus > 0),
    )


def _said(value: float, unite: str, *, est_minorant: bool = False) -> str:
    return valeur_en_mots(Mesure(nom="valeur", valeur=value, unite=unite, est_minorant=est_minorant))


def _regions(site: Site) -> tuple[LieuNomme, ...]:
    """The regions, to begin with; none while no source gives territories."""
    try:
        return site.searcher.territoire(FRANCE).parties
    except NotFoundError:
        return ()
