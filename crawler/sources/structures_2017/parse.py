"""Directory of the administration before 2022, one place per XML file → Structure, as history."""

from collections.abc import Iterator

from lxml.etree import _Element

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.xml_stream import Audit, read_elements
from crawler.sources.structures.parse import structure_of
from crawler.sources.structures.shapes import Item
from debouches.errors import ParseError
from mappings.records import Record
from mappings.records.codes import departement_of

FILE, ELEMENT = "organismes", "Organisme"


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    audit, read, faults = Audit(run, FILE), 0, list[ParseError]()
    for name in files.names():
        try:
            for element in read_elements(files, run, name, ELEMENT):
                audit.check(element)
                read += 1
                if structure := structure_of(run, {"properties": _place(element)}):
                    yield structure
        except ParseError as error:
            faults.append(error)
            run.report(Issue.MALFORMED, record=name, field="fichier", value=str(error))
    if not read:
        raise faults[0] if faults else ParseError("Aucun organisme", source=run.source, file=FILE)
    audit.finish()


def _place(element: _Element) -> Item:
    """As the GeoJSON drawn from it says it, which has the département from the folder of the file."""
    place = _item(element)
    return place | {"_departement_path": departement_of(str(place.get("codeInsee", "")))}


def _item(element: _Element) -> Item:
    """Attributes and children under their names; the text beside attributes is « $t »."""
    item: Item = {str(name): value for name, value in element.attrib.items()}
    for child in element:
        item.setdefault(str(child.tag), []).append(_value(child))
    if text := (element.text or "").strip():
        item["$t"] = text
    return item


def _value(element: _Element) -> Item | str:
    return _item(element) if len(element) or element.attrib else (element.text or "").strip()
