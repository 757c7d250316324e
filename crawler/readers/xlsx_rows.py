"""XLSX tables: the sheet and the header row are found by the declared columns, not by their place.

A workbook is a zip of XML parts: its announced sizes are summed before anything is read (`zipfile` then holds
each part to its announcement), sheets are streamed, and `defusedxml` refuses entities.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.columns import column_key, declared_keys, distinct, known_among
from debouches.errors import ParseError

Cells = tuple[Any, ...]
MAX_ROWS = 1_048_576
MAX_COLUMNS = 256
HEADER_WITHIN = 20
"""Publishers write a title or blank lines above the header."""
SHEET = "feuille "
"""How `ignored_columns` names a sheet that is not read: « feuille Corrections »."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)
_ZEROS = re.compile(r"0{2,}$")
"""A format of numbers that gives codes their first zeros: « 00000 »."""
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    ArithmeticError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
)
"""What openpyxl raises on parts that are missing or not what they say (SyntaxError: not XML)."""


def xlsx_rows(files: RawFiles, run: Run, name: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """Header, then one dictionary per row."""
    try:
        workbook = load_workbook(_bounded(files, run, name), read_only=True, data_only=True, keep_links=False)
        table = _find_table(workbook.worksheets, run, name)
    except _FAULTS as error:
        raise _unreadable(run, name, error) from error
    _report_other_sheets(workbook.sheetnames, table, run, name)
    return table.header, _dictionaries(table, run, name)


def first_rows(content: bytes, limit: int) -> list[tuple[str, ...]]:
    """The rows among which the header of a workbook must be; none if it is no workbook, or a huge one."""
    try:
        if _announced(io.BytesIO(content)) > limit:
            return []
        with warnings.catch_warnings(action="ignore"):  # what it lacks does not matter to who only looks
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = (row for sheet in workbook.worksheets for row in _values(sheet, HEADER_WITHIN))
        return [tuple(map(_text, row)) for row in rows]
    except _FAULTS:
        return []


def sheets_as_text(content: bytes, limit: int) -> Iterator[bytes]:
    """Each sheet of a workbook, one line a row, so that the number of a line is that of a row."""
    try:
        if _announced(io.BytesIO(content)) > limit:
            return
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            rows = (" ".join("\t".join(map(_text, row)).split("\n")) for row in _values(sheet, MAX_ROWS))
            yield "\n".join(rows).encode()
    except _FAULTS:
        return


def _announced(content: io.BytesIO) -> int:
    with zipfile.ZipFile(content) as archive:
        return sum(part.file_size for part in archive.infolist())


def _bounded(files: RawFiles, run: Run, name: str) -> io.BytesIO:
    """The workbook, in memory because a zip is read from its end."""
    with files.open(name) as stream:
        content = io.BytesIO(stream.read())
    limit = run.spec.file(name).max_bytes
    if _announced(content) > limit:
        message = f"Classeur plus gros que la limite déclarée ({limit:,} octets), une fois décompressé"
        raise ParseError(message, source=run.source, file=name)
    return content


def _unreadable(run: Run, name: str, error: Exception) -> ParseError:
    message = "Classeur illisible ou tronqué, ou archive zip à laquelle il faut rendre son nom en .zip"
    return ParseError(f"{message} : {error}", source=run.source, file=name)


@dataclass(frozen=True)
class _Table:
    sheet: Any
    header_row: int
    header: tuple[str, ...]


def _find_table(sheets: Sequence[Any], run: Run, name: str) -> _Table:
    """The header with most declared columns and, among equals, fewest others; then the latest year."""
    declared = declared_keys(run.spec.file(name))
    tables = [table for sheet in sheets if (table := _best_header(sheet, declared))]
    if not tables:
        raise ParseError("Aucune feuille n'a les colonnes attendues", source=run.source, file=name)
    return max(tables, key=lambda table: (*_merit(table, declared), _year_of(table)))


def _year_of(table: _Table) -> int:
    """Of sheets « 2023 » and « 2024 », the second is read; the report names the others."""
    return max(map(int, _YEAR.findall(table.sheet.title)), default=0)


def _best_header(sheet: Any, declared: Collection[str]) -> _Table | None:
    rows = (
        _Table(sheet, number, distinct(map(_text, row)))
        for number, row in enumerate(_values(sheet, HEADER_WITHIN), start=1)
    )
    best = max(rows, key=lambda table: _merit(table, declared), default=None)
    return best if best and _merit(best, declared)[0] else None


def _merit(table: _Table, declared: Collection[str]) -> tuple[int, int]:
    found, read = (
        {column_key(column) for column in table.header if column},
        known_among(table.header, declared),
    )
    return read, read - len(found)


def _values(sheet: Any, last: int, first: int = 1) -> Iterator[Cells]:
    """Rows of cells. The limits also stop a sheet that announces its only row as the billionth."""
    sheet.reset_dimensions()  # publishers' tools write wrong ones
    rows: Iterator[Cells] = sheet.iter_rows(
        min_row=first, max_row=last, max_col=MAX_COLUMNS, values_only=not _changes_numbers(sheet.parent)
    )
    return rows if not _changes_numbers(sheet.parent) else (tuple(map(_as_shown, row)) for row in rows)


def _changes_numbers(workbook: Any) -> bool:
    """Whether some format of the workbook shows another number than the one that it holds."""
    own = workbook._number_formats  # noqa: SLF001 (openpyxl gives formats cell by cell, which is slow)
    ids = {style.numFmtId for style in workbook._cell_styles}  # noqa: SLF001
    formats = (
        BUILTIN_FORMATS.get(one, "")
        if one < BUILTIN_FORMATS_MAX_SIZE
        else own[one - BUILTIN_FORMATS_MAX_SIZE]
        for one in ids
    )
    return any("%" in one or _ZEROS.match(one) for one in formats)


def _as_shown(cell: Any) -> Any:
    """« 0,57 » under a format of percentages is « 57 % », and « 1000 » under « 00000 » is « 01000 »."""
    value, shown = cell.value, cell.number_format or ""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if "%" in shown:
        return f"{100 * value:.10g} %"
    return str(int(value)).zfill(len(shown)) if _ZEROS.match(shown) else value


def _report_other_sheets(names: Sequence[str], table: _Table, run: Run, name: str) -> None:
    for title in names:
        field = f"{SHEET}{title}"
        if title != table.sheet.title and field not in run.spec.file(name).ignored_columns:
            run.report(Issue.UNREAD_FIELD, record=name, field=field, value="")


def _dictionaries(table: _Table, run: Run, name: str) -> Iterator[dict[str, str]]:
    first = table.header_row + 1
    try:
        for number, row in enumerate(_values(table.sheet, MAX_ROWS, first), start=first):
            if row.count(None) == len(row):  # a million blank rows must cost nothing
                continue
            texts = tuple(map(_text, row))
            _report_stray(texts, table, run, f"{name}, ligne {number}")
            yield {column: text for column, text in zip(table.header, texts, strict=True) if column}
    except _FAULTS as error:
        raise _unreadable(run, name, error) from error


def _report_stray(texts: Sequence[str], table: _Table, run: Run, record: str) -> None:
    for column, text in zip(table.header, texts, strict=True):
        if text and not column:
            run.report(Issue.UNREAD_FIELD, record=record, field="cellule sans colonne", value=text)


def _text(value: Any) -> str:
    """A cell as the publisher shows it: dates are JJ/MM/AAAA, whole numbers have no decimal part."""
    if value is None:
        return ""
    if isinstance(value, date):
        moment = isinstance(value, datetime) and (value.hour or value.minute)
        return f"{value:%d/%m/%Y %H:%M}" if moment else f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
