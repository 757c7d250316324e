"""Idéo-Fiches formations, XML → Formation."""

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.formations import formation_facts
from crawler.readers.html_text import html_sections
from crawler.readers.values import code_of, make, split_list
from crawler.readers.xml_stream import audited_elements, children_of, text_of
from mappings.records import Formation, LienFormation, LienMetier, Record
from mappings.records.codes import FOR

FILE = "fiches"
TEXTS = {
    "descriptif": "descriptif_format_court",
    "acces": "descriptif_acces",
    "attendus": "attendus",
    "enseignement": "element_enseignement",
    "poursuite_etudes": "descriptif_poursuite_etudes",
}
"""Field of the common format → element of the publisher."""


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for element in audited_elements(files, run, FILE, "formation"):
        if formation := _formation(run, element):
            yield formation


def _formation(run: Run, element: _Element) -> Formation | None:
    code = text_of(element, "identifiant")
    if not FOR.match(code):
        run.report(Issue.MALFORMED, record=code, field="identifiant", value=code)
        return None
    return make(
        run,
        Formation,
        code,
        provenance=run.provenance(url=run.spec.page("formation", code)),
        code=code,
        intitule=text_of(element, "libelle_complet"),
        sigle=text_of(element, "sigle") or None,
        duree=_given(run, element, "duree_formation"),
        tutelle=_given(run, element, "sous_tutelle"),
        codes_nsf=split_list(text_of(element, "nsf_discipline")),
        domaines=tuple(dict.fromkeys(label for label, _ in _items(element, "sous_domaines_web"))),
        metiers=_metiers(element),
        poursuites=tuple(_further(run, element, code)),
        **_facts(run, element, code),
        **{field: html_sections(text_of(element, tag)) for field, tag in TEXTS.items()},
    )


def _facts(run: Run, element: _Element, code: str) -> dict[str, Any]:
    kind = element.find("type_Formation")
    return formation_facts(
        run,
        code,
        type_libelle=text_of(kind, "type_formation_libelle") or _bare(kind),
        type_sigle=text_of(kind, "type_formation_sigle"),
        niveau=text_of(element, "niveau_certification"),
        rncp=text_of(element, "code_rncp"),
        scolarite=text_of(element, "code_scolarite"),
    )


def _given(run: Run, element: _Element, name: str) -> str | None:
    child = element.find(name)
    value = text_of(child, "libelle") or _bare(child)
    return value if value and not run.spec.says_nothing(value) else None


def _bare(element: _Element | None) -> str:
    return text_of(element) if element is not None and not len(element) else ""


def _items(element: _Element, group: str) -> list[tuple[str, str]]:
    """(label, id) of the items of a list, whatever their tag."""
    items = children_of(element, group, "*") if element.find(group) is not None else []
    return [
        (label, text_of(item, "id")) for item in items if (label := text_of(item, "libelle") or _bare(item))
    ]


def _metiers(element: _Element) -> tuple[LienMetier, ...]:
    links = (
        LienMetier(code=code or None, libelle=label) for label, code in _items(element, "metiers_formation")
    )
    return tuple(dict.fromkeys(links))


def _further(run: Run, element: _Element, code: str) -> Iterator[LienFormation]:
    for label, given in _items(element, "poursuites_etudes"):
        yield LienFormation(
            code=code_of(run, FOR, given, record=code, field="poursuites_etudes.id"), intitule=label
        )
