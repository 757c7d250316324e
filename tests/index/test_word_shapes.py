"""Words too far to be a typo are set aside unmeasured; no other is."""

import string

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.word_shapes import WordShapes

WORDS = st.text(string.ascii_lowercase[:6] + "é'-9", min_size=1, max_size=9)


def positions(shapes, mot, edits):
    return [at for some in shapes.within(mot, edits) for at in some.tolist()]


def test_words_are_given_length_by_length():
    shapes = WordShapes(["mixeur", "mineur", "coiffeur", "mixeurs", "mireu"])
    assert positions(shapes, "mikseur", 2) == [4, 0, 1, 3]


def test_there_may_be_no_word():
    assert positions(WordShapes([]), "mikseur", 2) == []


@given(st.lists(WORDS, max_size=12), WORDS, st.integers(1, 3))
def test_every_word_within_the_edits_is_there(words, mot, edits):
    found = positions(WordShapes(words), mot, edits)
    assert {at for at, word in enumerate(words) if OSA.distance(word, mot) <= edits} <= set(found)
    assert len(found) == len(set(found))
