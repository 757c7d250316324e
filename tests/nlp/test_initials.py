"""Capitals without accent are written as small letters write the same word."""

import pytest

from nlp.initials import Initials, learn_initials

NAMES = (
    "Eleveur de chevaux",
    "Electricien / Electricienne",
    "Etat des lieux",
    "Equipage",
    "Agent à l'Ecole",
    "Emballeur",
    "aide éleveur",
    "électricienne, électricien",
    "métiers de l'école",
    "emballeur",
)
FRENCH = ("équipage", "état", "emballeur", "élan")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Eleveur de chevaux", "Éleveur de chevaux"),
        ("Electricien / Electricienne", "Électricien / Électricienne"),
        ("Agent à l'Ecole", "Agent à l'École"),
        ("Equipage", "Équipage"),
        ("Etat", "État"),
        ("Emballeur", "Emballeur"),
        ("Elan", "Elan"),
        ("ETAT", "ETAT"),
        ("Etats", "Etats"),
        ("", ""),
    ],
)
def test_a_capital_takes_the_accent_of_its_word(written, shown):
    assert learn_initials(lambda: NAMES, lambda: FRENCH).accented(written) == shown


def test_the_words_of_the_corpus_come_before_those_of_french():
    learnt = learn_initials(lambda: ("Elan", "elan", "elan"), lambda: ("élan",))
    assert learnt.accented("Elan") == "Elan"


def test_a_word_that_french_writes_both_ways_is_left():
    assert learn_initials(lambda: ("Acre",), lambda: ("âcre", "acre")).accented("Acre") == "Acre"


def test_capitals_with_their_accent_tell_it_too():
    assert learn_initials(lambda: ("Eveil", "ÉVEIL"), lambda: ()).accented("Eveil") == "Éveil"


def test_only_the_same_word_tells_the_accent():
    assert learn_initials(lambda: ("Ecole", "étole"), lambda: ()).accented("Ecole") == "Ecole"


def test_nothing_learnt_changes_nothing():
    assert Initials().accented("Eleveur") == "Eleveur"
    assert learn_initials(lambda: ("boulanger",), lambda: FRENCH).accented("Equipage") == "Equipage"
