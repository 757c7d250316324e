"""Workbooks are read like any other table, wherever the header is, and never harm."""

import io
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from crawler.readers.rows import read_rows
from debouches.errors import ParseError
from tests.crawler.factories import MemoryFiles, issues_of, make_run, make_spec
from tests.crawler.xlsx_bytes import with_parts, xlsx_bytes

HEADER = ("code", "libelle")
SHEET = "xl/worksheets/sheet1.xml"
PLAIN = xlsx_bytes(Table=[HEADER, ("01", "un"), ("02", "deux")])


def rows(body: bytes, **file):
    spec = make_spec(files={"table": {"patterns": ["t.xlsx"], "columns": ["code", "libelle"]} | file})
    run = make_run(spec)
    return list(read_rows(MemoryFiles({"table": body}), run, "table")), run


def test_reads_the_rows_under_the_header() -> None:
    assert rows(PLAIN)[0] == [{"code": "01", "libelle": "un"}, {"code": "02", "libelle": "deux"}]


def test_finds_the_header_below_a_title_and_in_another_sheet() -> None:
    body = xlsx_bytes(Accueil=[("Bienvenue",)], Table=[(), ("Titre",), ("Libellé", "CODE"), ("un", "1")])
    assert rows(body)[0] == [{"code": "1", "libelle": "un"}]


def test_prefers_the_sheet_with_fewest_columns_of_its_own() -> None:
    log = [("date", "motif", *HEADER), ("hier", "erreur", "9", "retiré")]
    found, _ = rows(xlsx_bytes(Corrections=log, Table=[HEADER, ("1", "un")]))
    assert [row["code"] for row in found] == ["1"]


def test_reports_the_sheets_that_nobody_declared() -> None:
    body = xlsx_bytes(Table=[HEADER, ("1", "un")], Notes=[("x",)], Autre=[("y",)])
    _, run = rows(body, ignored_columns={"feuille Notes": "sans objet"})
    samples = [sample.field for samples in run.issues.samples.values() for sample in samples]
    assert samples == ["feuille Autre"]


def test_shows_cells_as_the_publisher_does() -> None:
    day = datetime(2025, 1, 31, tzinfo=UTC).replace(tzinfo=None)
    noon = day.replace(hour=12)
    found, _ = rows(xlsx_bytes(T=[HEADER, (1022001, day), (1.0, noon), (1.5, True), (None, " a ")]))
    assert [tuple(row.values()) for row in found] == [
        ("1022001", "31/01/2025"),
        ("1", "31/01/2025 12:00"),
        ("1.5", "True"),
        ("", "a"),
    ]


def formatted(number_format: str, *values: float) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADER)
    for number, value in enumerate(values, start=2):
        sheet.append([value, "un"])
        sheet.cell(number, 1).number_format = number_format
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [("0%", 0.57, "57 %"), ("0.0%", 0.123, "12.3 %"), ("00000", 1000, "01000"), ("General", 0.57, "0.57")],
)
def test_a_cell_is_read_as_its_format_shows_it(number_format: str, value: float, shown: str) -> None:
    assert [row["code"] for row in rows(formatted(number_format, value))[0]] == [shown]


def test_of_the_sheets_of_several_years_the_latest_is_read_and_the_others_told() -> None:
    body = xlsx_bytes(Annee_2023=[HEADER, ("1", "hier")], Annee_2024=[HEADER, ("1", "aujourd'hui")])
    found, run = rows(body)
    assert [row["libelle"] for row in found] == ["aujourd'hui"]
    assert [s.field for samples in run.issues.samples.values() for s in samples] == ["feuille Annee_2023"]


def test_a_column_named_twice_keeps_the_first_and_reports_the_second() -> None:
    found, run = rows(xlsx_bytes(T=[("code", "libelle", "libelle"), ("1", "un", "deux")]))
    assert found == [{"code": "1", "libelle": "un"}]
    assert [s.field for samples in run.issues.samples.values() for s in samples] == ["libelle (2)"]


def test_skips_blank_rows() -> None:
    assert len(rows(xlsx_bytes(T=[HEADER, ("1", "un"), (), (None, None), ("2", "deux")]))[0]) == 2


def test_reports_a_cell_that_has_no_column() -> None:
    _, run = rows(xlsx_bytes(T=[HEADER, ("1", "un", "égarée")]))
    assert issues_of(run) == {"UNREAD_FIELD": 1}


def test_a_row_announced_as_the_billionth_stops_the_reading() -> None:
    far = with_parts(PLAIN, {SHEET: lambda part: part.replace(b'r="3"', b'r="3000000000"')})
    assert [row["code"] for row in rows(far)[0]] == ["01"]


def test_wrong_dimensions_lose_no_row() -> None:
    lying = with_parts(
        PLAIN, {SHEET: lambda part: part.replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData>')}
    )
    assert len(rows(lying)[0]) == 2


def test_refuses_a_workbook_larger_than_declared_once_decompressed() -> None:
    bomb = with_parts(PLAIN, {SHEET: lambda part: part + b" " * 5_000_000})
    assert len(bomb) < 20_000
    with pytest.raises(ParseError, match=r"plus gros que la limite.*source essai, fichier table"):
        rows(bomb, max_bytes=1_000_000)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04",
        PLAIN[: len(PLAIN) // 2],
        PLAIN[:-5],
        with_parts(PLAIN, {SHEET: lambda _: b"<worksheet"}),
        with_parts(PLAIN, {SHEET: lambda _: b""}),
        with_parts(PLAIN, {SHEET: lambda part: ENTITIES + part.replace(b"un", b"&b;")}),
        with_parts(PLAIN, {"[Content_Types].xml": lambda _: b"<Types/>"}),
        xlsx_bytes(Vide=[]),
        xlsx_bytes(Autre=[("rien", "de", "connu")]),
    ],
    ids=[
        "start only",
        "half",
        "no end",
        "broken sheet",
        "empty sheet",
        "entities",
        "no types",
        "no row",
        "other columns",
    ],
)
def test_says_what_is_wrong_with_the_workbook(body: bytes) -> None:
    with pytest.raises(ParseError, match="source essai, fichier table"):
        rows(body)


@settings(max_examples=500)
@given(position=st.integers(0, len(PLAIN) - 1), value=st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused_and_never_crashes(position: int, value: int) -> None:
    body = PLAIN[:position] + bytes([value]) + PLAIN[position + 1 :]
    with suppress(ParseError):
        rows(body)


PARTS = st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])


@settings(max_examples=500)
@given(part=PARTS, place=st.floats(0, 1), noise=st.binary(max_size=12), lost=st.integers(0, 12))
def test_a_changed_part_is_read_or_refused_and_never_crashes(
    part: str, place: float, noise: bytes, lost: int
) -> None:
    def change(content: bytes) -> bytes:
        start = int(place * len(content))
        return content[:start] + noise + content[start + lost :]

    with suppress(ParseError):
        rows(with_parts(PLAIN, {part: change}))
