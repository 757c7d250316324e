"""Names in capitals are read as a sentence: what other names write says how."""

import pytest

from nlp.casing import is_in_capitals, learn_casing

WRITTEN = (
    "Chargé de clientèle à Lyon",
    "Technicien du bâtiment",
    "Diplôme d'études en génie civil",
    "Ingénieur diplômé de l'institut de Brest",
    "Ingénieur diplômé en sciences",
    "Management des PME du bâtiment",
    "Licence d'économie",
    "Économie du bien-être : le but du jeu",
    "Étanchéité des toitures",
)


def casing(*shouted, acronyms=("BP", "BUT")):
    return learn_casing(lambda: (*WRITTEN, *shouted), acronyms)


@pytest.mark.parametrize(
    ("shouted", "read"),
    [
        ("CHARGE DE CLIENTELE A LYON", "Chargé de clientèle à Lyon"),
        ("ETANCHEITE DU BATIMENT (BP)", "Étanchéité du bâtiment (BP)"),
        ("MANAGEMENT DES PME", "Management des PME"),
        ("ECONOMIE : BUT DU JEU (BUT)", "Économie : but du jeu (BUT)"),
        ("DIPLOME D'ETUDES", "Diplôme d'études"),
        ("INGENIEUR DIPLOME EN GENIE", "Ingénieur diplômé en génie"),
        ("GENIE CIVIL (ZORGLUBINE XYZ)", "Génie civil (Zorglubine XYZ)"),
        ("BIEN-ETRE", "Bien-être"),
        ("DES-CFA DU BATIMENT", "DES-CFA du bâtiment"),
    ],
)
def test_a_name_in_capitals_is_written_as_the_others_are(shouted, read):
    assert casing(shouted).in_a_sentence(shouted) == read


@pytest.mark.parametrize("name", ["CAP boulanger", "BTS SIO", "PME", "Technicien du bâtiment", "STI2D", ""])
def test_a_name_that_is_not_in_capitals_keeps_its_own_writing(name):
    assert casing("TECHNICIEN DU BATIMENT").in_a_sentence(name) == name


def test_what_no_name_writes_small_may_be_an_acronym_and_is_left():
    assert casing("CHARGE DE CLIENTELE").in_a_sentence("QUIZZ ZOOM") == "QUIZZ ZOOM"


def test_nothing_is_learnt_where_nothing_is_in_capitals():
    assert casing().in_a_sentence("TECHNICIEN DU BATIMENT") == "TECHNICIEN DU BATIMENT"


def test_brackets_do_not_hide_that_a_name_is_in_capitals():
    assert is_in_capitals("TECHNICIEN DU BATIMENT (niveau 4)")
    assert not is_in_capitals("Technicien du BATIMENT (niveau 4)")
