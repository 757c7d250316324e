"""Directory of the administration (JSON V1.4, or GeoJSON of 2017) → Structure."""

from collections.abc import Iterator

from crawler.contract import RawFiles, Run
from crawler.readers.json_stream import json_objects
from crawler.readers.values import make, split_list
from crawler.sources.structures.geojson import historic_facts
from crawler.sources.structures.shapes import Item
from crawler.sources.structures.v14 import Facts, current_facts
from debouches.errors import ParseError
from mappings.records import Record, Structure


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    empty = True
    for name in files.names():
        key = "features" if _is_geojson(files, name) else "service"
        for item in json_objects(files, run, name, key=key):
            empty = False
            if structure := _structure(run, item):
                yield structure
    if empty:
        raise ParseError("Annuaire sans aucune fiche", source=run.source, file="annuaire")


def _is_geojson(files: RawFiles, name: str) -> bool:
    with files.open(name) as stream:
        return b'"features"' in stream.read(1000)


def _structure(run: Run, item: Item) -> Structure | None:
    facts = historic_facts(run, item) if "properties" in item else current_facts(run, item)
    return _made(run, facts) if facts else None


def _made(run: Run, facts: Facts) -> Structure | None:
    reseau = facts["reseau"]
    known = run.spec.lookups["publics"].valeurs
    publics = split_list(run.lookup("publics", reseau, record=facts["code"]) or "") if reseau in known else ()
    return make(run, Structure, facts["code"], publics=publics, **facts)
