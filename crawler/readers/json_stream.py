"""Objects of a long JSON list, one at a time: the file may not fit in memory, one object does."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from crawler.contract import RawFiles, Run
from crawler.declaration.source import logical_name
from crawler.readers.encodings import encoding_of
from crawler.readers.first_bytes import first_bytes
from debouches.errors import ParseError

CHUNK = 1 << 16
MAX_OBJECT = 1 << 23
"""Characters of the largest object: past it, the list is not one of objects."""
_BLANKS = " \t\r\n,"


WRAPPED_IN = ("fields", "properties")
"""Where the records of Opendatasoft and the features of a GeoJSON hold their columns."""


def unwrapped(item: dict[str, Any]) -> dict[str, Any]:
    """The columns of an object, beside what the portal says of it."""
    inner = next((name for name in WRAPPED_IN if isinstance(item.get(name), dict)), None)
    return item if inner is None else {k: v for k, v in item.items() if k != inner} | item[inner]


def json_objects(files: RawFiles, run: Run, name: str, *, key: str) -> Iterator[dict[str, Any]]:
    """Objects of a list, or of the list that the main object holds under `key`."""
    first_bytes(files, run, name)
    encoding = _encoding_of(files, run, name)
    with files.open(name) as stream:
        try:
            yield from _objects(_texts(stream, encoding), key)
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            message = f"JSON illisible ou tronqué : {error}"
            raise ParseError(message, source=run.source, file=name) from error


def _encoding_of(files: RawFiles, run: Run, name: str) -> str:
    """JSON is UTF-8, but where source.yml says that a publisher writes it otherwise."""
    spec = run.spec.files.get(logical_name(name))
    return encoding_of(files, run, name) if spec and len(spec.encodings) > 1 else "utf-8-sig"


def _texts(stream: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _objects(texts: Iterator[str], key: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    buffer = _after_opening(texts, key)
    while True:
        buffer = buffer.lstrip(_BLANKS)
        if buffer.startswith("]"):
            return
        if buffer and not buffer.startswith("{"):
            raise ValueError("une liste d'objets était attendue")
        try:
            found, end = decoder.raw_decode(buffer)
        except ValueError:
            buffer = _longer(buffer, texts)
            continue
        buffer = buffer[end:]
        yield found


def _after_opening(texts: Iterator[str], key: str) -> str:
    """What follows the bracket of the list. The objects before the key, if any, are few and small."""
    buffer = ""
    for text in texts:
        buffer += text
        if buffer.lstrip().startswith("["):
            return buffer.lstrip()[1:]
        _, found, after = buffer.partition(f'"{key}"')
        if found and after.lstrip(": \t\r\n").startswith("["):
            return after.lstrip(": \t\r\n")[1:]
        if len(buffer) > MAX_OBJECT:
            break
    raise ValueError("une liste d'objets était attendue")


def _longer(buffer: str, texts: Iterator[str]) -> str:
    """More text, twice as much each time: an object read in pieces must not be scanned at each piece."""
    pieces, wanted = [buffer], len(buffer)
    for text in texts:
        pieces.append(text)
        wanted -= len(text)
        if wanted <= 0:
            break
    grown = "".join(pieces)
    if len(grown) == len(buffer):
        raise ValueError("fin inattendue")
    if len(buffer) > MAX_OBJECT:
        raise ValueError("objet trop long")
    return grown
