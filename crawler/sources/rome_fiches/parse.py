"""ROME 4.0, whole fiches in JSON or in XML → Metier, Fiche, Appellation, Competence.

The two dresses of France Travail differ by one level: JSON lists « appellations », XML has each inside.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.appellations import appellation
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, declared, make, number
from crawler.readers.xml_stream import audited_elements, text_of
from crawler.sources.rome_fiches.domains import Domains
from mappings.genres import both_genders
from mappings.records import (
    Appellation,
    Competence,
    ContexteTravail,
    Fiche,
    LienCompetence,
    Metier,
    Mobilite,
    Record,
    SecteurActivite,
    Section,
)
from mappings.records.codes import ROME

FILE, CODES = "fiches", "codes"
PUBLISHER = "rome"
"""A fiche is the same whichever edition it was read in."""
LOST_QUOTE = re.compile(r"(?<=\w)¿(?=\w)")
"""ISO-8859-15 has no typographic apostrophe."""
WORD = re.compile(r"\w")
SKILLS = (
    ("savoir_faire/enjeux", "enjeu", "savoir-faire"),
    ("savoir_etre_professionnel/enjeux", "enjeu", "savoir-etre"),
    ("savoirs/categories", "categorie", "savoir"),
)
FLAGS = ("transition_eco", "transition_num", "transition_demo", "emploi_reglemente", "emploi_cadre")
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    domains = Domains(files, run)
    rows = {row["code_rome"]: row for row in read_rows(files, run, CODES)} if CODES in files.names() else {}
    skills = _Skills(run)
    codes: set[str] = set()
    targets: dict[str, str] = {}
    for element in audited_elements(files, run, FILE, "fiche_metier"):
        code = code_of(run, ROME, _text(element, "rome/code_rome"), record="fiche", field="code_rome")
        if code is None:
            continue
        codes.add(code)
        yield from skills.new(element)
        yield from _appellations(run, element, code)
        yield from filter(None, (_metier(run, element, code, rows, domains), _fiche(run, element, code)))
        targets |= {target: code for target, _ in _targets(element)}
    for target in sorted(targets.keys() - codes):
        run.report(Issue.DANGLING, record=targets[target], field="rome_cible", value=target)


def _text(element: _Element, path: str) -> str:
    return LOST_QUOTE.sub("'", text_of(element.find(path)))


def _listed(element: _Element, group: str, item: str | None = None) -> Iterator[_Element]:
    """Items of a list: in JSON they bear the name of the list, in XML they are inside it."""
    for holder in element.iterfind(group):
        inner = [child for child in holder if (child.tag == item if item else len(child))]
        yield from inner or ([holder] if len(holder) else [])


class _Skills:
    """Each skill once, although every fiche repeats those of its métier."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: dict[str, str] = {}

    def new(self, fiche: _Element) -> Iterator[Competence]:
        for kind, group, item in _skills_of(fiche):
            code, libelle = _text(item, "code_ogr"), _text(item, "libelle")
            known = self._known.setdefault(code, libelle)
            if known != libelle:
                self._run.report(Issue.DUPLICATE, record=code, field="libelle", value=libelle)
            elif record := self._made(kind, group, code, libelle):
                yield record

    def _made(self, kind: str, group: str, code: str, libelle: str) -> Competence | None:
        where = {"savoir-faire": "enjeu", "savoir": "categorie"}.get(kind)
        facts = {where: group or None} if where else {}
        return make(
            self._run,
            Competence,
            code,
            provenance=self._run.provenance(),
            code_ogr=code,
            libelle=libelle,
            type=kind,
            **facts,
        )


def _skills_of(fiche: _Element) -> Iterator[tuple[str, str, _Element]]:
    """Kind, group and item of each skill of a fiche."""
    for path, tag, kind in SKILLS:
        for group in _listed(fiche, f"competences/{path}", tag):
            for item in _listed(group, "items", "item"):
                yield kind, _text(group, "libelle"), item


def _appellations(run: Run, fiche: _Element, code: str) -> Iterator[Appellation]:
    for item in _listed(fiche, "appellations"):
        record = appellation(
            run,
            _text(item, "code_ogr"),
            code_rome=code,
            libelle=_text(item, "libelle"),
            court=_text(item, "libelle_court"),
            provenance=run.provenance(),
        )
        if record:
            yield record


