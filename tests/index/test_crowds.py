"""A label that names a crowd speaks for what is named otherwise, and brings in only its first entities."""

import numpy as np

from index.crowds import CROWD, Targets, heard, whole


def targets(*named):
    """What the labels of one group name."""
    lengths = np.array([len(one) for one in named])
    return Targets(np.concatenate(named).astype(np.int32), np.cumsum(lengths) - lengths, lengths)


def named_by(group, full_text=()):
    [(labels, positions)] = heard([group], np.array(full_text, dtype=np.int64))
    return [group.entities[positions[labels == label]].tolist() for label in range(len(group.lengths))]


def test_what_no_crowd_is_in_does_not_change():
    assert named_by(targets([1, 2], [2]), full_text=[3]) == [[1, 2], [2]]


def test_a_crowd_brings_in_its_first_entities_only():
    [crowd] = named_by(targets(range(CROWD + 500)))
    assert crowd == list(range(CROWD))


def test_a_crowd_still_speaks_for_what_another_label_or_the_full_text_names():
    far, farther = CROWD + 100, CROWD + 300
    few, crowd = named_by(targets([far], range(CROWD + 500)), full_text=[farther])
    assert few == [far]
    assert crowd == [*range(CROWD), far, farther]


def test_what_a_reader_refuses_counts_the_crowd_whole():
    labels = Targets(np.arange(CROWD + 500), np.array([0]), np.array([CROWD + 500]))
    label, position = whole(labels)
    assert position.tolist() == list(range(CROWD + 500))
    assert not label.any()
