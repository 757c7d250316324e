"""Rarity, completion, spelling."""

import pytest

from index.lexicon import Lexicon, LexiconBuilder
from nlp.analysis import Analyser, read_forms

ANALYSER = Analyser(stop_words=("de",), forms=read_forms())


def lexicon(*names):
    builder = LexiconBuilder()
    for name in names:
        builder.add_label(ANALYSER.keys(name), ANALYSER.words(name), is_name=True)
    return builder.build()


@pytest.fixture(scope="module")
def words():
    return lexicon("Infirmier", "Infirmière de bloc", "Boulanger", "Mécanicienne", "Maçon", "Agent de bloc")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("infirmire", "infirmier"),
        ("boulnager", "boulanger"),
        ("mecanicein", "mecanicien"),
        ("bulanger", "boulanger"),
    ],
)
def test_a_typo_finds_its_word(words, typed, key):
    assert words.near(typed)[0].cle == key


@pytest.mark.parametrize(
    ("typed", "key"), [("jandarme", "gendarme"), ("kaissiere", "caissier"), ("fotographe", "photographe")]
)
def test_what_sounds_as_a_word_is_nearer_to_it_than_what_is_written_as_another(typed, key):
    known = lexicon("Gendarme", "Caissière", "Képissière", "Photographe", "Fromage")
    assert known.near(typed)[0].cle == key
    assert known.near(typed)[0].similarity > 0.9


@pytest.mark.parametrize(("key", "written"), [("anglai", "anglais"), ("boulanger", "boulanger"), ("x", "x")])
def test_a_key_that_is_no_word_is_written_as_labels_do(key, written):
    assert lexicon("Professeur d'anglais", "Boulanger", "Boulangère").forme(key) == written


def test_a_correction_keeps_its_accents(words):
    assert words.near("mecanicenne")[0].forme == "mécanicienne"


@pytest.mark.parametrize("typed", ["zzzzzz", "abc", "1234567", ""])
def test_what_resembles_nothing_stays_alone(words, typed):
    assert words.near(typed) == ()


def test_completions_start_from_any_gender_and_lead_to_the_same_key(words):
    assert words.completions("infirmièr".replace("è", "e"), 5) == ["infirmier"]
    assert words.completions("boul", 5) == ["boulanger"]


def test_a_frequent_word_weighs_less(words):
    assert words.rarity("bloc") < words.rarity("boulanger")


def test_a_lexicon_read_back_is_the_same(words):
    again = Lexicon.load(words.dump())
    assert again.dump() == words.dump()
    assert again.near("infirmire") == words.near("infirmire")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("mecanicite", ["mecanicien"]),
        ("infirmerie", ["infirmier"]),
        ("mecano", []),  # five letters in common begin too many words
        ("boulangisme", ["boulanger"]),
    ],
)
def test_an_unknown_word_is_akin_to_those_that_begin_as_it_does(words, typed, keys):
    assert words.akin(typed, 5) == keys
