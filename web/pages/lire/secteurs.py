"""A sector in figures, with its métiers and what leads to them; what no source says is said to be absent."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from index.annexes.emploi.views import Chiffre, Famille, GroupeSecteur, SecteurView
from index.views import FAMILLE_Y_MENE, Lien, MetierView
from web.addresses import links
from web.asked.inputs import LieuInput
from web.asked.lieux import lieu_demande
from web.blocks.grouping import group_by
from web.pages.lire.emploi import Ligne, Table, compose, level_of, tensions_by_place
from web.rendering.site import Site, SiteDep
from web.wording.chiffres import decimal_fr, lieu_en_mots, valeur_en_mots
from web.wording.words import ABSENT, niveau_en_mots

router = APIRouter(include_in_schema=False)
EFFECTIF, REGIONAL = "emploi-par-age", "emploi-regional"
COMPARED = (EFFECTIF, "part-femmes", "salaire-median")
"""What the list of sectors says of each of them."""
CONTRATS = ("part-cdd", "part-interim")
"""What is published group by group, and cannot be added up."""
SHOWN = 8
_UNKNOWN_LEVEL = 99


@dataclass(frozen=True, slots=True)
class Groupe:
    """A group of métiers of a sector, and the pages of these métiers."""

    famille: Famille
    metiers: tuple[Lien, ...]


@dataclass(frozen=True, slots=True)
class Dedans:
    """What a sector holds: its métiers, and the formations that lead to the most of them."""

    groupes: tuple[Groupe, ...]
    formations: Mapping[str, tuple[Sequence[Lien], int]]
    """Level in words → those that lead to the most of its métiers, and how many there are."""
    nb_formations: int

    @property
    def nb_metiers(self) -> int:
        return sum(len(groupe.metiers) for groupe in self.groupes)


@router.get("/secteurs")
def secteurs(request: Request, site: SiteDep) -> Response:
    lignes = [(one, [_first(one.chiffres, nom) for nom in COMPARED]) for one in site.secteurs()]
    return site.page(request, "secteurs.html", lignes=lignes, contents=site.contents)


@router.get("/secteurs/{code}")
def secteur(request: Request, site: SiteDep, code: str, asked: Annotated[LieuInput, Query()]) -> Response:
    if code != code.upper():
        address = links.url_secteur(code.upper()) + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(address, status_code=301)
    ou = lieu_demande(site.searcher, asked.lieu)
    view = site.searcher.secteur(code, ou.id or None)
    dedans = site.once(f"secteur {code}", lambda: _dedans(site, view.groupes))
    return site.page(
        request, "secteur.html", view=view, ou=ou, contents=site.contents, dedans=dedans,
        effectif=_first(view.chiffres, EFFECTIF), ici=_here(view), regions=_regions(view.regions),
        emploi=compose(view, site.contents.emploi), contrats=_contrats(view.groupes, site),
        tensions=_tensions(view.groupes),
    )  # fmt: skip


def _first(chiffres: Iterable[Chiffre], nom: str) -> Chiffre | None:
    return next((chiffre for chiffre in chiffres if chiffre.nom == nom), None)


def _here(view: SecteurView) -> Chiffre | None:
    """Who works there in the region of the place that is asked."""
    return _first(view.chiffres, REGIONAL) if view.lieu else None


def _regions(chiffres: Sequence[Chiffre]) -> Table | None:
    if not chiffres:
        return None
    widest = max(chiffre.valeur or 0 for chiffre in chiffres) or 1
    lignes = tuple(
        Ligne(one.lieu.libelle, (valeur_en_mots(one),), (one.valeur or 0) / widest * 100) for one in chiffres
    )
    return Table("Personnes en emploi, par région", ("Région", "Personnes"), lignes, chiffres[0])


def _contrats(groupes: Iterable[GroupeSecteur], site: Site) -> Table | None:
    """Fixed terms and temporary work, group by group: no source publishes them for the sector."""
    found = [
        (groupe.famille, known, [_first(groupe.chiffres, nom) for nom in CONTRATS])
        for groupe in groupes
        if (known := _first(groupe.chiffres, CONTRATS[0]))
    ]
    lignes = tuple(_contrat(famille, known, chiffres) for famille, known, chiffres in found)
    titre = "Part des contrats courts, groupe de métiers par groupe de métiers"
    columns = ("Groupe de métiers", *(site.contents.emploi.mesure(nom) for nom in CONTRATS))
    return Table(titre, columns, lignes, found[0][1]) if found else None


def _contrat(famille: Famille, known: Chiffre, chiffres: Iterable[Chiffre | None]) -> Ligne:
    cells = tuple(valeur_en_mots(one) if one else ABSENT for one in chiffres)
    return Ligne(_named(famille), cells, known.valeur)


def _tensions(groupes: Iterable[GroupeSecteur]) -> Table | None:
    """Where employers struggle most to recruit, group by group, from the narrowest place that says it."""
    found = [(one.famille, first) for one in groupes for first in tensions_by_place(one.chiffres)[:1]]
    if not found:
        return None
    lignes = sorted((_tension(*one) for one in found), key=lambda ligne: -(ligne.part or 0))
    titre = "Tension par groupe de métiers (1\u00a0: la plus faible, 5\u00a0: la plus forte)"
    return Table(titre, ("Groupe de métiers", "Tension"), tuple(lignes), found[0][1])


def _tension(famille: Famille, chiffre: Chiffre) -> Ligne:
    level = level_of(chiffre) or 0
    where = f"{lieu_en_mots(chiffre.lieu, chiffre.champ)}, {chiffre.periode}"
    return Ligne(_named(famille), (f"{decimal_fr(level)} sur 5",), level * 20, where)


def _named(famille: Famille) -> str:
    return famille.libelle or f"{famille.code}, nom {ABSENT}"


def _dedans(site: Site, groupes: Sequence[GroupeSecteur]) -> Dedans:
    """Titles and formations live in the views: read once in a generation."""
    views = {code: site.searcher.metier(code) for groupe in groupes for code in groupe.metiers}
    liens = [lien for view in views.values() for lien in view.formations if lien.relation != FAMILLE_Y_MENE]
    known = {lien.code: lien for lien in liens if lien.mention is None}
    most = sorted(known, key=_rank(Counter(lien.code for lien in liens)))
    by_level = group_by(
        sorted((known[code] for code in most), key=lambda lien: lien.niveau or _UNKNOWN_LEVEL),
        lambda lien: niveau_en_mots(lien.niveau),
    )
    return Dedans(
        groupes=tuple(
            Groupe(one.famille, tuple(_lien(views[code]) for code in one.metiers)) for one in groupes
        ),
        formations={niveau: (found[:SHOWN], len(found)) for niveau, found in by_level.items()},
        nb_formations=len(known),
    )


def _rank(counts: Counter[str]) -> Callable[[str], tuple[int, str]]:
    """What leads to the most métiers comes first."""
    return lambda code: (-counts[code], code)


def _lien(view: MetierView) -> Lien:
    return Lien(genre="metier", code=view.code, titre=view.titre, relation="", editeur="")
