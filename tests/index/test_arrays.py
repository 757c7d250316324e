"""Sets of numbers as sorted arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import common, distinct, firsts, in_order, members, union, without

NUMBERS = st.lists(st.integers(0, 30)).map(lambda some: np.array(some, dtype=np.int64))


@given(NUMBERS, NUMBERS)
def test_sets_are_those_of_python_in_order(some, others):
    left, right = set(some.tolist()), set(others.tolist())
    assert distinct(some).tolist() == sorted(left)
    assert union(some, others).tolist() == sorted(left | right)
    assert common(some, others).tolist() == sorted(left & right)
    assert without(some, others).tolist() == sorted(left - right)


@given(NUMBERS, st.integers(0, 10**9))
def test_a_number_beyond_the_members_is_none_of_them(some, number):
    is_member = members(some).take([number], mode="clip")
    assert is_member.tolist() == [number in some.tolist()]


@given(NUMBERS)
def test_positions_in_order_are_those_of_a_stable_sort(some):
    ranks = some.tolist()
    assert in_order(some).tolist() == sorted(range(len(ranks)), key=lambda at: ranks[at])


@given(NUMBERS)
def test_each_number_comes_first_once(some):
    assert some[firsts(some)].tolist() == list(dict.fromkeys(some.tolist()))
