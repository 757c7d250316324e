"""The records of a LHEO feed, one at a time: what has been read is freed."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from crawler.contract import RawFiles, Run
from crawler.readers.xml_stream import forget, read_events, without_namespace
from crawler.sources.lheo.audit import GrammarAudit
from debouches.errors import ParseError

ROOTS = frozenset({"lheo", "lheo-index", "lheo-plus", "offres"})
SIGN = "intitule-formation"
"""What only LHEO has: some feeds are formations without their `lheo`, or in the answer of a service."""
OLD = frozenset({"lheo-leger", "offre-formation"})
_TOO_OLD = "LHEO 1.3, abandonné en 2011, dont les éléments ont d'autres noms : publier en LHEO 2.3"
ROOT = "lheo"
_BEFORE = 200
"""Elements among which the first one of the language is."""
RECORDS = frozenset({"formation", "resume-offre", "resume-organisme", "organisme-formation-responsable"})
NOTICES = "extras"
"""Outside the records, what the publisher says of the feed itself."""


class Name(NamedTuple):
    """A tag and its namespace."""

    local: str
    namespace: str


def read_root(files: RawFiles, run: Run, name: str) -> Name:
    """The first element of a file that says that it is LHEO, else the first of all: the rest is not read."""
    started = (_split(element.tag) for event, element in read_events(files, run, name) if event == "start")
    first: Name | None = None
    for one in islice(started, _BEFORE):
        first = first or one
        _refuse_old(one, run, name)
        if one.local in ROOTS:
            return one
        if one.local == SIGN:
            return Name(ROOT, one.namespace)
    assert first is not None, "a file without any element is no XML"
    return first


def _refuse_old(one: Name, run: Run, name: str) -> None:
    if one.local in OLD:
        raise ParseError(_TOO_OLD, source=run.source, file=name)


def read_feed(files: RawFiles, run: Run, name: str) -> Iterator[_Element]:
    """Each record, and each `extras` around them, without the namespace."""
    audit = GrammarAudit(run, name)
    inside: _Element | None = None
    for event, element in read_events(files, run, name):
        if event == "start":
            if inside is None:
                _refuse_old(_split(element.tag), run, name)
                inside = element if _split(element.tag).local in {*RECORDS, NOTICES} else None
        elif inside is None or element is inside:
            without_namespace(element)
            audit.check(element, _name_above(element))
            if inside is not None:
                yield element
            forget(element)
            inside = None


def _split(tag: str) -> Name:
    namespace, _, local = tag.rpartition("}")
    return Name(local, namespace.removeprefix("{"))


def _name_above(element: _Element) -> str:
    above = element.getparent()
    return "" if above is None else _split(above.tag).local
