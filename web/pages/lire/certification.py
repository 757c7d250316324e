"""A certification: what it allows, its level, whether it is still in force, what came before and after it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from index.validity import ECHUE, REMPLACEE, is_over, mention_of
from index.views import CertificationLiee, CertificationView
from mappings.records import Certification
from web.addresses.links import avec_lieu, url_of
from web.asked import codes
from web.asked.inputs import LieuInput
from web.asked.lieux import lieu_demande
from web.blocks import grouping
from web.blocks.grouping import Texte
from web.blocks.proches import a_joindre
from web.rendering.site import SiteDep
from web.wording.words import VOIES

router = APIRouter(include_in_schema=False)

TEXTES = {
    "objectifs": "Objectifs",
    "activites_visees": "Ce que l’on fera",
    "capacites_attestees": "Ce que l’on saura faire",
    "types_emploi_accessibles": "Emplois accessibles",
    "secteurs_activite": "Secteurs d’activité",
    "reglementations_activites": "Réglementation",
}
"""Texts about what it allows, in the order of the page."""
CONDITIONS = {
    "prerequis_entree_formation": "Pour entrer en formation",
    "prerequis_validation": "Pour obtenir la certification",
}
OUVERTE = "ouverte"
FERMEE = "fermée"


@dataclass(frozen=True, slots=True)
class Validite:
    """Where it stands today: a source that is silent, or older than the end it announces, proves nothing."""

    mention: str | None
    """« remplacée »…; None while it is, or may be, in force."""
    est_en_vigueur: bool
    """True when a source gives an end that is still to come."""
    fin: date | None
    successeurs: tuple[CertificationLiee, ...]

    @property
    def est_remplacee(self) -> bool:
        return self.mention == REMPLACEE

    @property
    def est_echue(self) -> bool:
        """Its date is past, and no source says that it is over."""
        return self.mention == ECHUE and self.fin is not None


@router.get("/certifications/{code}")
def certification(
    request: Request, site: SiteDep, code: str, asked: Annotated[LieuInput, Query()]
) -> Response:
    ou = lieu_demande(site.searcher, asked.lieu)
    view = site.searcher.certification(codes.expect(code, "certification"))
    if view.code != code:
        return RedirectResponse(avec_lieu(url_of("certification", view.code), ou), status_code=301)
    said = view.certification
    return site.page(
        request, "certification.html", view=view, certification=said,
        validite=validite_de(view, site.today()), voies=voies_de(said), ou=ou,
        a_joindre=a_joindre(site.contents.interlocuteurs, site.searcher, ou.lieu),
        textes=_texts(said, TEXTES), conditions=_texts(said, CONDITIONS),
        metiers=grouping.par_relation(view.metiers), formations=grouping.par_niveau(view.formations),
        par_succession=[(one, grouping.par_niveau(one.formations)) for one in view.formations_par_succession],
        sources=grouping.sources_of(view.sources or [said.provenance]),
    )  # fmt: skip


def validite_de(view: CertificationView, today: date) -> Validite:
    said = view.certification
    after = tuple(one for one in view.succession if one.place == "apres")
    end = said.date_fin_enregistrement
    return Validite(
        mention=mention_of(said, today, has_successor=bool(after)),
        est_en_vigueur=said.est_active is True and end is not None and not is_over(said, today),
        fin=end,
        successeurs=after,
    )


def voies_de(said: Certification) -> dict[str, str]:
    """Each way in, open or closed; the ways that no source speaks of are absent."""
    ways = dict.fromkeys(said.voies_acces, OUVERTE) | dict.fromkeys(said.voies_fermees, FERMEE)
    return {VOIES[voie]: state for voie, state in ways.items()}


def _texts(said: Certification, titles: dict[str, str]) -> dict[str, Texte]:
    texts = {title: Texte(said.provenance, getattr(said, field)) for field, title in titles.items()}
    return {title: text for title, text in texts.items() if text.sections}
