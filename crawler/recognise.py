"""Which source a file is of, by what it holds: the root of its XML, or the columns of its table."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import BinaryIO

from crawler.catalog import FileSpec, SourceSpec, load_catalog
from crawler.locate import MEMBER
from crawler.readers.csv_rows import WINDOWS, delimiter_of
from crawler.readers.json_rows import json_rows
from crawler.readers.rows import column_key
from crawler.readers.xml_rows import xml_rows
from crawler.run import RunContext
from debouches.errors import SourceError

_PROLOG = rb"(?:\s|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*"
_ROOT = re.compile(_PROLOG + rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.DOTALL)
_LINE = re.compile(r"[\r\n]")
_START = 4096
_ONLY = "fichier"
_COMMON_FORMAT = {"id", "provenance"}


@dataclass(frozen=True)
class Recognised:
    """A file of a source, under its logical name."""

    spec: SourceSpec
    name: str

    @property
    def missing(self) -> tuple[str, ...]:
        """What the source cannot be read without, besides this file."""
        files = self.spec.files.items()
        return tuple(
            name for name, file in files if not (file.optional or file.ignored or self.name.startswith(name))
        )


class OneFile:
    """`RawFiles` over the bytes of one file."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name, self._content = name, content

    def names(self) -> Sequence[str]:
        return (self._name,)

    def open(self, name: str) -> BinaryIO:  # noqa: ARG002 (there is only one)
        return io.BytesIO(self._content)


def recognise(content: bytes) -> Recognised | None:
    """The source whose files look like this one; None if there is none."""
    return _by_root(content) or _by_columns(content)


def _by_root(content: bytes) -> Recognised | None:
    match = _ROOT.match(content[:_START])
    return _roots().get(match[1].decode("ascii")) if match else None


@cache
def _roots() -> dict[str, Recognised]:
    """Root → file, the first that declares it."""
    return {
        root: Recognised(spec, f"{name}{MEMBER}{_ONLY}.xml" if spec.every_file else name)
        for spec, name, file in reversed(_files())
        for root in file.roots
    }


def _by_columns(content: bytes) -> Recognised | None:
    """The file of which every required column is there; of several, that of which the most columns are."""
    header = frozenset(map(column_key, _header(content)))
    if header >= _COMMON_FORMAT:
        return None
    found = [
        (sum(_has(header, file, column) for column in (*file.columns, *file.optional_columns)), spec, name)
        for spec, name, file in _files()
        if file.columns and all(_has(header, file, column) for column in file.columns)
    ]
    _, spec, name = max(found, key=lambda one: one[0], default=(0, None, ""))
    return Recognised(spec, name) if spec else None


def _has(header: frozenset[str], file: FileSpec, column: str) -> bool:
    return any(column_key(said) in header for said in (column, *file.aliases.get(column, ())))


def _header(content: bytes) -> Sequence[str]:
    start = content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    files, run = OneFile(_ONLY, content), RunContext(_files()[0][0], day=date.min)
    try:
        if start == b"<":
            return xml_rows(files, run, _ONLY)[0]
        return json_rows(files, run, _ONLY)[0] if start in (b"[", b"{") else _first_row(content)
    except SourceError:
        return ()


def _first_row(content: bytes) -> Sequence[str]:
    """Columns of a CSV file, in whatever a spreadsheet saved it."""
    start, is_wide = content[:_START], content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    if not is_wide and "\ufffd" in _LINE.split(text, 1)[0]:
        text = start.decode(WINDOWS, errors="replace")
    line = _LINE.split(text, 1)[0]
    return next(csv.reader([line], delimiter=delimiter_of(line)), [])


@cache
def _files() -> tuple[tuple[SourceSpec, str, FileSpec], ...]:
    """What publishers give: the files of the program itself are apart."""
    specs: Iterator[SourceSpec] = (
        spec for spec in load_catalog().values() if not (spec.bundled or spec.standby)
    )
    return tuple(
        (spec, name, file) for spec in specs for name, file in spec.files.items() if not file.ignored
    )


def known_formats() -> str:
    """What can be sent alone, for a reader: « ONISEP… ; RNCP… »."""
    return ", ".join(dict.fromkeys(one.spec.titre for one in _roots().values()))
