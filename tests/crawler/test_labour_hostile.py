"""Whatever the cells of a table of figures hold, nothing is raised and no figure is invented."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import load_parser
from debouches.errors import ParseError
from tests.crawler.factories import MemoryFiles, csv_bytes, make_run, real_spec

SOURCES = ("dares-tensions", "mobiville-tensions", "metiers-2030", "inserjeunes")
USUAL = [
    "S1Z40",
    "S1Z",
    "D1102",
    "2019",
    "2017-2019",
    "84",
    "1.0",
    "2A",
    "nat",
    "reg",
    "NA",
    "12,5",
    "*",
    "-0",
]
EXTREME = [
    "1e999",
    "-1e-999",
    "9" * 400,
    "nan",
    "inf",
    "١٢",
    "ENS",
    "Corse",
    "cumul 2023-2024",
    "0639999X",
    ":",
]
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=10), st.sampled_from(USUAL + EXTREME)
)


@pytest.mark.parametrize("source", SOURCES)
@settings(max_examples=1000)
@given(data=st.data())
def test_any_cells(source: str, data: st.DataObject) -> None:
    survive(source, data)


@settings(max_examples=100)
@given(data=st.data())
def test_any_cells_in_the_fourteen_tables_of_the_portraits(data: st.DataObject) -> None:
    survive("dares-portraits", data)


def survive(source: str, data: st.DataObject) -> None:
    """Parse a row of any cells; only a ParseError may come out."""
    files = {name: file for name, file in real_spec(source).files.items() if not file.ignored}
    bodies = {}
    for name, file in files.items():
        columns = (*file.columns, *file.optional_columns)
        cells = data.draw(st.lists(CELLS, min_size=len(columns), max_size=len(columns)))
        bodies[name] = csv_bytes(columns, [cell.replace("\x00", "") for cell in cells])
    with suppress(ParseError):  # a file of empty cells is a file without rows
        for record in load_parser(source)(MemoryFiles(bodies), make_run(real_spec(source))):
            assert all((record.nature, record.periode, record.code_territoire))
