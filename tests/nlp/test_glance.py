"""A glance at the keys of a text never misses a term that is there."""

import pytest

from nlp.glance import Glance


@pytest.fixture
def glance():
    glance = Glance()
    for keys in (("excel",), ("travail", "equipe"), ("sans_diplome",)):
        glance.learn(keys)
    return glance


@pytest.mark.parametrize(
    "keys",
    [
        ["sous", "excel"],
        ["sans_excel"],
        ["organiser", "travail", "equipe", "jour"],
        ["travail", "sans_equipe"],
        ["sans_diplome"],
        ["diplome"],
    ],
)
def test_a_term_whose_words_are_there_is_seen_negated_or_not(glance, keys):
    assert glance.finds(keys)


@pytest.mark.parametrize("keys", [["word"], ["travail"], ["equipe"], []])
def test_a_text_that_lacks_a_word_of_each_term_is_not_read(glance, keys):
    assert not glance.finds(keys)


@pytest.mark.parametrize(
    "keys", [["equipe", "travail"], ["travail", "seul", "equipe"], ["teletravail", "equipe"]]
)
def test_nor_one_where_the_words_of_a_term_do_not_follow_one_another(glance, keys):
    assert not glance.finds(keys)


def test_a_term_of_grammar_words_may_be_in_any_text():
    glance = Glance()
    glance.learn([])
    assert glance.finds(["boulanger"])
