"""CSV rows: strict quoting, strict encoding, delimiter read from the header."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, dropwhile, product
from typing import NamedTuple, TextIO

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.columns import declared_keys, distinct, known_among
from crawler.readers.encodings import CHUNK, encoding_of
from debouches.errors import ParseError

HEADER_WITHIN = 20
"""Lines that may be a title, blank, or a note above the header, as in a workbook."""
DELIMITERS = ";,\t|"
_TWO = 2
"""Names that a line must have to be known for a header: one may be a word of a title."""
_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?\s*$")
"""First line by which a spreadsheet is told the delimiter: not a row of the table."""
_FAULTS = {
    "field larger than": "un champ n'en finit pas (guillemet jamais refermé ?)",
    "unexpected end of data": "le fichier s'arrête au milieu d'un champ",
    "expected after": "guillemet au milieu d'un champ",
    "new-line character": "fin de ligne au milieu d'un champ",
}


def csv_rows(files: RawFiles, run: Run, name: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """Header, then one dictionary per row. Blank lines between records are the publisher's habit."""
    encoding = encoding_of(files, run, name)
    text = io.TextIOWrapper(files.open(name), encoding=encoding, newline="")
    found = header_line(text, declared_keys(run.spec.file(name)))
    reader = csv.reader(chain(found.lines, text), delimiter=found.delimiter, strict=True)
    if found.titles:
        run.report(Issue.UNREAD_FIELD, record=name, field="lignes avant l'en-tête", value=found.titles)
    header = distinct(column.strip() for column in _next_row(reader, run, name) or [])
    return header, _dictionaries(reader, header, run, name, 1 + found.passed)


class Header(NamedTuple):
    """What a table begins with, and how it is cut."""

    lines: tuple[str, ...]
    delimiter: str
    titles: str = ""
    """What is written above the header, of which nothing is read."""
    passed: int = 0
    """Lines above the header."""


def header_line(text: TextIO, known: Collection[str] = ()) -> Header:
    """The header and its delimiter, past blank lines, « sep=; » and the titles that people write above.

    It is the line with most of the `known` columns; where none has two, the first one of several cells.
    """
    lines = [line for _ in range(HEADER_WITHIN) if (line := text.readline(CHUNK))]
    said = next((match[1] for line in lines if (match := _SEPARATOR.match(line))), None)
    return _with_known_columns(lines, said, known) or _of_several_cells(lines, said)


def _with_known_columns(lines: list[str], said: str | None, known: Collection[str]) -> Header | None:
    """A name of a column may hold line ends: what begins at a line is read as a whole."""
    places = product(range(len(lines)), [said] if said else DELIMITERS)
    found = {place: known_among(_record(lines[place[0] :], place[1]), known) for place in places}
    best = max(found, key=lambda place: (found[place], -place[0]), default=None)
    if best is None or found[best] < _TWO:
        return None
    number, delimiter = best
    above = " ".join(line for line in lines[:number] if not _SEPARATOR.match(line))
    return Header(tuple(lines[number:]), delimiter, _as_title(above), number)


def _record(lines: list[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return []


def _of_several_cells(lines: list[str], delimiter: str | None) -> Header:
    for number, line in enumerate(lines):
        if not _SEPARATOR.match(line) and _cells(line, delimiter or delimiter_of(line)) > 1:
            above = " ".join(lines[:number]) if delimiter is None else ""
            return Header(tuple(lines[number:]), delimiter or delimiter_of(line), _as_title(above), number)
    return _of_one_column(tuple(lines), delimiter)


def _as_title(text: str) -> str:
    return " ".join(text.split()).strip(";,")


def _cells(line: str, delimiter: str) -> int:
    return sum(bool(cell.strip(' \r\n"')) for cell in line.split(delimiter))


def _of_one_column(lines: tuple[str, ...], delimiter: str | None) -> Header:
    """Nothing tells a title from the name of a column alone: the first line is that name."""
    rest = tuple(dropwhile(lambda line: not line.strip() or _SEPARATOR.match(line), lines))
    return Header(rest, delimiter or delimiter_of(rest[0] if rest else ""))


def delimiter_of(header: str) -> str:
    """A bar only if nothing else fits: it also separates the values within a cell."""
    found = max(DELIMITERS[:-1], key=header.count)
    return "|" if found not in header and "|" in header else found


def _next_row(reader: Iterator[list[str]], run: Run, name: str) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        why = next((said for fault, said in _FAULTS.items() if fault in str(error)), str(error))
        raise ParseError(f"CSV illisible ou tronqué : {why}", source=run.source, file=name) from error


def _dictionaries(
    reader: Iterator[list[str]], header: Sequence[str], run: Run, name: str, above: int
) -> Iterator[dict[str, str]]:
    number = above
    while (row := _next_row(reader, run, name)) is not None:
        number += 1
        if not any(row):
            continue
        if len(row) > len(header) and not any(row[len(header) :]):
            row = row[: len(header)]  # delimiters typed after the last cell
        if len(row) != len(header):
            run.report(
                Issue.MALFORMED, record=f"{name}, ligne {number}", field="nombre de colonnes", value=str(row)
            )
            continue
        yield dict(zip(header, row, strict=True))
