"""Known words that an unknown one may be a typo of, found without measuring how far each of them is."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ints

_BITS = 64
_BYTES_OF_A_LETTER = 4


class WordShapes:
    """Of each word, its length and the set of its letters.

    An edit adds a letter to the set or takes one away, does both, or does nothing: words whose sets differ by
    more than two letters an edit are too far. Of fifty thousand words, a few hundred are left to be measured.
    """

    def __init__(self, mots: Sequence[str]) -> None:
        written = np.array(mots, dtype=np.str_)
        places = written.dtype.itemsize // _BYTES_OF_A_LETTER
        letters = written.view(np.uint32).reshape(len(mots), places)
        self._lengths = (letters != 0).sum(axis=1)
        self._sets = _sets_of(letters)

    def within(self, mot: str, edits: int) -> Iterator[Ints]:
        """Positions of the words that may be so many edits away, those of each length together."""
        mine = _sets_of(np.array([[ord(letter) for letter in mot]], dtype=np.uint32))
        longer = np.abs(self._lengths - len(mot))
        other_letters = np.bitwise_count(self._sets ^ mine)
        near = np.flatnonzero((longer <= edits) & (other_letters <= 2 * edits - longer))
        for length in range(len(mot) - edits, len(mot) + edits + 1):
            yield near[self._lengths[near] == length]


def _sets_of(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A bit for each letter of each row; 0 stands for no letter."""
    bits = np.uint64(1) << (letters % _BITS).astype(np.uint64)
    sets: NDArray[np.uint64] = np.bitwise_or.reduce(np.where(letters, bits, np.uint64(0)), axis=1)
    return sets
