"""Reads a table, whatever its dress (CSV, XLSX, XML list of items, JSON list), under the names of source.yml.

A column is recognised by its name or an alias, regardless of case, accents and punctuation, because
publishers rename « lien site onisep.fr » into « lien_site_onisepfr » from one year or format to the next.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.contract import Issue, RawFiles, Run
from crawler.declaration.source import FileSpec
from crawler.readers.columns import column_key
from crawler.readers.csv_rows import csv_rows
from crawler.readers.encodings import as_utf8
from crawler.readers.first_bytes import BLANKS, ZIP, first_bytes
from crawler.readers.json_rows import json_rows
from crawler.readers.mending import mended, without_entities
from crawler.readers.renamed import absent_or_renamed
from crawler.readers.xlsx_rows import xlsx_rows
from crawler.readers.xml_rows import xml_rows
from debouches.errors import ParseError

_TELLING = 5
"""In a table of as many required columns, a line of one cell is a note."""
RawRows = tuple[Sequence[str], Iterator[dict[str, str]]]


def read_rows(files: RawFiles, run: Run, name: str) -> Iterator[dict[str, str]]:
    """Rows of a logical file under their canonical column names; absent optional columns are empty."""
    spec = run.spec.file(name)
    header, rows = _raw_rows(files, run, name)
    columns = _resolve(run, name, spec, header)
    empty = True
    for raw in rows:
        empty = False
        row = {column: _value(run, raw, said) for column, said in columns.items()}
        if not any(raw.values()):
            continue
        if why := _is_no_row(spec, columns, row, raw):
            run.report(Issue.MALFORMED, record=name, field=why, value=_shown(raw))
        else:
            yield row
    if empty and not spec.optional:
        raise ParseError("Fichier sans aucune ligne lisible", source=run.source, file=name)
    if empty:
        run.report(Issue.MALFORMED, record=name, field="fichier", value="sans aucune ligne lisible")


def _is_no_row(
    spec: FileSpec, columns: Mapping[str, str | None], row: Mapping[str, str], raw: Mapping[str, str]
) -> str:
    """What a line between or below the rows is: a note, or the header again; empty for a row."""
    if len(spec.columns) >= _TELLING and sum(map(bool, raw.values())) == 1:
        return "ligne hors du tableau"
    filled = [column for column in spec.columns if row[column]]
    if len(filled) > 1 and all(column_key(row[one]) == column_key(columns[one] or "") for one in filled):
        return "en-tête répété"
    return ""


def _shown(raw: Mapping[str, str]) -> str:
    return " ".join(filter(None, raw.values()))


def each_once(run: Run, rows: Iterable[dict[str, str]], key: str) -> Iterator[dict[str, str]]:
    """First row of each key; a different row under the same key is reported."""
    seen: dict[str, dict[str, str]] = {}
    for row in rows:
        first = seen.setdefault(row[key], row)
        if first is row:
            yield row
        elif first != row:
            run.report(Issue.DUPLICATE, record=row[key], field=key, value=str(row))


def _raw_rows(files: RawFiles, run: Run, name: str) -> RawRows:
    start = as_utf8(first_bytes(files, run, name)).lstrip(BLANKS)
    first = start[:1]
    if start.startswith(ZIP):
        return xlsx_rows(files, run, name)
    if first == b"<":
        return xml_rows(files, run, name)
    if first in (b"[", b"{"):
        return json_rows(files, run, name)
    return csv_rows(files, run, name)


def _value(run: Run, row: Mapping[str, str], raw: str | None) -> str:
    value = mended(without_entities(row.get(raw, ""))).strip() if raw is not None else ""
    return "" if run.spec.says_nothing(value) else value


def _resolve(run: Run, name: str, spec: FileSpec, header: Sequence[str]) -> dict[str, str | None]:
    """Canonical column → name in this file; reports the columns that nobody declared."""
    present = {column_key(column): column for column in reversed(header)}
    columns = {column: _find(column, spec, present) for column in (*spec.columns, *spec.optional_columns)}
    ignored = {_find(column, spec, present) for column in spec.ignored_columns}
    unread = [column for column in header if column and column not in {*columns.values(), *ignored}]
    for column in spec.columns:
        if columns[column] is None:
            message = absent_or_renamed("Colonne absente ou renommée", unread, spec.aliases.get(column, ()))
            raise ParseError(message, source=run.source, file=name, field=column)
    for column in unread:
        run.report(Issue.UNREAD_FIELD, record=name, field=column, value="")
    return columns


def _find(column: str, spec: FileSpec, present: Mapping[str, str]) -> str | None:
    names = (column, *spec.aliases.get(column, ()))
    return next((present[column_key(name)] for name in names if column_key(name) in present), None)
