"""JSON lists of flat objects, bare or as portals wrap them, or one object a line."""

import codecs
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from crawler.contract import RawFiles, Run
from crawler.readers.encodings import encoding_of
from crawler.readers.json_stream import unwrapped
from debouches.errors import ParseError


def json_rows(files: RawFiles, run: Run, name: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """All the keys of the file, then one dictionary per object, every value as text."""
    rows = [_flat(item, run, name) for item in _objects(files, run, name)]
    return tuple(dict.fromkeys(key for row in rows for key in row)), iter(rows)


def _objects(files: RawFiles, run: Run, name: str) -> list[dict[str, Any]]:
    content = _as_utf8(files, run, name)
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        found = _of_lines(content)
        if not found:
            raise ParseError(
                f"JSON illisible ou tronqué à la ligne {error.lineno}", source=run.source, file=name
            ) from error
    listed = _list_of(found)
    if not all(isinstance(item, dict) for item in listed):
        raise ParseError("JSON : une liste d'objets était attendue", source=run.source, file=name)
    return [unwrapped(item) for item in listed]


def _as_utf8(files: RawFiles, run: Run, name: str) -> bytes:
    with files.open(name) as stream:
        content = stream.read()
    encoding = encoding_of(files, run, name)
    is_plain = encoding.startswith("utf-8") and not content.startswith(codecs.BOM_UTF8)
    return content if is_plain else content.decode(encoding).encode()


def _of_lines(content: bytes) -> list[Any]:
    """One object a line; nothing where a line is none."""
    try:
        return [orjson.loads(line) for line in content.splitlines() if line.strip()]
    except orjson.JSONDecodeError:
        return []


def _list_of(found: Any) -> list[Any]:
    """The list, or the only one that an answer wraps: « results », « records », « data », « features »."""
    if isinstance(found, list):
        return found
    lists = [value for value in found.values() if _is_of_objects(value)] if isinstance(found, dict) else []
    filled = [value for value in lists if value] or lists
    return filled[0] if len(filled) == 1 else [None]


def _is_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _flat(item: dict[str, Any], run: Run, name: str) -> dict[str, str]:
    try:
        return {key: _text(value) for key, value in item.items()}
    except RecursionError as error:
        raise ParseError("JSON : valeurs trop imbriquées", source=run.source, file=name) from error


def _text(value: Any) -> str:
    """A list becomes the « a | b » of the CSV exports, a labelled code becomes its code."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " | ".join(map(_text, value))
    if isinstance(value, dict):
        return _text(value.get("code") or value.get("id") or list(value.values()))
    return str(value)
