"""Which source a file is of, by what it holds: the root of its XML, or the columns of its table."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from crawler.catalog import load_catalog
from crawler.declaration.source import MEMBER, FileSpec, SourceSpec
from crawler.readers.columns import column_key
from crawler.readers.csv_rows import header_line
from crawler.readers.encodings import WINDOWS, as_utf8
from crawler.readers.first_bytes import BLANKS, ZIP
from crawler.readers.json_stream import WRAPPED_IN, json_objects
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
_LISTS = ("results", "service", "records", "data")
"""Where an answer of an API, and the directory of the administration, hold their list."""
_ONLY = "fichier"
_FEW_COLUMNS = 4
"""With fewer, half of them say nothing: « code, libelle »."""
_HALF = 0.5
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


class Resembled(NamedTuple):
    """A source that a table is almost of, the columns that it lacks, and those that nobody knows."""

    spec: SourceSpec
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class _Likeness:
    """How much a header is that of a file of a source."""

    spec: SourceSpec
    name: str
    header: frozenset[str]
    missing: tuple[str, ...]
    read: int
    """How many of its columns are there."""

    @cached_property
    def unknown(self) -> frozenset[str]:
        return self.header - _declared()[self.spec.name, self.name]

    @property
    def share(self) -> float:
        """Of the header, the part that this file declares."""
        return 1 - len(self.unknown) / len(self.header)

    @property
    def is_telling(self) -> bool:
        """One or two columns are those of many tables, where the others are of none of this source."""
        return len(self.spec.file(self.name).columns) >= _FEW_COLUMNS or self.share >= _HALF

    @property
    def is_near(self) -> bool:
        """Enough of the columns are there, or enough of what is there is of this file."""
        asked = len(self.spec.file(self.name).columns)
        is_most = asked >= _FEW_COLUMNS and len(self.missing) <= asked * _HALF
        return is_most or (self.share > _HALF and len(self.header) - len(self.unknown) >= _FEW_COLUMNS)


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


def root_of(content: bytes) -> str:
    """The first element of a file in XML; empty if it is none."""
    match = _ROOT.match(_as_ascii(content[:_BEFORE_THE_ROOT]))
    return match[1].decode("ascii") if match else ""


def columns_of(content: bytes) -> tuple[str, ...]:
    """The names of the columns of a table; of a workbook, of its fullest row among the first."""
    header = max(_headers(content), key=lambda row: sum(map(bool, row)), default=())
    return tuple(filter(None, header))


def _by_root(content: bytes) -> Recognised | None:
    """By its root; by an element of one source only, where the root is that of another or of none."""
    if not (root := root_of(content)):
        return None
    found, start = _roots().get(root), _as_ascii(content[:_BEFORE_THE_ROOT])
    told = next((one for sign, one in _signs() if sign.search(start)), None)
    return told if told and not (found and found.spec is told.spec) else found


@cache
def _signs() -> tuple[tuple[re.Pattern[bytes], Recognised], ...]:
    return tuple(
        (re.compile(rb"<(?:[\w.-]+:)?%s[\s>]" % sign.encode()), _of_xml(spec, name))
        for spec, name, file in _files()
        for sign in file.signs
    )


def _as_ascii(start: bytes) -> bytes:
    """What may be the name of an element, whatever the number of bytes of a character."""
    encoding = next((name for mark, name in _WIDE.items() if start.startswith(mark)), None)
    if encoding is None:
        return start
    return start.decode(encoding, errors="ignore").encode("ascii", errors="replace")


@cache
def _roots() -> dict[str, Recognised]:
    """Root → file, the first that declares it."""
    return {root: _of_xml(spec, name) for spec, name, file in reversed(_files()) for root in file.roots}


def _of_xml(spec: SourceSpec, name: str) -> Recognised:
    return Recognised(spec, f"{name}{MEMBER}{_ONLY}.xml" if spec.every_file else name)


def _by_columns(content: bytes) -> list[Recognised]:
    """The files of which every required column is there; first those of which the most columns are."""
    headers = (header for header in _keys_of_headers(content) if not header >= _COMMON_FORMAT)
    found = [one for one in _likenesses(headers) if not one.missing and one.is_telling]
    return [Recognised(one.spec, one.name) for one in sorted(found, key=lambda one: -one.read)]


def resembled(content: bytes) -> Resembled | None:
    """The source that a table is almost of; None if it is far from all."""
    almost = [one for one in _likenesses(_keys_of_headers(content)) if one.missing and one.is_near]
    best = max(almost, key=lambda one: (one.share, -len(one.missing)), default=None)
    if best is None:
        return None
    names = (name for header in _headers(content) for name in header if name)
    others = dict.fromkeys(name for name in names if column_key(name) in best.unknown)
    return Resembled(best.spec, best.missing, tuple(others))


def _keys_of_headers(content: bytes) -> Iterator[frozenset[str]]:
    return (frozenset(filter(None, map(column_key, header))) for header in _headers(content))


def _likenesses(headers: Iterable[frozenset[str]]) -> Iterator[_Likeness]:
    files = [(spec, name, file) for spec, name, file in _files() if file.columns]
    for header in filter(None, headers):
        for spec, name, file in files:
            missing = tuple(column for column in file.columns if not _has(header, file, column))
            read = sum(_has(header, file, column) for column in (*file.columns, *file.optional_columns))
            yield _Likeness(spec, name, header, missing, read)


def _has(header: frozenset[str], file: FileSpec, column: str) -> bool:
    return any(column_key(said) in header for said in (column, *file.aliases.get(column, ())))


def _headers(content: bytes) -> Iterable[Sequence[str]]:
    """The names of columns; in a workbook, every row that may hold them."""
    return first_rows(content, MAX_WORKBOOK) if content.startswith(ZIP) else [_header(content)]


def _header(content: bytes) -> Sequence[str]:
    content = as_utf8(content)
    start = content[:_START].lstrip(BLANKS)[:1]
    files, run = ManyFiles({_ONLY: content}), RunContext(_files()[0][0], day=date.min)
    if start == b"<":
        items = read_elements(files, run, _ONLY, ITEM)
        return _names({child.tag: None for child in item} for item in items)
    if start in (b"[", b"{"):
        return _keys(content, start)
    return _first_row(content)


def _keys(content: bytes, start: bytes) -> Sequence[str]:
    """Of a list, of the one that an answer holds, or of one object a line."""
    key = next((key for key in _LISTS if re.search(rb'"%s"\s*:\s*\[' % key.encode(), content[:_START])), "")
    if start == b"{" and not key:
        content = b"[" + content.lstrip(codecs.BOM_UTF8)
    text = content.decode("utf-8-sig", errors="replace").encode()
    run = RunContext(_files()[0][0], day=date.min)
    objects = json_objects(ManyFiles({_ONLY: text}), run, _ONLY, key=key)
    return _names(one.get(WRAPPED_IN[0]) or one for one in objects)


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
    start = content[:_START]
    text = start.decode("utf-8-sig", errors="replace")
    if "\ufffd" in _LINE.split(text, 1)[0]:
        text = start.decode(WINDOWS, errors="replace")
    found = header_line(io.StringIO(text, newline=None), _known())
    return next(csv.reader(found.lines, delimiter=found.delimiter), [])


@cache
def _known() -> frozenset[str]:
    """The columns of all sources."""
    return frozenset().union(*_declared().values())


@cache
def _declared() -> dict[tuple[str, str], frozenset[str]]:
    """Of each file, every column that it declares, under all its names; of a path, what it begins with."""
    return {(spec.name, name): frozenset(_names_of_columns(file)) for spec, name, file in _files()}


def _names_of_columns(file: FileSpec) -> Iterator[str]:
    names = (*file.columns, *file.optional_columns, *file.ignored_columns, *chain(*file.aliases.values()))
    return (column_key(said) for one in names for said in (one, one.partition("/")[0]))


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