def _metier(run: Run, fiche: _Element, code: str, rows: dict[str, Row], domains: Domains) -> Metier | None:
    libelle, domain = _text(fiche, "rome/intitule"), domains.of(code)
    if domain is None:
        return None
    masculine, feminine = both_genders(libelle)
    row = rows.get(code, dict.fromkeys((*FLAGS, "code_rome_parent"), ""))
    return make(
        run,
        Metier,
        code,
        provenance=run.provenance(url=run.spec.page("metier", code)),
        code_rome=code,
        code_ogr=_text(fiche, "rome/code_ogr"),
        libelle=libelle,
        intitule_masculin=masculine,
        intitule_feminin=feminine,
        code_rome_parent=row["code_rome_parent"] or code,
        grand_domaine=domain[0],
        domaine_professionnel=domain[1],
        **_flags(run, row, code),
        competences=tuple(dict.fromkeys(_skill_links(run, fiche, code))),
        contextes=tuple(dict.fromkeys(_contexts(fiche))),
        secteurs=tuple(dict.fromkeys(_sectors(run, fiche, code))),
        mobilites=tuple(_mobilities(run, fiche, code)),
    )


def _flags(run: Run, row: Row, code: str) -> dict[str, Any]:
    return {
        "transition_ecologique": declared(run, "transition_eco", row["transition_eco"], record=code),
        "transition_numerique": declared(run, "transition", row["transition_num"], record=code),
        "transition_demographique": declared(run, "transition", row["transition_demo"], record=code),
        "est_reglemente": _yes_no(run, row["emploi_reglemente"], code),
        "est_cadre": _yes_no(run, row["emploi_cadre"], code),
    }


def _yes_no(run: Run, value: str, code: str) -> bool | None:
    meaning = declared(run, "oui_non", value, record=code)
    return None if meaning is None else meaning == "oui"


def _skill_links(run: Run, fiche: _Element, code: str) -> Iterator[LienCompetence]:
    for _, _, item in _skills_of(fiche):
        heart = declared(run, "coeur_metier", _text(item, "coeur_metier"), record=code)
        yield LienCompetence.model_validate({"code_ogr": _text(item, "code_ogr"), "coeur_metier": heart})


def _contexts(fiche: _Element) -> Iterator[ContexteTravail]:
    for group in _listed(fiche, "contextes_travail", "type_contexte"):
        for item in _listed(group, "items", "item"):
            yield ContexteTravail(
                code_ogr=_text(item, "code_ogr"), libelle=_text(item, "libelle"), type=_text(group, "libelle")
            )


def _sectors(run: Run, fiche: _Element, code: str) -> Iterator[SecteurActivite]:
    for item in _listed(fiche, "secteurs_activite"):
        if libelle := _text(item, "libelle"):
            principal = _yes_no(run, _text(item, "principal").lower(), code)
            yield SecteurActivite(code=_text(item, "code"), libelle=libelle, est_principal=principal)


def _mobilities(run: Run, fiche: _Element, code: str) -> Iterator[Mobilite]:
    found = {
        target: number(run, _text(item, "ordre_mobilite"), record=code, field="ordre_mobilite")
        for target, item in _targets(fiche)
    }
    ordered = sorted(found.items(), key=lambda pair: pair[1] or 0)
    return (Mobilite(code_rome=target, rang=rank) for target, rank in ordered if ROME.match(target))


def _targets(fiche: _Element) -> Iterator[tuple[str, _Element]]:
    """« A1414 - Horticulteur / Horticultrice » → « A1414 », and the mobility."""
    for mobility in fiche.iterfind("mobilites//rome_cible/.."):
        yield _text(mobility, "rome_cible").partition(" ")[0], mobility


def _fiche(run: Run, fiche: _Element, code: str) -> Fiche | None:
    titre = _text(fiche, "rome/intitule")
    masculine, feminine = both_genders(titre)
    return make(
        run,
        Fiche,
        PUBLISHER,
        code,
        provenance=run.provenance(url=run.spec.page("metier", code)),
        code=code,
        type_editeur="public",
        titre=titre,
        titre_masculin=masculine,
        titre_feminin=feminine,
        codes_rome=(code,),
        version_rome="4",
        nature_travail=_section(_text(fiche, "definition")),
        acces_metier=_section(_text(fiche, "acces_metier")),
    )


def _section(text: str) -> tuple[Section, ...]:
    """One paragraph a line; a dot alone says nothing."""
    lines = (" ".join(line.split()) for line in text.replace("\\n", "\n").splitlines())
    paragraphs = tuple(filter(WORD.search, lines))
    return (Section(paragraphes=paragraphs),) if paragraphs else ()
