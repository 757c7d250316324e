"""Codes of other nomenclatures, as people type them."""

import pytest

from index.query.references import chip, read_references
from index.query.requetes import read_lecture
from index.query.typed import read_typed
from index.references import references_of_certification, references_of_formation
from tests.index.factories import certification, formation

NOMENCLATURES = read_lecture().nomenclatures


def read(q: str) -> list[str]:
    return [one.reference.cle for one in read_references(read_typed(q), NOMENCLATURES)]


@pytest.mark.parametrize(
    ("q", "cles"),
    [
        ("50022137", ["scolarite:50022137"]),
        ("500 22137", ["scolarite:50022137"]),
        ("code diplôme 36M22102", ["scolarite:36m22102"]),
        ("Formacode 21538", ["formacode:21538"]),
        ("code formacode 21538 à Lyon", ["formacode:21538"]),
        ("NSF 221", ["nsf:221"]),
        ("nsf 221t boulanger", ["nsf:221t"]),
        ("certif info 110115", ["certifinfo:110115"]),
        ("boulanger nsf 221 formacode 21538", ["nsf:221", "formacode:21538"]),
    ],
)
def test_a_code_is_read_with_what_announces_it(q: str, cles: list[str]) -> None:
    assert read(q) == cles


@pytest.mark.parametrize(
    "q", ["69007 boulanger", "21538", "caces 3", "formacode", "formacode 2153", '"nsf 221"', "permis 500 kg"]
)
def test_other_numbers_are_words(q: str) -> None:
    assert read(q) == []


def test_a_code_is_said_and_undone() -> None:
    typed = read_typed("boulanger nsf 221")
    [found] = read_references(typed, NOMENCLATURES)
    said = chip(typed, found)
    assert (said.texte, said.q_sans) == ("NSF 221", "boulanger")


def test_records_say_the_codes_that_they_bear_once() -> None:
    one = formation("FOR.1", "CAP boulanger", code_scolarite="50022137", codes_nsf=("221", "221"))
    other = certification("RNCP1", "Boulanger", codes_scolarite=("50022137",), codes_certifinfo=("9",))
    assert references_of_formation(one) == ("scolarite:50022137", "nsf:221")
    assert references_of_certification(other) == ("scolarite:50022137", "certifinfo:9")
