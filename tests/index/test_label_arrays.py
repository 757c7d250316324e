"""The arrays of the second stage: what is found there, and that they survive a journey."""

import numpy as np
import pytest

from debouches.errors import DocumentRejectedError
from index.documents import GROUPES, Groupe, LabelDocument, Nature
from index.engines.base import LabelHits
from index.engines.label_arrays import LabelArrays, LabelArraysBuilder, read_candidates
from index.lexicon import Lexicon
from index.plan import Alternative, QueryPlan, Term

LEXICON = Lexicon(["macon", "chantier", "chef"], [2.0, 1.0, 0.5], [])


def label(*cles):
    return LabelDocument(Nature.TITRE, (" ".join(cles),), cles, ())


@pytest.fixture
def arrays():
    builder = LabelArraysBuilder()
    builder.add(label("chef", "chantier"), [(4, 0.5), (9, 1.0), (2, 1.0)])
    builder.add(label("macon"), [(6, 0.25)])
    return builder.build(LEXICON)


def plan(*cles):
    return QueryPlan(tuple(Term(cle, (Alternative(cle, 1.0),), 1.0) for cle in cles))


def candidates(arrays, ids, *cles):
    """Every group has the same labels; `ids` are found in some."""
    found = {groupe: np.array(ids.get(groupe, []), dtype=np.int64) for groupe in Groupe}
    labels = dict.fromkeys(Groupe, arrays)
    return read_candidates(plan(*cles), LEXICON, labels, found, with_crowds=False)


def test_labels_are_given_in_the_order_found_with_their_own_targets(arrays):
    hits = candidates(arrays, {Groupe.NOMS: [1, 0]}, "macon", "chantier")
    assert hits.matched.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert hits.rest.tolist() == [0.0, 0.5]
    assert hits.head.tolist() == [0, -1]
    assert hits.target_label.tolist() == [0, 1, 1, 1]
    assert hits.target_entity.tolist() == [6, 4, 9, 2]


def test_labels_come_group_after_group_each_with_its_own_targets(arrays):
    hits = candidates(arrays, {Groupe.NOTIONS: [0], Groupe.NOMS: [1]}, "macon")
    assert [GROUPES[groupe] for groupe in hits.groupes] == [Groupe.NOMS, Groupe.NOTIONS]
    assert hits.ids.tolist() == [1, 0]
    assert [hits.target_entity[hits.target_label == label].tolist() for label in (0, 1)] == [[6], [4, 9, 2]]


def test_nothing_is_found(arrays):
    hits = candidates(arrays, {}, "macon")
    assert {len(getattr(hits, name)) for name in LabelHits.__slots__} == {0}


def test_the_firmest_target_is_the_first_among_equals(arrays):
    assert arrays.firmest(np.array([0, 1])).tolist() == [9, 6]


def test_what_is_sent_elsewhere_comes_back_the_same(arrays):
    read = LabelArrays.load(dict(arrays.dump()).__getitem__)
    for name in ("cle_offsets", "cles", "cible_offsets", "cibles", "poids", "natures"):
        assert getattr(read, name).tolist() == getattr(arrays, name).tolist()


def test_a_word_that_the_lexicon_does_not_know_is_refused():
    builder = LabelArraysBuilder()
    builder.add(label("fleuriste"), [(1, 1.0)])
    with pytest.raises(DocumentRejectedError, match="fleuriste"):
        builder.build(LEXICON)
