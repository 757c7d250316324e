"""CSV rows: strict quoting, strict encoding, delimiter read from the header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TextIO

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.encodings import CHUNK, encoding_of
from debouches.errors import ParseError

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
    first, delimiter = header_line(text)
    reader = csv.reader(chain([first], text), delimiter=delimiter, strict=True)
    header = _distinct(column.strip() for column in _next_row(reader, run, name) or [])
    return header, _dictionaries(reader, header, run, name)


def header_line(text: TextIO) -> tuple[str, str]:
    """The line of the header and its delimiter, past blank lines and « sep=; »."""
    delimiter = None
    while line := text.readline(CHUNK):
        if said := _SEPARATOR.match(line):
            delimiter = said[1]
        elif line.strip():
            return line, delimiter or delimiter_of(line)
    return "", delimiter_of("")


def _distinct(header: Iterable[str]) -> list[str]:
    """A column named twice is two columns: « code », then « code (2) », which nobody declares."""
    seen: Counter[str] = Counter()
    names = []
    for column in header:
        seen[column] += 1
        names.append(column if seen[column] == 1 or not column else f"{column} ({seen[column]})")
    return names


def delimiter_of(header: str) -> str:
    """A bar only if nothing else fits: it also separates the values within a cell."""
    found = max(";,\t", key=header.count)
    return "|" if found not in header and "|" in header else found


def _next_row(reader: Iterator[list[str]], run: Run, name: str) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        why = next((said for fault, said in _FAULTS.items() if fault in str(error)), str(error))
        raise ParseError(f"CSV illisible ou tronqué : {why}", source=run.source, file=name) from error


def _dictionaries(
    reader: Iterator[list[str]], header: Sequence[str], run: Run, name: str
) -> Iterator[dict[str, str]]:
    number = 1
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
