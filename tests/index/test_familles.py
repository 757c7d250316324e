"""Names of groups of métiers: one that no source names bears the name of the group that it fills."""

import pytest

from index.annexes.emploi.familles import names_of_lone_members

AIDES = {("fap2009", "V0Z"): "Aides-soignants"}


def test_what_is_all_of_its_group_bears_its_name() -> None:
    assert names_of_lone_members(AIDES, [("fap2009", "V0Z60")]) == {("fap2009", "V0Z60"): "Aides-soignants"}


@pytest.mark.parametrize(
    ("libelles", "codes"),
    [
        (AIDES, [("fap2009", "V0Z60"), ("fap2009", "V0Z61")]),
        (AIDES, [("fap2021", "V0Z60")]),
        (AIDES, [("fap2009", "V0Z")]),
        (AIDES | {("fap2009", "V0Z60"): "Soignants"}, [("fap2009", "V0Z60")]),
        ({}, [("fap2009", "V0Z60")]),
    ],
    ids=["of-two", "of-another-nomenclature", "the-group-itself", "already-named", "group-without-name"],
)
def test_nothing_else_is_named(libelles: dict[tuple[str, str], str], codes: list[tuple[str, str]]) -> None:
    assert names_of_lone_members(libelles, codes) == {}
