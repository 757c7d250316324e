"""Figures in the notations of publishers: thousands, decimals, units, words for what is not given."""

import re

import pytest

from crawler.contract import Issue
from crawler.readers.figures import (
    Column,
    Level,
    Share,
    count_of,
    decimal,
    fap_of,
    in_one_unit,
    is_hidden,
    region_code,
)
from crawler.readers.values import codes_in, number, padded
from debouches.errors import ParseError
from tests.crawler.factories import issues_of, make_run


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 095,5", 1095.5),
        ("1\u202f095", 1095.0),
        ("1.234,5", 1234.5),
        ("12,5 %", 12.5),
        ("12.5%", 12.5),
        ("1 500,00 €", 1500.0),
        ("−3,2", -3.2),
        ("+4", 4.0),
    ],
)
def test_a_figure_in_a_notation_of_one_reading(written: str, value: float) -> None:
    run = make_run()
    assert decimal(run, written, record="r", field="f") == value
    assert issues_of(run) == {}


NOT_GIVEN = [
    "—",
    "--",
    "..",
    "...",
    "***",
    "s.o.",
    "non diffusé",
    "Confidentiel",
    "nd",
    "N.D.",
    "n/a",
    "#N/A",
]


@pytest.mark.parametrize("written", [*NOT_GIVEN, "NaN", "-", "…", "///", "ns", "*", "s", "Secret"])
def test_a_figure_that_is_not_given_is_none_and_never_zero(written: str) -> None:
    run = make_run()
    assert decimal(run, written, record="r", field="f") is None
    assert issues_of(run) == {}


@pytest.mark.parametrize("written", ["<5", "environ 12", "12-15", "1.234.567", "e", "5 sur 10"])
def test_a_figure_of_several_readings_is_reported(written: str) -> None:
    run = make_run()
    assert decimal(run, written, record="r", field="f") is None
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("written", "is_secret"), [("*", True), ("S", True), ("secret", True), ("nd", False)]
)
def test_only_secrecy_is_secret(written: str, is_secret: bool) -> None:
    assert is_hidden(written) is is_secret


@pytest.mark.parametrize(("written", "value"), [("0,125", 12.5), ("12,5 %", 12.5)])
def test_a_share_that_says_its_unit_is_no_fraction(written: str, value: float) -> None:
    column = Column("part", "part", "%", times=100)
    assert column.value(make_run(), {"part": written}, record="r") == value


@pytest.mark.parametrize(
    "written", ["1.000", "12.000", "12,000", "1.234", "95 %", "-3", "95,5", "12.000.000", "1e12"]
)
def test_a_count_of_two_readings_is_reported_and_never_divided(written: str) -> None:
    run = make_run()
    assert count_of(run, written, record="r", field="f") is None
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(("written", "value"), [("12 000", 12000), ("95.0", 95), ("95,00", 95), ("0", 0)])
def test_a_count_of_one_reading(written: str, value: int) -> None:
    assert count_of(make_run(), written, record="r", field="f") == value


def test_a_whole_number_of_two_readings_is_reported() -> None:
    run = make_run()
    assert number(run, "12.000", record="r", field="f") is None
    assert number(run, "12.0", record="r", field="f") == 12
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("column", "written"),
    [
        (Level("c", "niveau"), "9"),
        (Level("c", "niveau"), "0"),
        (Share("c", "part", "%"), "812"),
        (Share("c", "part", "%", above_zero=1), "0.81"),
        (Column("c", "salaire", "€", least=100), "1,850"),
        (Column("c", "part", "%", times=100, most=100), "57"),
        (Column("c", "effectif", "personnes", is_count=True), "63.100"),
    ],
)
def test_a_figure_in_another_unit_than_its_column_is_reported(column: Column, written: str) -> None:
    run = make_run()
    assert column.value(run, {"c": written}, record="r") is None
    assert issues_of(run) == {"MALFORMED": 1}
    (sample,) = run.issues.samples[Issue.MALFORMED]
    assert sample.expected


@pytest.mark.parametrize("written", ["0", "1", "100", "42,5"])
def test_a_share_within_its_bounds_is_kept(written: str) -> None:
    run = make_run()
    assert Share("c", "part", "%", above_zero=1).value(run, {"c": written}, record="r") is not None
    assert issues_of(run) == {}


def in_unit(times: float, *written: str) -> list[dict[str, str]]:
    rows = [{"part": one} for one in written]
    return list(in_one_unit(make_run(), "table", rows, Column("part", "part", "%", times=times)))


@pytest.mark.parametrize(("times", "written"), [(1.0, "0.45"), (100.0, "45")])
def test_a_column_in_another_unit_refuses_the_file(times: float, written: str) -> None:
    with pytest.raises(ParseError, match="part"):
        in_unit(times, *[written] * 30)


@pytest.mark.parametrize(
    ("times", "written"), [(1.0, "45"), (1.0, "0,45 %"), (100.0, "0.45"), (100.0, "45 %")]
)
def test_a_column_in_its_own_unit_is_read_whole(times: float, written: str) -> None:
    assert len(in_unit(times, *[written] * 3000)) == 3000


def test_few_figures_say_nothing_of_their_unit() -> None:
    assert len(in_unit(1.0, "0.2", "0.3")) == 2


@pytest.mark.parametrize(
    ("written", "code"), [("84 - Auvergne-Rhône-Alpes", "84"), ("1.0", "01"), ("75, 84", None)]
)
def test_a_region_may_be_followed_by_its_name(written: str, code: str | None) -> None:
    assert region_code(make_run(), written, record="r", field="f") == code


@pytest.mark.parametrize(("code", "fap"), [("A0X40", "fap2021"), ("A0Z", "fap2009"), ("G0A40", "celle-ci")])
def test_a_code_tells_its_fap(code: str, fap: str) -> None:
    assert fap_of(code, "celle-ci") == fap


@pytest.mark.parametrize(
    ("written", "code"), [("1001", "01001"), ("1001.0", "01001"), ("2A004", "2A004"), ("51", "51"), ("", "")]
)
def test_the_zero_that_a_spreadsheet_ate_is_given_back(written: str, code: str) -> None:
    assert padded(written, 5) == code


def test_a_code_taken_for_a_number_is_a_code_again() -> None:
    assert codes_in(re.compile(r"20\d\d$"), "2024.0") == ("2024",)


def test_a_mesh_may_have_lost_more_than_one_zero() -> None:
    assert (padded("59", 4, zeros=3), padded("59", 5)) == ("0059", "59")
