"""Things that a page describes in JSON-LD, microdata or RDFa, in one form. What they mean: schema_org.yml."""

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml.etree import tostring
from pydantic import Field

from crawler.sites.page import Page
from mappings.records import Model

_MAX_DEPTH = 12
"""Of a thing inside a thing: deeper is a trap or a mistake."""


class Vocabulary(Model):
    """`schema_org.yml`."""

    types: dict[str, tuple[str, ...]]
    common: dict[str, tuple[str, ...]]
    fiche: dict[str, tuple[str, ...]]
    formation: dict[str, tuple[str, ...]]
    all_of: frozenset[str]
    ignored_types: dict[str, str]
    ignored_properties: dict[str, str]

    def properties(self, record: str, name: str) -> tuple[str, ...]:
        """Where a field of a record is usually found."""
        own: dict[str, tuple[str, ...]] = getattr(self, record)
        return own.get(name, self.common.get(name, ()))


class Thing(Model):
    """One thing: its types and its properties, with local names (« Occupation », « skills »)."""

    types: tuple[str, ...] = ()
    properties: dict[str, "tuple[str | Thing, ...]"] = Field(default_factory=dict)

    def texts(self, path: str) -> list[str]:
        """What a property says, or a property of what it is, in words."""
        name, _, rest = path.partition(".")
        values = self.properties.get(name, ())
        if not rest:
            return [text for value in values for text in _words(value)]
        inner = [value for value in values if isinstance(value, Thing)]
        named = [text for thing in inner if rest in thing.texts("name") for text in thing.texts("value")]
        return named or [text for thing in inner for text in thing.texts(rest)]

    def leaves(self, path: str = "") -> Iterator[tuple[str, str]]:
        """Every text with its path."""
        for name, values in self.properties.items():
            here = f"{path}.{name}" if path else name
            for value in values:
                if isinstance(value, Thing):
                    yield from value.leaves(here)
                else:
                    yield here, value


_SPOKEN = (
    "name",
    "value",
    "minValue",
    "maxValue",
    "codeValue",
    "termCode",
    "currency",
    "unitText",
    "description",
)


def _words(value: "str | Thing") -> Iterator[str]:
    """A text, or a thing in words: its name, or an amount with its bounds, currency and unit."""
    if isinstance(value, str):
        yield value
    elif "name" in value.properties:
        yield from value.texts("name")[:1]
    else:
        said = [text for name in _SPOKEN for text in value.texts(name)]
        if said:
            yield " ".join(said)


@cache
def read_vocabulary() -> Vocabulary:
    path = Path(__file__).with_name("schema_org.yml")
    return Vocabulary.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def things_of(page: Page) -> tuple[list[Thing], list[str]]:
    """The things that the page describes, and what could not be read, in French."""
    faults: list[str] = []
    raw = [
        *_json_ld(page, faults),
        *_marked_up(page, "itemscope", "microdata", faults),
        *_marked_up(page, "typeof", "rdfa", faults),
    ]
    reader = _Reader(raw)
    things = map(reader.thing, reader.items)
    return [thing for thing in things if thing.properties], faults


def _json_ld(page: Page, faults: list[str]) -> Iterator[Any]:
    """Each script by itself: a broken one must not hide the others."""
    from extruct.jsonld import JsonLdExtractor  # noqa: PLC0415 (rdflib is long to import)

    for script in page.tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from JsonLdExtractor().extract_items(script)
        except (ValueError, RecursionError) as error:
            faults.append(f"JSON-LD illisible ({type(error).__name__})")


def _marked_up(page: Page, attribute: str, syntax: str, faults: list[str]) -> list[Any]:
    if not page.tree.xpath(f"boolean(//*[@{attribute}])"):
        return []
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    markup = tostring(page.tree, encoding="unicode", method="html")
    try:
        return list(_extractor(syntax).extract(markup, base_url=page.url))
    except Exception as error:  # noqa: BLE001 (what a library throws at a strange page is not listed anywhere)
        faults.append(f"{syntax} illisible ({type(error).__name__})")
        return []


def _extractor(syntax: str) -> Any:
    from extruct.rdfa import RDFaExtractor  # noqa: PLC0415
    from extruct.w3cmicrodata import MicrodataExtractor  # noqa: PLC0415

    return RDFaExtractor() if syntax == "rdfa" else MicrodataExtractor()


class _Reader:
    """Makes things of raw items; an item that only names another by its @id stands for it."""

    def __init__(self, raw: list[Any]) -> None:
        self.items = [item for document in raw for item in _items(document)]
        self._named = {item["@id"]: item for item in self.items if isinstance(item.get("@id"), str)}

    def thing(self, item: dict[str, Any], depth: int = 0) -> Thing:
        types = tuple(_local(name) for name in _listed(item.get("@type")) if isinstance(name, str))
        found = {
            _local(str(name)): tuple(self._values(value, depth))
            for name, value in item.items()
            if not str(name).startswith("@")
        }
        return Thing(types=types, properties={name: values for name, values in found.items() if values})

    def _values(self, value: Any, depth: int) -> Iterator["str | Thing"]:
        if depth > _MAX_DEPTH:
            yield str(value)
        elif isinstance(value, list):
            for one in value:
                yield from self._values(one, depth + 1)
        elif isinstance(value, dict):
            yield from self._object(_plain(value), depth + 1)
        elif isinstance(value, bool):
            yield "true" if value else "false"
        elif value is not None and (text := str(value).strip()):
            yield text

    def _object(self, value: dict[str, Any], depth: int) -> Iterator["str | Thing"]:
        if "@value" in value:
            yield from self._values(value["@value"], depth)
            return
        name = value.get("@id")
        thing = self.thing(self._named.get(name, value) if isinstance(name, str) else value, depth)
        if thing.properties:
            yield thing
        elif isinstance(name, str) and not name.startswith("_:"):
            yield name


def _items(document: Any) -> Iterator[dict[str, Any]]:
    """A document may be a thing, a list of things, or a graph of things."""
    if isinstance(document, list):
        yield from (item for inner in document for item in _items(inner))
    elif isinstance(document, dict):
        graph = document.get("@graph")
        yield from _items(graph if isinstance(graph, list) else [])
        yield _plain({key: value for key, value in document.items() if key != "@graph"})


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """The microdata of extruct (type, properties) written as JSON-LD."""
    if not isinstance(item.get("properties"), dict):
        return {"@type": item["type"], "@value": item["value"]} if set(item) == {"type", "value"} else item
    return {**item["properties"], "@type": item.get("type"), "@id": item.get("id")}


def _local(name: str) -> str:
    """« https://schema.org/Occupation » → « Occupation »."""
    return name.rstrip("/#").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
