"""Directory of the administration (JSON V1.4, or GeoJSON of 2017) → Structure."""

from collections.abc import Iterator

from crawler.contract import RawFiles, Run
from crawler.readers.first_bytes import BLANKS, first_bytes
from crawler.readers.json_stream import json_objects
from crawler.readers.rows import read_rows
from crawler.readers.values import make, split_list
from crawler.sources.structures.audit import KeyAudit
from crawler.sources.structures.geojson import historic_facts
from crawler.sources.structures.shapes import Item
from crawler.sources.structures.v14 import Facts, current_facts
from debouches.errors import ParseError
from mappings.records import Record, Structure

CURRENT = "annuaire"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    empty = True
    for name in files.names():
        for item in _items(files, run, name):
            empty = False
            if structure := structure_of(run, item):
                yield structure
    if empty:
        raise ParseError("Annuaire sans aucune fiche", source=run.source, file="annuaire")


def _items(files: RawFiles, run: Run, name: str) -> Iterator[Item]:
    """The places of a file, however it is exported; today's are checked for keys that nobody declared."""
    start = first_bytes(files, run, name)
    if b'"features"' in start:
        yield from json_objects(files, run, name, key="features")
        return
    if name != CURRENT:
        raise ParseError("GeoJSON sans « features »", source=run.source, file=name)
    audit = KeyAudit(run, name)
    for item in _services(files, run, name, start):
        audit.check(item)
        yield item


def _services(files: RawFiles, run: Run, name: str, start: bytes) -> Iterator[Item]:
    if start.lstrip(BLANKS)[:1] in (b"{", b"["):
        return json_objects(files, run, name, key="results" if b'"results"' in start else "service")
    return read_rows(files, run, name)


def structure_of(run: Run, item: Item) -> Structure | None:
    """A place in either format; None, and a report, if it is of no known network."""
    facts = historic_facts(run, item) if "properties" in item else current_facts(run, item)
    return _made(run, facts) if facts else None


def _made(run: Run, facts: Facts) -> Structure | None:
    reseau = facts["reseau"]
    known = run.spec.lookups["publics"].valeurs
    publics = split_list(run.lookup("publics", reseau, record=facts["code"]) or "") if reseau in known else ()
    return make(run, Structure, facts["code"], publics=publics, **facts)
