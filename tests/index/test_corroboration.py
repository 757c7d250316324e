"""What the labels of a métier say between them: each word by the firmest label, or by how many say it."""

import numpy as np
import pytest

from index.documents import NATURES, Groupe, Nature
from index.plan import Alternative, QueryPlan, Term
from index.relevance import read_relevance
from index.searching.corroboration import said_firmly, said_often
from index.searching.natures import IS_CHOSEN
from index.searching.ranking import PARTIES
from index.searching.rerank import Reranker
from tests.index.test_combined_wishes import hits_of, merged

SOUDER, BITUME = [1.0, 0.0], [0.0, 1.0]
HALVES = np.array([0.5, 0.5], dtype=np.float32)
EVERY = np.ones(len(NATURES), dtype=np.float32)
PLAN = QueryPlan(tuple(Term(mot, (Alternative(mot, 1.0),), 2.0) for mot in ("souder", "bitume")))


def gestures(*labels, nature=Nature.GESTE, **facts):
    return hits_of(*labels, groupe=Groupe.COMPETENCES, nature=nature, **facts)


def test_a_label_says_no_more_than_two_that_share_the_words():
    found = gestures(([1.0, 1.0], [0]), (SOUDER, [1]), (BITUME, [1]))
    assert said_firmly(HALVES, found, found.target_entity, EVERY, 2).tolist() == pytest.approx([1.0, 1.0])


def test_a_word_that_several_gestures_repeat_counts_more_than_one_said_once():
    found = gestures((BITUME, [0, 1]), (BITUME, [0]), (BITUME, [0]))
    three_times, once = said_often(HALVES, found, found.target_entity, IS_CHOSEN, 2).tolist()
    assert (three_times, once) == pytest.approx((0.5 * 0.75, 0.5 * 0.5))


@pytest.mark.parametrize("nature", [Nature.COMPETENCE, Nature.APPELLATION, Nature.NOM_COURANT])
def test_labels_that_nobody_chose_for_a_few_metiers_repeat_nothing(nature):
    found = gestures((BITUME, [0]), nature=nature)
    assert said_often(HALVES, found, found.target_entity, IS_CHOSEN, 1).tolist() == [0.0]


def ranked(*groups):
    return Reranker(read_relevance()).rank(PLAN, merged(*groups))


def test_many_gestures_that_say_a_word_each_outweigh_a_name_that_says_half():
    name = gestures((SOUDER, [0]), nature=Nature.APPELLATION)
    said = gestures(*[(SOUDER, [1]), (BITUME, [1])] * 3, rest=4.0)
    assert ranked(name, said).entities.tolist() == [1, 0]


def test_what_is_repeated_says_nothing_when_the_query_is_a_name():
    repeated = PARTIES.index("recoupement")
    gestes = gestures(*[([1.0, 1.0], [1])] * 3, rest=4.0)
    assert ranked(gestes).parts[:, repeated].any()
    assert not ranked(gestures(([1.0, 1.0], [0]), nature=Nature.TITRE), gestes).parts[:, repeated].any()
