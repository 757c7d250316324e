"""A label that names a crowd speaks for what is named otherwise, and brings in only its first entities."""

import numpy as np

from index.engines.base import LabelHits
from index.engines.crowds import CROWD, Targets, whole, without_crowds


def hits(*targets):
    """Labels, each with the entities it names."""
    label = np.repeat(np.arange(len(targets)), [len(one) for one in targets])
    return LabelHits(
        groupes=np.zeros(len(targets), dtype=np.int64),
        ids=np.arange(len(targets)),
        natures=np.zeros(len(targets), dtype=np.int64),
        matched=np.ones((len(targets), 1), dtype=np.float32),
        rest=np.zeros(len(targets), dtype=np.float32),
        head=np.zeros(len(targets), dtype=np.int64),
        says_rank=np.zeros(len(targets), dtype=np.bool_),
        target_label=label,
        target_entity=np.concatenate(targets).astype(np.int64),
        target_weight=np.ones(len(label), dtype=np.float32),
    )


def named_by(labels):
    thinned = without_crowds(labels)
    return [thinned.target_entity[thinned.target_label == label].tolist() for label in range(len(labels.ids))]


def test_what_no_crowd_is_in_does_not_change():
    same = without_crowds(hits([1, 2], [2]))
    assert same.target_entity.tolist() == [1, 2, 2]


def test_a_crowd_brings_in_its_first_entities_only():
    [crowd] = named_by(hits(range(CROWD + 500)))
    assert crowd == list(range(CROWD))


def test_a_crowd_still_speaks_for_what_another_label_names():
    far = CROWD + 100
    few, crowd = named_by(hits([far], range(CROWD + 500)))
    assert few == [far]
    assert crowd == [*range(CROWD), far]


def test_what_a_reader_refuses_counts_the_crowd_whole():
    labels = Targets(np.arange(CROWD + 500), np.array([0]), np.array([CROWD + 500]))
    label, position = whole(labels)
    assert position.tolist() == list(range(CROWD + 500))
    assert not label.any()
