"""What whole texts say of a plan: words add up, alternatives compete, long texts must say more."""

from collections import Counter

import numpy as np
import pytest

from debouches.errors import DocumentRejectedError
from index.engines.texts import TextArraysBuilder, rounded
from index.lexicon import Lexicon
from index.plan import Alternative, QueryPlan, Term

LEXICON = Lexicon(["abeille", "essaim", "miel", "ruche"], [1.0] * 4, [])


def texts_of(*texts):
    builder = TextArraysBuilder()
    for text in texts:
        builder.add(Counter(text.split()))
    return builder.build(LEXICON)


def term(*cles, poids=1.0):
    said = tuple(Alternative(cle, poids if at else 1.0) for at, cle in enumerate(cles))
    return Term(cles[0], said, 1.0, en_texte=said)


def scores(texts, *terms, entities=None):
    asked = np.arange(len(texts.normes)) if entities is None else np.array(entities)
    return texts.scores(QueryPlan(terms), LEXICON, asked).tolist()


def test_a_text_that_says_nothing_of_the_query_scores_nothing():
    texts = texts_of("miel miel", "", "ruche")
    assert scores(texts, term("ruche"))[:2] == [0.0, 0.0]
    assert scores(texts, term("ruche"))[2] > 0
    assert scores(texts, term("inconnu")) == [0.0, 0.0, 0.0]
    assert scores(texts) == [0.0, 0.0, 0.0]


def test_scores_come_in_the_order_asked():
    texts = texts_of("miel", "ruche", "essaim ruche")
    all_of_them = scores(texts, term("ruche"))
    assert scores(texts, term("ruche"), entities=[2, 0, 1]) == [all_of_them[at] for at in (2, 0, 1)]


def test_words_add_up_and_alternatives_of_a_word_compete():
    texts = texts_of("miel", "ruche", "miel ruche")
    apart = scores(texts, term("miel"), entities=[2])[0] + scores(texts, term("ruche"), entities=[2])[0]
    assert scores(texts, term("miel"), term("ruche"), entities=[2]) == [pytest.approx(apart)]
    assert scores(texts, term("miel", "ruche"), entities=[2]) == scores(texts, term("miel"), entities=[2])


def test_an_equivalent_word_is_worth_its_weight():
    texts = texts_of("miel", "ruche", "essaim")
    [whole] = scores(texts, term("miel"), entities=[0])
    assert scores(texts, term("abeille", "miel", poids=0.5), entities=[0]) == [pytest.approx(whole / 2)]


def test_rare_words_and_short_texts_score_more():
    texts = texts_of("miel", "miel abeille abeille", "miel ruche")
    short, long, _ = scores(texts, term("miel"))
    assert short > long
    assert scores(texts, term("ruche"))[2] > scores(texts, term("miel"))[2]


def test_lengths_are_rounded_as_lucene_rounds_them():
    exact = list(range(40))
    assert rounded(np.array(exact)).tolist() == exact
    assert rounded(np.array([41, 42, 57, 1000, 100_000])).tolist() == [40, 42, 56, 984, 98_328]


def test_a_word_that_the_lexicon_does_not_know_is_refused():
    with pytest.raises(DocumentRejectedError, match="fleuriste"):
        texts_of("fleuriste")
