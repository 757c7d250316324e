"""The golden tokens: what a reader of the index may rely on, word by word."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlp.analysis import Analyser, read_forms
from nlp.inflection import masculine, singular
from nlp.normalise import fold, normalise

GOLDEN = yaml.safe_load((Path(__file__).parent / "golden_tokens.yml").read_text(encoding="utf-8"))
GRAMMAR = ("de", "d", "du", "et", "l", "la", "le")


@pytest.fixture(scope="module")
def analyser():
    return Analyser(stop_words=GRAMMAR, forms=read_forms())


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: line["texte"] or "vide")
def test_golden_tokens(analyser, line):
    assert analyser.keys(line["texte"]) == line["cles"]


@given(st.text(max_size=200))
def test_any_text_is_analysed_and_its_keys_are_folded(text):
    keys = Analyser(stop_words=GRAMMAR).keys(text)
    assert all(key and fold(key) == key and " " not in key for key in keys)


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once


def test_grammar_words_are_kept_in_the_tokens_and_marked(analyser):
    tokens = analyser.tokens("le chef de rang")
    assert [(t.mot, t.est_vide) for t in tokens] == [
        ("le", True),
        ("chef", False),
        ("de", True),
        ("rang", False),
    ]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("pas dans un bureau", "sans_bureau"),
        ("pas en magasin", "sans_magasin"),
        ("ne pas travailler dans un bureau", "sans_bureau"),
        ("ne pas bosser dans un magasin", "sans_magasin"),
        ("sans passer un concours", "sans_concour"),
        ("ne pas me salir", "sans_salir"),
        ("pas trop de bruit", "sans_bruit"),
        ("sans faire d'études", "sans_etude"),
    ],
)
def test_grammar_does_not_part_a_negation_from_what_it_negates(text, negated):
    assert Analyser(stop_words=("dans", "en", "me", "trop", "ne")).keys(text) == [negated]


def test_a_negation_binds_only_the_word_that_follows(analyser):
    assert analyser.keys("sans diplôme dans un bureau")[0] == "sans_diplome"
    assert "bureau" in analyser.keys("sans diplôme dans un bureau")


def test_words_keep_their_accents_for_the_spelling_line(analyser):
    assert [(w.mot, w.cle, w.forme) for w in analyser.words("Mécanicienne d'État")] == [
        ("mecanicienne", "mecanicien", "mécanicienne"),
        ("etat", "etat", "état"),
    ]


@pytest.mark.parametrize(("plural", "one"), [("metiers", "metier"), ("journaux", "journal"), ("bus", "bus")])
def test_singular(plural, one):
    assert singular(plural) == one


def test_short_words_keep_their_ending():
    assert masculine("vente") == "vente"
    assert masculine("plante") == "plante"
