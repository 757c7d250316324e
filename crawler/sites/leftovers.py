"""What a page says and its record does not: told, never dropped."""

import re
import unicodedata
from collections.abc import Iterator

from crawler.dates import announced_date, read_date
from crawler.sites.reading import PageReading
from crawler.sites.schema_org import Thing, read_vocabulary
from mappings.records import Record

_WORD = re.compile(r"\w+")
_LONGEST_DATE = 10
"""Words of « Dernière mise à jour de cette fiche : 12 mars 2024 »."""


def unread(reading: PageReading, record: Record) -> Iterator[tuple[str, str]]:
    """Place and words of what was on the page and is not in the record."""
    said = _words(
        " ".join([*_strings(_content(record)), *reading.texts("editeur"), *reading.texts("licence")])
    )
    labels, told = _labels(reading), set[tuple[str, str]]()
    for place, text in (*_properties(reading), *_paragraphs(reading)):
        words = _without_label(_words(text), labels)
        is_known = words in said or (place, words) in told or _is_the_date(text, record)
        if words.strip() and not is_known:
            told.add((place, words))
            yield place, text


def _content(record: Record) -> dict[str, object]:
    """The record without what the harvest itself wrote in it."""
    return record.model_dump(mode="json", exclude={"id", "code", "type_editeur", "provenance"})


def _labels(reading: PageReading) -> list[str]:
    """« Conditions de travail »: labels that a page writes before the value that the map asks for."""
    paths = (path for field in reading.kind.fields.values() for path in field.schema_org or () if "." in path)
    return [_words(path.partition(".")[2]) for path in paths]


def _without_label(words: str, labels: list[str]) -> str:
    return next((words[len(label) - 1 :] for label in labels if words.startswith(label)), words)


def _is_the_date(text: str, record: Record) -> bool:
    dated = announced_date(text) or read_date(text)
    is_short = len(text.split()) <= _LONGEST_DATE
    return dated is not None and dated.day == record.provenance.date_maj and is_short


def _properties(reading: PageReading) -> Iterator[tuple[str, str]]:
    """Texts of schema.org that no field took and that nobody ignores."""
    vocabulary = read_vocabulary()
    ignored = {*vocabulary.ignored_properties, *reading.kind.ignored_properties}
    for thing in reading.things:
        if set(thing.types) & vocabulary.ignored_types.keys():
            continue
        for path, text in thing.leaves():
            if not _is_read(path, reading, ignored):
                yield f"schema.org {_name(thing)}{path}", text


def _is_read(path: str, reading: PageReading, ignored: set[str]) -> bool:
    return path in reading.consumed or path.partition(".")[0] in ignored or path in ignored


def _name(thing: Thing) -> str:
    return f"{thing.types[0]}." if thing.types else ""


def _paragraphs(reading: PageReading) -> Iterator[tuple[str, str]]:
    for section in reading.sections:
        place = f"texte « {section.titre} »" if section.titre else "texte"
        yield from ((place, text) for text in section.paragraphes)
        if section.titre and not any(map(_WORD.search, section.paragraphes)):
            yield "intertitre", section.titre


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _words(text: str) -> str:
    """The words alone, with spaces around, so that « 2 » is not found in « 2024 »."""
    plain = unicodedata.normalize("NFKC", text.casefold())
    return f" {' '.join(_WORD.findall(plain))} "
