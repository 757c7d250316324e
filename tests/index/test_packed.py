"""Briefs are bytes until they are asked for; they come back as they were."""

from typing import NamedTuple

import pytest

from index.building.corpus.packed import Packed


class Brief(NamedTuple):
    code: str
    intitule: str
    niveau: int | None
    est_active: bool | None
    codes: tuple[str, ...]


BRIEFS = [
    Brief("F1", "CAP boulanger", 1, True, ("D1102", "D1104")),
    Brief("F2", "Élève-ingénieur", None, False, ()),
    Brief("F3", "CAP boulanger", 1, None, ("D1102", "D1104")),
]


def packed(*unique):
    by_code = {one.code: one for one in BRIEFS}
    return Packed(Brief, {code: i for i, code in enumerate(by_code)}, by_code.__getitem__, unique)


@pytest.mark.parametrize("unique", [(), ("intitule",), ("intitule", "codes")])
def test_every_value_comes_back_as_it_was_in_its_order(unique):
    assert list(packed(*unique).values()) == BRIEFS
    assert packed(*unique)["F1"].est_active is True
    assert packed(*unique)["F1"].niveau == 1


def test_what_comes_back_is_kept_once():
    briefs = packed()
    assert briefs["F1"].codes is briefs["F3"].codes


def test_an_unknown_code_is_absent():
    briefs = packed()
    assert "F9" not in briefs
    assert briefs.get("F9") is None
