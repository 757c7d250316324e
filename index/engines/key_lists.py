"""Lists of keys laid end to end; they get their ids once the lexicon, which comes last, is there."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from debouches.errors import DocumentRejectedError
from index.arrays import Ints
from index.engines.columns import Column
from index.lexicon import Lexicon


class KeyLists:
    def __init__(self) -> None:
        self._local: dict[str, int] = {}
        """Keys by order of appearance."""
        self._cles, self._counts = Column("i"), Column("i")

    def add(self, cles: Collection[str]) -> None:
        """One more list."""
        self._cles.extend([self._local.setdefault(cle, len(self._local)) for cle in cles])
        self._counts.extend((len(cles),))

    def read(self, lexicon: Lexicon) -> tuple[Ints, NDArray[np.int32]]:
        """Offsets of the lists, ids of their keys; DocumentRejectedError if one is not in the lexicon."""
        ids = np.array([_known(lexicon, cle) for cle in self._local], dtype=np.int32)
        local = self._cles.read()
        return offsets_of(self._counts.read()), ids[local] if len(local) else local


def offsets_of(lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def _known(lexicon: Lexicon, cle: str) -> int:
    position = lexicon.id_of(cle)
    if position is None:
        raise DocumentRejectedError(f"le mot « {cle} » n'est pas dans le lexique de la génération")
    return position
