"""Idéo-Fiches métiers, XML → Fiche."""

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.html_text import html_sections
from crawler.readers.values import declared, make, matching
from crawler.readers.xml_stream import audited_elements, children_of, text_of
from mappings.genres import both_genders
from mappings.records import Fiche, FormatCourt, Libelle, LienFormation, LienMetier, Record, SourceNumerique
from mappings.records.codes import FOR, MET, ROME

FILE = "fiches"
TEXTS = {
    "accroche": "accroche_metier",
    "nature_travail": "nature_travail",
    "competences": "competences",
    "conditions_travail": "condition_travail",
    "acces_metier": "acces_metier",
    "vie_professionnelle": "vie_professionnelle",
}
"""Field of the common format → element of the publisher."""


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for element in audited_elements(files, run, FILE, "metier"):
        if fiche := _fiche(run, element):
            yield fiche


def _fiche(run: Run, element: _Element) -> Fiche | None:
    code, titre = text_of(element, "identifiant"), text_of(element, "nom_metier")
    if not MET.match(code):
        run.report(Issue.MALFORMED, record=code or titre, field="identifiant", value=code)
        return None
    masculine, feminine = both_genders(titre)
    return make(
        run,
        Fiche,
        "onisep",
        code,
        provenance=run.provenance(url=run.spec.page("fiche", code)),
        code=code,
        type_editeur="public",
        titre=titre,
        titre_masculin=text_of(element, "libelle_masculin") or masculine,
        titre_feminin=text_of(element, "libelle_feminin") or feminine,
        synonymes=_synonyms(element),
        **_rome(run, element, code),
        **{field: html_sections(text_of(element, tag)) for field, tag in TEXTS.items()},
        **_links(run, element, code),
    )


def _rome(run: Run, element: _Element, code: str) -> dict[str, Any]:
    given = [text_of(item) for item in children_of(element, "romesV3", "romeV3")]
    codes = matching(run, ROME, [value for value in given if value], record=code, field="romeV3")
    return {"codes_rome": codes, "version_rome": "3" if codes else None}


def _synonyms(element: _Element) -> tuple[str, ...]:
    found = (
        text_of(item, "nom_metier") or text_of(item) for item in children_of(element, "synonymes", "synonyme")
    )
    return tuple(dict.fromkeys(name for name in found if name))


def _links(run: Run, element: _Element, code: str) -> dict[str, Any]:
    return {
        "formats_courts": tuple(map(_short_form, children_of(element, "formats_courts", "format_court"))),
        "niveau_acces": _level(run, element, code),
        "formations": tuple(_formations(run, element, code)),
        "centres_interet": _labels(children_of(element, "centres_interet", "centre_interet")),
        "secteurs": _labels(children_of(element, "secteurs_activite", "secteur_activite")),
        "statuts": tuple(_statuses(run, element, code)),
        "metiers_associes": tuple(_neighbours(element)),
        "sources_numeriques": tuple(_sources(element)),
    }


def _short_form(element: _Element) -> FormatCourt:
    return FormatCourt(
        type=text_of(element, "type"),
        libelle=text_of(element, "libelle") or None,
        sections=html_sections(text_of(element, "descriptif")),
    )


def _level(run: Run, element: _Element, code: str) -> Libelle | None:
    level = element.find("niveau_acces_min")
    libelle = text_of(level, "libelle") or (text_of(level) if level is not None and not len(level) else "")
    if not libelle:
        return None
    declared(run, "niveau_acces", libelle, record=code)
    return Libelle(code=text_of(level, "id") or None, libelle=libelle)


def _labels(items: list[_Element]) -> tuple[Libelle, ...]:
    return tuple(
        Libelle(code=text_of(item, "id") or None, libelle=label) for item in items if (label := _label(item))
    )


def _label(item: _Element) -> str:
    """Label of an item, or its bare text when it has no structure."""
    return text_of(item, "libelle") or ("" if len(item) else text_of(item))


def _statuses(run: Run, element: _Element, code: str) -> Iterator[Libelle]:
    for status in _labels(children_of(element, "statuts", "statut")):
        declared(run, "statut", status.libelle, record=code)
        yield status


def _formations(run: Run, element: _Element, code: str) -> Iterator[LienFormation]:
    for item in children_of(element, "formations_min_requise", "formation_min_requise"):
        given, label = text_of(item, "id"), _label(item)
        known = matching(run, FOR, (given,) if given else (), record=code, field="formation_min_requise.id")
        if label:
            yield LienFormation(code=known[0] if known else None, intitule=label)


def _neighbours(element: _Element) -> Iterator[LienMetier]:
    for item in children_of(element, "metiers_associes", "metier_associe"):
        if label := _label(item):
            yield LienMetier(code=text_of(item, "id") or None, libelle=label)


def _sources(element: _Element) -> Iterator[SourceNumerique]:
    for item in children_of(element, "sources_numeriques", "source"):
        if url := text_of(item, "valeur") or ("" if len(item) else text_of(item)):
            yield SourceNumerique(url=url, commentaire=text_of(item, "commentaire") or None)
