"""A column gives back what it was given, whether it waited in memory or in its file."""

import pytest

from index.engines import columns
from index.engines.columns import Column


@pytest.mark.parametrize("at_hand", [1, 3, 1000])
def test_a_column_is_read_back_whole_and_in_order(monkeypatch, at_hand):
    monkeypatch.setattr(columns, "_AT_HAND", at_hand)
    column = Column("i")
    for run in ([1, 2], [], [3], [-4, 5, 6, 7]):
        column.extend(run)
    assert len(column) == 7
    assert column.read().tolist() == [1, 2, 3, -4, 5, 6, 7]


def test_nothing_is_read_from_an_empty_column():
    assert Column("f").read().tolist() == []
