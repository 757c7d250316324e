"""The records of a LHEO feed, one at a time: what has been read is freed."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from crawler.contract import RawFiles, Run
from crawler.readers.xml_stream import forget, read_events
from crawler.sources.lheo.audit import GrammarAudit

ROOTS = frozenset({"lheo", "lheo-index", "lheo-plus"})
RECORDS = frozenset({"formation", "resume-offre", "resume-organisme", "organisme-formation-responsable"})
NOTICES = "extras"
"""Outside the records, what the publisher says of the feed itself."""


class Name(NamedTuple):
    """A tag and its namespace."""

    local: str
    namespace: str


def read_root(files: RawFiles, run: Run, name: str) -> Name:
    """What the first element of a file is: the rest is not read."""
    return next(_split(element.tag) for _, element in read_events(files, run, name))


def read_feed(files: RawFiles, run: Run, name: str) -> Iterator[_Element]:
    """Each record, and each `extras` around them, without the namespace."""
    audit = GrammarAudit(run, name)
    inside: _Element | None = None
    for event, element in read_events(files, run, name):
        if event == "start":
            if inside is None and _split(element.tag).local in {*RECORDS, NOTICES}:
                inside = element
        elif inside is None or element is inside:
            _strip(element)
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


def _strip(element: _Element) -> None:
    """Elements of another namespace than the record keep it: they are not LHEO."""
    namespace, brace, _ = element.tag.rpartition("}")
    if prefix := namespace + brace:
        for inner in element.iter("*"):
            inner.tag = inner.tag.removeprefix(prefix)
