"""A métier: what each publisher says of it, block by block, and the nine families of the law."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from index.annexes.offre.views import OffreProche, OrganismeLie
from index.views import FAMILLE_Y_MENE, CompetenceLiee, InteretLie, Lien, MetierView
from mappings.records import ContexteTravail, Fiche, Provenance, Section
from web.addresses.links import avec_lieu, url_of
from web.asked import codes
from web.asked.demande import Demande
from web.asked.inputs import EmploiInput
from web.asked.lieux import lieu_demande
from web.blocks import grouping
from web.blocks.grouping import Texte
from web.blocks.proches import a_joindre
from web.contenus.contents import Contents, Marquantes
from web.pages.lire import emploi
from web.rendering.site import Site, SiteDep
from web.wording.words import RIASEC, niveau_en_mots

router = APIRouter(include_in_schema=False)

SOMMAIRE = {
    "le-metier": "Le métier",
    "competences": "Compétences",
    "conditions": "Conditions de travail",
    "qualifications": "Qualifications",
    "formations": "Se former",
    "certifications": "Certifications",
    "organismes": "Organismes et labels de qualité",
    "debouches": "Débouchés",
    "perspectives": "L’emploi ici",
    "remuneration": "Rémunération",
    "metiers": "Évoluer, changer",
    "noms": "Noms de ce métier",
    "mots-cles": "Mots clés",
    "sources": "Sources et fraîcheur",
}
"""The blocks of the page, in its order."""

FAMILLES = frozenset(SOMMAIRE) - {"conditions", "metiers", "noms", "mots-cles", "sources"}
"""The nine families of articles L6111-3 and L6111-5: a page has them all, filled or marked."""

COEUR = "Au cœur du métier"
TYPES = {
    "savoir-faire": "Savoir-faire",
    "macro-competence": "Grandes compétences",
    "savoir-etre": "Qualités",
    "savoir": "Savoirs",
}
CONDITIONS_SHOWN = 4
INTERESTS_SHOWN = 4
PROCHES_SHOWN = 8


Phrases = dict[str, dict[str, str]]
"""Field → value → words (`contenus/drapeaux.yml`)."""


@dataclass(frozen=True, slots=True)
class EnBref:
    definition: Texte | None
    phrase: str | None
    niveaux: list[tuple[str, Provenance]]
    premiere_formation: Lien | None
    """The shortest of those that lead there, where no publisher gives its level as that of the métier."""
    interets: list[InteretLie]
    """Each once, however many publishers say it."""
    conditions: list[str]
    salaire: str | None


@dataclass(frozen=True, slots=True)
class PageMetier:
    """Everything the template shows, already grouped and ordered."""

    bref: EnBref
    drapeaux: list[str]
    presentation: list[Texte]
    reprises: list[Provenance]
    """Publications that repeat a text shown here: named and linked, not shown twice."""
    competences: dict[str, dict[str, list[CompetenceLiee]]]
    competences_a_part: int
    """Of the list, those that were recognised nowhere else, nor under a name."""
    textes_competences: list[Texte]
    contextes: dict[str, list[ContexteTravail]]
    textes_conditions: list[Texte]
    textes_acces: list[Texte]
    formations: dict[str, list[Lien]]
    certifications: dict[str, list[Lien]]
    textes_debouches: list[Texte]
    textes_remuneration: list[Texte]
    interets: dict[str, list[str]]
    proches: dict[str, list[Lien]]
    en_tete: list[Provenance]
    """Of the sources, those that the head of the page would name differently."""
    sources: list[Provenance]
    riasec: list[str]


@router.get("/metiers/{code}")
def metier(request: Request, site: SiteDep, code: str, asked: Annotated[EmploiInput, Query()]) -> Response:
    view = site.searcher.metier(codes.expect(code, "metier"))
    ou = lieu_demande(site.searcher, asked.lieu)
    if view.code != code:
        return RedirectResponse(avec_lieu(url_of("metier", view.code), ou), status_code=301)
    fiche = compose(view, site.contents)
    return site.page(
        request, "metier.html", view=view, fiche=fiche, sommaire=SOMMAIRE, familles=FAMILLES,
        organismes=_organismes(site, view), pres_d_ici=_pres_de(site, view, ou),
        ou=ou, contents=site.contents,
        a_joindre=a_joindre(site.contents.interlocuteurs, site.searcher, ou.lieu),
        emploi=emploi.compose(
            site.searcher.emploi(view.code, ou.id or None), site.contents.emploi, asked.qualification or None
        ),
    )  # fmt: skip


def _organismes(site: Site, view: MetierView) -> tuple[OrganismeLie, ...]:
    """Who gives the formations that lead to this very métier, not to its family."""
    return site.searcher.organismes([f.code for f in view.formations if f.relation != FAMILLE_Y_MENE])


def _pres_de(site: Site, view: MetierView, ou: Demande) -> list[tuple[Lien, OffreProche]]:
    """Formations that a source says are given near the place asked for, the nearest first."""
    if ou.lieu is None or not view.formations:
        return []
    liens = {lien.code: lien for lien in view.formations}
    found = site.searcher.offres_proches(list(liens), ou.lieu, site.today())
    return [(liens[one.formation], one) for one in found[:PROCHES_SHOWN]]


def compose(view: MetierView, contents: Contents) -> PageMetier:
    fiches = [fiche for fiche in view.fiches if fiche.id not in view.copies]
    return PageMetier(
        bref=_en_bref(view, contents.conditions_marquantes),
        drapeaux=drapeaux(view, contents.drapeaux),
        presentation=grouping.textes_de(fiches, lambda f: f.accroche + f.nature_travail),
        reprises=[fiche.provenance for fiche in view.fiches if fiche.id in view.copies],
        competences=group_competences(view.competences),
        competences_a_part=_a_part(view),
        textes_competences=grouping.textes_de(fiches, lambda f: f.competences),
        contextes=_contextes(view),
        textes_conditions=grouping.textes_de(fiches, lambda f: f.conditions_travail),
        textes_acces=grouping.textes_de(fiches, lambda f: f.acces_metier),
        formations=grouping.par_niveau(view.formations),
        certifications=grouping.par_niveau(view.certifications),
        textes_debouches=grouping.textes_de(fiches, lambda f: _vie(f, est_salaire=False)),
        textes_remuneration=_salaires(view),
        interets=_interets(view),
        proches=grouping.par_relation(view.metiers_proches),
        en_tete=grouping.named_once(_provenances(view)),
        sources=grouping.sources_of(_provenances(view)),
        riasec=_riasec(view),
    )


def _en_bref(view: MetierView, marquantes: Marquantes) -> EnBref:
    definitions = grouping.textes_de(view.fiches, lambda f: f.accroche or f.nature_travail)
    definition = definitions[0] if definitions else None
    return EnBref(
        definition=definition,
        phrase=grouping.first_words(definition.sections) if definition else None,
        niveaux=_niveaux(view.fiches),
        premiere_formation=_premiere_formation(view),
        interets=_interets_en_bref(view),
        conditions=_conditions(view.metier.contextes if view.metier else (), marquantes),
        salaire=next((grouping.first_words(t.sections, 1) for t in _salaires(view)), None),
    )


def _conditions(contextes: Iterable[ContexteTravail], marquantes: Marquantes) -> list[str]:
    return [one.libelle for one in sorted(contextes, key=marquantes.rank)[:CONDITIONS_SHOWN]]


def _niveaux(fiches: Iterable[Fiche]) -> list[tuple[str, Provenance]]:
    """Each level once, where several fiches of one publisher say it."""
    said: dict[tuple[str, str], Provenance] = {}
    for fiche in fiches:
        if fiche.niveau_acces:
            said.setdefault((fiche.niveau_acces.libelle, fiche.provenance.editeur), fiche.provenance)
    return [(libelle, provenance) for (libelle, _), provenance in said.items()]


def _premiere_formation(view: MetierView) -> Lien | None:
    """Both are shown of a métier « accessible avec un CAP » that only a diploma of level 4 leads to."""
    lead = [one for one in view.formations if one.niveau and one.relation != FAMILLE_Y_MENE]
    first = min(lead, key=lambda one: one.niveau or 0, default=None)
    words = niveau_en_mots(first.niveau).casefold() if first and first.niveau else ""
    is_said = any(words.startswith(libelle.casefold()) for libelle, _ in _niveaux(view.fiches))
    return None if is_said else first


def _interets_en_bref(view: MetierView) -> list[InteretLie]:
    said: dict[str, InteretLie] = {}
    for interet in _main_first(view):
        said.setdefault(interet.libelle.casefold(), interet)
    return list(said.values())[:INTERESTS_SHOWN]


def _main_first(view: MetierView) -> list[InteretLie]:
    return sorted(view.centres_interet, key=lambda interet: not interet.est_principal)


def drapeaux(view: MetierView, phrases: Phrases) -> list[str]:
    """The flags of the ROME in words. What the source does not give is not shown as a no."""
    if view.metier is None:
        return []
    flags = (_drapeau(getattr(view.metier, champ), valeurs) for champ, valeurs in phrases.items())
    return [flag for flag in flags if flag]


def _drapeau(valeur: str | bool | None, phrases: dict[str, str]) -> str | None:
    if valeur is None:
        return None
    mot = ("oui" if valeur else "non") if isinstance(valeur, bool) else valeur
    return phrases.get(mot, mot)


def group_competences(competences: Iterable[CompetenceLiee]) -> dict[str, dict[str, list[CompetenceLiee]]]:
    """The heart of the métier first, then by type; within a type, by stake (`enjeu`)."""
    ordered = sorted(competences, key=lambda c: (not c.est_coeur, list(TYPES).index(c.type)))
    families = grouping.group_by(ordered, lambda c: COEUR if c.est_coeur else TYPES[c.type])
    return {titre: grouping.group_by(group, lambda c: c.enjeu or "") for titre, group in families.items()}


def _a_part(view: MetierView) -> int:
    compared = view.competences_comparees
    lines = (*compared.communes, *compared.differentes) if compared else ()
    named = {code for line in lines for dite in line.dites for code in dite.codes_ogr}
    return sum(one.code_ogr not in named for one in view.competences)


def _contextes(view: MetierView) -> dict[str, list[ContexteTravail]]:
    return grouping.group_by(view.metier.contextes if view.metier else (), lambda contexte: contexte.type)


def _salaires(view: MetierView) -> list[Texte]:
    return grouping.textes_de(view.fiches, lambda f: _vie(f, est_salaire=True))


def _vie(fiche: Fiche, *, est_salaire: bool) -> tuple[Section, ...]:
    """The texts about professional life, in two: pay, and the rest."""
    return tuple(s for s in fiche.vie_professionnelle if est_salaire == _is_about_pay(s))


def _is_about_pay(section: Section) -> bool:
    return (section.titre or "").casefold().startswith(("salaire", "rémunération"))


def _interets(view: MetierView) -> dict[str, list[str]]:
    groups = grouping.group_by(_main_first(view), lambda interet: interet.editeur)
    return {editeur: [interet.libelle for interet in group] for editeur, group in groups.items()}


def _provenances(view: MetierView) -> Iterable[Provenance]:
    if view.metier:
        yield view.metier.provenance
    yield from (fiche.provenance for fiche in view.fiches)


def _riasec(view: MetierView) -> list[str]:
    if view.metier is None:
        return []
    letters = (view.metier.riasec_majeur, view.metier.riasec_mineur)
    return [RIASEC.get(letter, letter) for letter in letters if letter]
