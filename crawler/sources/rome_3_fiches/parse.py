"""ROME 3, fiches in XML, one a file or all in one → Fiche, Appellation: an older version, said as such."""

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.contract import Issue, RawFiles, Run
from crawler.dates import read_date
from crawler.readers.appellations import appellation
from crawler.readers.values import code_of
from crawler.readers.xml_stream import Audit, read_elements, text_of
from crawler.sources.rome_3.fiche import ENVIRONMENTS, Said, fiche
from debouches.errors import ParseError
from mappings.records import LienMetier, Provenance, Record
from mappings.records.codes import ROME

FILE, ELEMENT = "fiches", "fiche_emploi_metier"
NOBODY = "0"
"""Code OGR of what is no item: a heading, or « Toutes les appellations »."""
BASE, SPECIFIC = "bloc_activites_de_base", "bloc_activites_specifiques/bloc"
LISTS = {
    ENVIRONMENTS: ("bloc_environnement_de_travail/item_env",),
    "Activités de base": (f"{BASE}/activites_de_base/item_ab",),
    "Savoirs de base": (
        f"{BASE}/savoir_theorique_et_proceduraux/item_ab_stp",
        f"{BASE}/savoir_action/item_ab_sa",
    ),
    "Activités spécifiques": (f"{SPECIFIC}/activite_specifique/item_as",),
    "Savoirs spécifiques": (
        f"{SPECIFIC}/savoir_theorique_et_proceduraux/item_as_stp",
        f"{SPECIFIC}/savoir_action/item_as_sa",
    ),
}


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    audit, seen, faults = Audit(run, FILE), set[str](), list[ParseError]()
    for name in files.names():
        try:
            for element in read_elements(files, run, name, ELEMENT):
                audit.check(element)
                yield from _records(run, element, seen)
        except ParseError as error:
            faults.append(error)
            run.report(Issue.MALFORMED, record=name, field="fichier", value=str(error))
    if not seen:
        raise faults[0] if faults else ParseError("Aucune fiche", source=run.source, file=FILE)
    audit.finish()


def _records(run: Run, element: _Element, seen: set[str]) -> Iterator[Record]:
    """The first fiche of a code: files come the most recent first."""
    code = code_of(run, ROME, _text(element, "bloc_code_rome/code_rome"), record=FILE, field="code_rome")
    if code is None:
        return
    if code in seen:
        run.report(Issue.DUPLICATE, record=code, field="code_rome", value=_text(element, "version_SI"))
        return
    seen.add(code)
    stated = _version(run, element, code)
    yield from _appellations(run, element, code, run.provenance(**stated))
    if record := fiche(run, _said(run, element, code), **stated):
        yield record


def _text(element: _Element, path: str) -> str:
    """Apostrophes are doubled, as in the tables."""
    return text_of(element.find(path)).replace("''", "'")


def _version(run: Run, element: _Element, code: str) -> dict[str, Any]:
    """What the fiche says of its own version."""
    number, day = _text(element, "version_SI/version_rome"), _text(element, "version_SI/date_version_si")
    dated = read_date(day)
    if day and dated is None:
        run.report(Issue.MALFORMED, record=code, field="date_version_si", value=day)
    said = {"date_maj": dated.day, "precision_maj": dated.precision} if dated else {}
    return said | ({"version": f"ROME 3, version {number}"} if number else {})


def _appellations(run: Run, element: _Element, code: str, provenance: Provenance) -> Iterator[Record]:
    for item in element.iterfind("bloc_appellation/item_app"):
        ogr, libelle, court = (_text(item, name) for name in ("code_ogr", "libelle", "libelle_court"))
        if ogr == NOBODY:
            continue
        if record := appellation(
            run, ogr, code_rome=code, libelle=libelle, court=court, provenance=provenance
        ):
            yield record


def _said(run: Run, element: _Element, code: str) -> Said:
    return Said(
        code,
        _text(element, "bloc_code_rome/intitule"),
        definition=_text(element, "definition").splitlines(),
        access=_text(element, "acces_emploi_metier").splitlines(),
        conditions=_text(element, "condition_exercice_activite").splitlines(),
        blocks={title: _labels(element, paths) for title, paths in LISTS.items()},
        near=list(_near(run, element, code)),
        evolutions=_labels(
            element, ("bloc_mobilites/mobilites_si_evolution/item_mob_ev",), "libelle_rome_cible"
        ),
    )


def _labels(element: _Element, paths: tuple[str, ...], name: str = "libelle") -> list[str]:
    found = (_text(item, name) for path in paths for item in element.iterfind(path))
    return [label for label in found if label]


def _near(run: Run, element: _Element, code: str) -> Iterator[LienMetier]:
    for item in element.iterfind("bloc_mobilites/mobilites_proches/item_mob_pr"):
        raw, libelle = _text(item, "code_rome_cible"), _text(item, "libelle_rome_cible")
        target = code_of(run, ROME, raw, record=code, field="code_rome_cible")
        if target and libelle:
            yield LienMetier(code=target, libelle=libelle)
