"""A formation: where it leads, how one enters, what one learns there, what comes after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from debouches.errors import NotFoundError
from index.validity import open_voies
from index.views import FormationView, Lien
from mappings.records import Provenance
from mappings.records.codes import is_rome
from web.addresses.links import avec_lieu, url_of
from web.asked import codes
from web.asked.demande import Demande
from web.asked.inputs import OffreInput
from web.asked.lieux import lieu_demande
from web.blocks import grouping
from web.blocks.proches import a_joindre
from web.pages.lire import emploi
from web.pages.lire.emploi import PageEmploi
from web.pages.lire.offre import read_offre
from web.rendering.site import Site, SiteDep

router = APIRouter(include_in_schema=False)
METIERS_READ = 5
"""Whose figures of employment are shown; those of the others are on their pages."""


@dataclass(frozen=True, slots=True)
class VoiesVisees:
    """The ways that the certification aimed at opens, and who says so."""

    voies: tuple[str, ...]
    provenance: Provenance


@router.get("/formations/{code}")
def formation(request: Request, site: SiteDep, code: str, asked: Annotated[OffreInput, Query()]) -> Response:
    ou = lieu_demande(site.searcher, asked.lieu)
    view = site.searcher.formation(codes.expect(code, "formation"))
    if view.code != code:
        return RedirectResponse(avec_lieu(url_of("formation", view.code), ou), status_code=301)
    return site.page(
        request, "formation.html", view=view, formation=view.formation,
        voies_visees=list(_voies_visees(site, view)), metiers=grouping.par_relation(view.metiers),
        poursuites=grouping.par_niveau(view.poursuites),
        proches=grouping.par_niveau(view.formations_proches),
        offre=read_offre(site, view.code, asked, ou), ou=ou,
        a_joindre=a_joindre(site.contents.interlocuteurs, site.searcher, ou.lieu),
        emplois=_emplois(site, view, ou), contents=site.contents,
        sources=grouping.sources_of(view.sources or [view.formation.provenance]),
    )  # fmt: skip


def _emplois(site: Site, view: FormationView, ou: Demande) -> list[tuple[Lien, PageEmploi]]:
    """What is known of the employment of the first métiers that it leads to, near the place asked for.

    Figures measure groups of métiers: each group is shown once, under the first of its métiers.
    """
    shown: dict[str, tuple[Lien, PageEmploi]] = {}
    for lien in [lien for lien in view.metiers if is_rome(lien.code)][:METIERS_READ]:
        page = emploi.compose(site.searcher.emploi(lien.code, ou.id or None), site.contents.emploi)
        if figure := page.projets or page.prevision_chiffre:
            shown.setdefault(figure.famille.code, (lien, page))
    return list(shown.values())


def _voies_visees(site: Site, view: FormationView) -> Iterator[VoiesVisees]:
    """What the filter « voie » reads when the formation itself says nothing: a page may not contradict it."""
    said: set[str] = set(view.formation.voies)
    for lien in view.certifications:
        try:
            prepared = site.searcher.certification(lien.code).certification
        except NotFoundError:
            continue
        voies = tuple(voie for voie in open_voies(prepared) if voie not in said)
        if voies:
            said.update(voies)
            yield VoiesVisees(voies, prepared.provenance)
