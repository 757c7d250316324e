"""CSV rows: strict quoting, strict encoding, delimiter read from the header."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.mending import looks_misread
from debouches.errors import ParseError

CHUNK = 1 << 20
WINDOWS = "cp1252"


def csv_rows(files: RawFiles, run: Run, name: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """Header, then one dictionary per row. Blank lines between records are the publisher's habit."""
    encoding = encoding_of(files, run, name)
    text = io.TextIOWrapper(files.open(name), encoding=encoding, newline="")
    lines = chain([text.readline(CHUNK)], text)
    header_line = next(lines)
    reader = csv.reader(chain([header_line], lines), delimiter=delimiter_of(header_line), strict=True)
    header = [column.strip() for column in _next_row(reader, run, name) or []]
    return header, _dictionaries(reader, header, run, name)


def encoding_of(files: RawFiles, run: Run, name: str) -> str:
    """The first declared encoding in which the whole file decodes, else what a spreadsheet saved it in."""
    encodings = run.spec.files[name].encodings
    faults = []
    for encoding in encodings:
        fault = _fault(files, name, encoding)
        if fault is None:
            return encoding
        faults.append(fault)
    if saved := _resaved(files, name):
        run.report(Issue.MALFORMED, record=name, field="encodage", value=f"{saved}, pas {encodings[0]}")
        return saved
    message = f"Encodage inattendu (déclaré : {', '.join(encodings)}) : {faults[0]}"
    raise ParseError(message, source=run.source, file=name)


def _resaved(files: RawFiles, name: str) -> str | None:
    """Spreadsheets save in UTF-16 or in Windows-1252. UTF-8 with a damaged byte is neither: it is refused."""
    with files.open(name) as stream:
        start = stream.read(len(codecs.BOM_UTF16))
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16" if _fault(files, name, "utf-16") is None else None
    if _fault(files, name, WINDOWS) is not None:
        return None
    with files.open(name) as stream:
        texts = iter(lambda: stream.read(CHUNK).decode(WINDOWS), "")
        return None if any(map(looks_misread, texts)) else WINDOWS


def _fault(files: RawFiles, name: str, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with files.open(name) as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return f"octet 0x{error.object[error.start]:02x}"
    return None


def delimiter_of(header: str) -> str:
    return max(";,\t", key=header.count)


def _next_row(reader: Iterator[list[str]], run: Run, name: str) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise ParseError(f"CSV illisible ou tronqué : {error}", source=run.source, file=name) from error


def _dictionaries(
    reader: Iterator[list[str]], header: Sequence[str], run: Run, name: str
) -> Iterator[dict[str, str]]:
    number = 1
    while (row := _next_row(reader, run, name)) is not None:
        number += 1
        if not any(row):
            continue
        if len(row) != len(header):
            run.report(
                Issue.MALFORMED, record=f"{name}, ligne {number}", field="nombre de colonnes", value=str(row)
            )
            continue
        yield dict(zip(header, row, strict=True))
