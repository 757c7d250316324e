"""Which source a file is of, by what it holds: the root of its XML, or the columns of its table."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import BinaryIO

from crawler.catalog import load_catalog
from crawler.declaration.source import MEMBER, FileSpec, SourceSpec
from crawler.readers.csv_rows import WINDOWS, header_line
from crawler.readers.json_stream import json_objects
from crawler.readers.rows import ZIP, column_key
from crawler.readers.xlsx_rows import first_rows
from crawler.readers.xml_rows import ITEM
from crawler.readers.xml_stream import read_elements
from crawler.runs.context import RunContext
from debouches.errors import SourceError

_PROLOG = rb"(?:\s|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*"
_ROOT = re.compile(_PROLOG + rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.DOTALL)
_LINE = re.compile(r"[\r\n]")
_START = 4096
_BEFORE_THE_ROOT = 1 << 16
"""Publishers write long comments above their first element."""
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
"""How XML of several bytes a character begins; the longest marks first."""
_OBJECTS = 200
MAX_WORKBOOK = 200_000_000
"""Bytes of the parts of a workbook: past it, its columns are not looked at."""
_LISTS = ("results", "service")
"""Where an answer of an API, and the directory of the administration, hold their list."""
_ONLY = "fichier"
_FEW_COLUMNS = 4
"""With fewer, half of them say nothing: « code, libelle »."""
_COMMON_FORMAT = {"id", "provenance"}


@dataclass(frozen=True)
class Recognised:
    """A file of a source, under its logical name."""

    spec: SourceSpec
    name: str

    @property
    def unread(self) -> str:
        """Why the program does not read it, and what it reads; empty if it does."""
        file = self.spec.file(self.name)
        return " ; ".join(filter(None, (file.ignored, file.instead))) if file.ignored else ""


class ManyFiles:
    """`RawFiles` over the bytes of several, by logical name."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = dict(contents)

    def names(self) -> Sequence[str]:
        return tuple(self._contents)

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._contents[name])


def recognise(content: bytes) -> Recognised | None:
    """The source whose files look like this one; None if there is none."""
    return next(iter(recognised(content)), None)


def recognised(content: bytes) -> list[Recognised]:
    """The sources whose files look like this one, the likest first."""
    by_root = _by_root(content)
    return [by_root] if by_root else _by_columns(content)


def _by_root(content: bytes) -> Recognised | None:
    match = _ROOT.match(_as_ascii(content[:_BEFORE_THE_ROOT]))
    return _roots().get(match[1].decode("ascii")) if match else None


def _as_ascii(start: bytes) -> bytes:
    """What may be the name of an element, whatever the number of bytes of a character."""
    encoding = next((name for mark, name in _WIDE.items() if start.startswith(mark)), None)
    if encoding is None:
        return start
    return start.decode(encoding, errors="ignore").encode("ascii", errors="replace")


@cache
def _roots() -> dict[str, Recognised]:
    """Root → file, the first that declares it."""
    return {
        root: Recognised(spec, f"{name}{MEMBER}{_ONLY}.xml" if spec.every_file else name)
        for spec, name, file in reversed(_files())
        for root in file.roots
    }


def _by_columns(content: bytes) -> list[Recognised]:
    """The files of which every required column is there; first those of which the most columns are."""
    headers = (frozenset(map(column_key, header)) for header in _headers(content))
    found = [
        (sum(_has(header, file, column) for column in (*file.columns, *file.optional_columns)), spec, name)
        for header in headers
        if not header >= _COMMON_FORMAT
        for spec, name, file in _files()
        if file.columns and all(_has(header, file, column) for column in file.columns)
    ]
    found.sort(key=lambda one: -one[0])
    return [Recognised(spec, name) for _, spec, name in found]


def resembled(content: bytes) -> tuple[SourceSpec, tuple[str, ...]] | None:
    """The source that a table is almost of, and the columns that it lacks; None if it is far from all."""
    headers = [frozenset(map(column_key, header)) for header in _headers(content)]
    almost = [
        (len(missing) / len(file.columns), len(missing), spec, missing)
        for header in headers
        for spec, _, file in _files()
        for missing in [tuple(column for column in file.columns if not _has(header, file, column))]
        if len(file.columns) >= _FEW_COLUMNS and len(missing) <= len(file.columns) / 2
    ]
    _, _, spec, missing = min(almost, key=lambda one: one[:2], default=(0, 0, None, ()))
    return (spec, missing) if spec else None


def _has(header: frozenset[str], file: FileSpec, column: str) -> bool:
    return any(column_key(said) in header for said in (column, *file.aliases.get(column, ())))


def _headers(content: bytes) -> Iterable[Sequence[str]]:
    """The names of columns; in a workbook, every row that may be that of the names."""
    return first_rows(content, MAX_WORKBOOK) if content.startswith(ZIP) else [_header(content)]


def _header(content: bytes) -> Sequence[str]:
    start = content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    files, run = ManyFiles({_ONLY: content}), RunContext(_files()[0][0], day=date.min)
    if start == b"<":
        items = read_elements(files, run, _ONLY, ITEM)
        return _names({child.tag: None for child in item} for item in items)
    if start in (b"[", b"{"):
        key = next((key for key in _LISTS if f'"{key}"'.encode() in content[:_START]), "")
        return _names(json_objects(files, run, _ONLY, key=key))
    return _first_row(content)


def _names(objects: Iterator[Mapping[str, object]]) -> Sequence[str]:
    """Names of the first objects; the content may be the start of a file, cut anywhere."""
    found: dict[str, object] = {}
    try:
        for one in islice(objects, _OBJECTS):
            found.update(one)
    except SourceError:
        pass
    return tuple(found)


def _first_row(content: bytes) -> Sequence[str]:
    """Columns of a CSV file, in whatever a spreadsheet saved it."""
    start, is_wide = content[:_START], content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    if not is_wide and "\ufffd" in _LINE.split(text, 1)[0]:
        text = start.decode(WINDOWS, errors="replace")
    line, delimiter = header_line(io.StringIO(text, newline=None))
    return next(csv.reader([line], delimiter=delimiter), [])


@cache
def _files() -> tuple[tuple[SourceSpec, str, FileSpec], ...]:
    """What publishers give: the files of the program itself are apart."""
    specs: Iterator[SourceSpec] = (spec for spec in load_catalog().values() if not spec.bundled)
    return tuple(
        (spec, name, file)
        for spec in specs
        for name, file in spec.files.items()
        if file.columns or file.roots or not file.ignored
    )


def known_formats() -> str:
    """What can be sent alone, for a reader: « ONISEP… ; RNCP… »."""
    return " ; ".join(dict.fromkeys(one.spec.titre for one in _roots().values() if not one.unread))
