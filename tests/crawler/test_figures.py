"""Figures in the notations of publishers: thousands, decimals, units, words for what is not given."""

import pytest

from crawler.readers.figures import Column, decimal, is_hidden
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


@pytest.mark.parametrize(
    "written", ["nd", "N.D.", "n/a", "#N/A", "NaN", "-", "…", "///", "ns", "*", "s", "Secret"]
)
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
