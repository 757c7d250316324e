"""JSON lists of flat objects."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from crawler.contract import RawFiles, Run
from crawler.declaration.source import logical_name
from crawler.readers.encodings import encoding_of
from debouches.errors import ParseError


def json_rows(files: RawFiles, run: Run, name: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """All the keys of the file, then one dictionary per object, every value as text."""
    rows = [_flat(item, run, name) for item in _objects(files, run, name)]
    return tuple(dict.fromkeys(key for row in rows for key in row)), iter(rows)


def _objects(files: RawFiles, run: Run, name: str) -> list[dict[str, Any]]:
    with files.open(name) as stream:
        content = stream.read()
    spec = run.spec.files.get(logical_name(name))
    if spec and len(spec.encodings) > 1:
        content = content.decode(encoding_of(files, run, name)).encode()
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise ParseError(
            f"JSON illisible ou tronqué à la ligne {error.lineno}", source=run.source, file=name
        ) from error
    if isinstance(found, dict):  # answers of the search API wrap the list
        found = found.get("results")
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise ParseError("JSON : une liste d'objets était attendue", source=run.source, file=name)
    return found


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
