"""JSON objects as the XML elements that they stand for: one parser reads both dresses of a publication."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.contract import RawFiles, Run
from crawler.readers.json_stream import json_objects
from debouches.errors import ParseError

_NAME = re.compile(r"[^\W\d][\w.-]*")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_elements(files: RawFiles, run: Run, name: str, tag: str) -> Iterator[etree._Element]:
    """The objects of the list, or of the list named `tag`, each as one element."""
    for item in json_objects(files, run, name, key=tag):
        try:
            yield _element(tag, item)
        except RecursionError as error:
            raise ParseError("JSON : valeurs trop imbriquées", source=run.source, file=name) from error


def _element(tag: str, value: Any) -> etree._Element:
    """A list is its items under one name; « @id » is an attribute; a name that XML refuses is spelled."""
    element = etree.Element(tag)
    if not isinstance(value, dict):
        element.text = _text(value)
        return element
    for key, inner in value.items():
        if key.startswith("@") and _NAME.fullmatch(key[1:]):
            element.set(key[1:], _text(inner))
        else:
            element.extend(
                _element(_tag(key), one) for one in (inner if isinstance(inner, list) else [inner])
            )
    return element


def _tag(key: str) -> str:
    return key if _NAME.fullmatch(key) else "_" + re.sub(r"\W", "_", key)


def _text(value: Any) -> str:
    return "" if value is None else _NOT_XML.sub("", str(value))
