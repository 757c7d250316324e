"""Browsing by domain, for those who do not know which word to type."""

from collections.abc import Collection, Iterable

from fastapi import APIRouter, Request, Response

from debouches.errors import NotFoundError
from index.annexes.emploi.views import SecteurBref
from index.views import Lien
from web.blocks import grouping
from web.rendering.site import Site, SiteDep
from web.wording import messages

router = APIRouter(include_in_schema=False)


@router.get("/explorer")
def explorer(request: Request, site: SiteDep) -> Response:
    domaines = [(*_split(name), len(codes)) for name, codes in site.searcher.domaines().items()]
    return site.page(
        request, "explorer.html", domaines=domaines, secteurs=site.secteurs(), contents=site.contents
    )


@router.get("/explorer/{lettre}")
def domaine(request: Request, site: SiteDep, lettre: str) -> Response:
    libelle, codes = _find(site, lettre.upper())
    # Titles live in the views: reading a few hundred of them takes a quarter of a second, once.
    groupes = site.once(f"domaine {libelle}", lambda: _titles(site, codes))
    return site.page(
        request, "domaine.html", libelle=libelle, groupes=groupes, total=len(codes),
        secteurs=_sectors_of(site.secteurs(), codes),
    )  # fmt: skip


def _find(site: Site, lettre: str) -> tuple[str, tuple[str, ...]]:
    for name, codes in site.searcher.domaines().items():
        code, libelle = _split(name)
        if code == lettre:
            return libelle, codes
    raise NotFoundError(messages.NO_SUCH_DOMAIN.format(code=lettre))


def _sectors_of(secteurs: Iterable[SecteurBref], codes: Collection[str]) -> list[tuple[SecteurBref, int]]:
    """The sectors where the métiers of a domain are counted, and how many of them each holds."""
    counted = [(secteur, len(set(codes).intersection(secteur.metiers))) for secteur in secteurs]
    return sorted((one for one in counted if one[1]), key=lambda one: -one[1])


def domaines(site: Site) -> list[tuple[str, str]]:
    """Letter and name of every grand domaine."""
    return [_split(name) for name in site.searcher.domaines()]


def _split(name: str) -> tuple[str, str]:
    """« A Agriculture et pêche » → (« A », « Agriculture et pêche »)."""
    code, _, libelle = name.partition(" ")
    return code, libelle


def _titles(site: Site, codes: tuple[str, ...]) -> dict[str, list[Lien]]:
    """Métiers of a domain, under their domaine professionnel."""
    views = [site.searcher.metier(code) for code in codes]
    groups = grouping.group_by(
        views, lambda v: v.metier.domaine_professionnel.libelle if v.metier else "Autres métiers"
    )
    return {
        libelle: [
            Lien(genre="metier", code=v.code, titre=v.titre, relation=libelle, editeur="") for v in group
        ]
        for libelle, group in groups.items()
    }
