"""Words of French: what is no typo, and what it is a form of."""

import pytest

from nlp.langue import Langue, read_forms_of_french, table_of

FORMES = (("chevaux", "cheval"), ("cheval", "cheval"), ("franche", "franc"), ("apparent", "apparent"))


@pytest.fixture(scope="module")
def langue():
    return Langue(table_of(FORMES))


@pytest.mark.parametrize(
    ("mot", "lemme"),
    [
        ("cheval", "cheval"),
        ("chevaux", "cheval"),
        ("franchement", "franchement"),
        ("apparemment", "apparemment"),
        ("chevau", None),
        ("chevauxx", None),
        ("zebre", None),
        ("a", None),
        ("", None),
        ("ment", None),
    ],
)
def test_a_word_of_the_language_gives_its_lemma(langue, mot, lemme):
    assert langue.lemme(mot) == lemme


def test_a_form_of_two_words_is_first_its_own_lemma():
    assert Langue(table_of([("porte", "porter"), ("porte", "porte")])).lemme("porte") == "porte"


def test_without_a_table_no_word_is_known():
    assert Langue().lemme("cheval") is None


def test_the_table_is_kept_whole():
    table = table_of(FORMES)
    assert Langue(table).table == table
    assert table.splitlines() == sorted(table.splitlines())


@pytest.mark.parametrize(
    ("mot", "lemme"), [("pavillon", "pavillon"), ("meticuleuse", "meticuleux"), ("soignait", "soigner")]
)
def test_french_is_known_with_and_without_accents(mot, lemme):
    assert Langue(table_of(read_forms_of_french())).lemme(mot) == lemme


@pytest.mark.parametrize("typo", ["infirmire", "boulnager", "coifeuse", "plombeir", "eletricien"])
def test_a_typo_is_no_word_of_french(typo):
    assert Langue(table_of(read_forms_of_french())).lemme(typo) is None
