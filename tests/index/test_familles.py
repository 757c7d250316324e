"""The groups of métiers that figures measure: their names, and which of them fits a métier best."""

import pytest

from index.annexes.emploi.familles import FamillesMaker, names_of_lone_members
from index.annexes.emploi.reglages import read_reglages
from index.tools import read_tools
from tests.index.factories import fiche, metier

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


LIBELLES = {
    ("fap2009", "L0Z60"): "Secrétaires bureautiques et assimilés",
    ("fap2009", "L3Z80"): "Secrétaires de direction",
}


@pytest.fixture(scope="module")
def maker_of():
    analyser, reglages = read_tools().analyser, read_reglages()
    return lambda *metiers: FamillesMaker(metiers, LIBELLES, analyser, reglages)


def first_group(familles, nomenclature="fap2009"):
    return next(one.code for one in familles if one.nomenclature == nomenclature)


@pytest.mark.parametrize(
    ("libelle", "est_cadre", "code"),
    [
        ("Secrétaire", None, "L0Z60"),
        ("Secrétaire comptable", False, "L0Z60"),
        ("Assistant / Assistante de direction", False, "L3Z80"),
        ("Secrétaire", True, "L3Z80"),
    ],
)
def test_where_a_table_shares_a_metier_its_clerks_come_first_unless_its_name_says_more(
    maker_of, libelle, est_cadre, code
):
    [(_, familles)] = maker_of(metier("M1607", libelle, est_cadre=est_cadre)).make()
    assert first_group(familles) == code


def test_figures_of_another_domain_are_not_those_of_a_metier_that_came_from_it(maker_of):
    found = dict(
        maker_of(metier("C1607", "Expert", parent="M1607"), metier("M1699", "Aide", parent="M1607")).make()
    )
    assert {one.nomenclature for one in found["C1607"]} == {"rome3"}
    assert first_group(found["M1699"]) == "L0Z60"


def test_a_family_of_the_rome_3_bears_its_own_name_and_not_that_of_a_metier(maker_of):
    [(_, familles)] = maker_of(metier("I1604", "Mécanicien / Mécanicienne automobile")).make()
    assert [one.libelle for one in familles if one.nomenclature == "rome3"] == ["Mécanique automobile"]


def test_a_fiche_without_metier_has_the_groups_of_the_code_that_its_publisher_gives(maker_of):
    given = [
        fiche("MET.1", "clerc", codes_rome=("M1607",)),
        fiche("MET.1", "clerc", codes_rome=("M1607",)),
        fiche("MET.2", "notaire", codes_rome=("M1607", "M1604")),
        fiche("D1102", "boulanger", codes_rome=("D1102",)),
    ]
    [(code, familles)] = maker_of().of_fiches(given)
    assert (code, first_group(familles)) == ("MET.1", "L0Z60")
    assert familles[0].origine == "code ROME donné par Onisep"


def test_a_sector_lists_its_metiers_in_the_order_of_their_codes(maker_of):
    given = [metier(code, "Secrétaire", parent="M1607") for code in ("M1699", "M1607", "M1650")]
    groupes = maker_of(*given).secteurs()["L"]
    assert [(one.code, one.metiers) for one in groupes] == [("L0Z", ["M1607", "M1650", "M1699"])]


def test_only_a_code_of_the_rome_3_has_a_name_there(maker_of):
    maker = maker_of()
    assert maker.libelle_rome3(("rome3", "I1604")) == "Mécanique automobile"
    assert maker.libelle_rome3(("fap2009", "I1604")) is None
