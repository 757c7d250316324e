"""Labels being gathered: those of the same words and nature are one, whatever their number.

Texts and keys are in a temporary file, what joins them in flat arrays: a label costs the memory of its
targets.
"""

import os
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from tempfile import TemporaryFile

import numpy as np
from numpy.typing import NDArray

from index.documents import NATURES, LabelDocument, Nature
from index.wording import Cible, Keys

_DIGEST_BYTES = 8
"""Of ten million labels, one chance in three hundred thousand that two are taken for one."""
_AT_HAND = 1 << 13
"""Labels that thousands of entities share (a domain, an acronym) are written once while they keep coming."""
Ints = NDArray[np.int64]
Said = tuple[Nature, str, Keys, Keys, Iterable[Cible]]
"""What `LabelGatherer.add` takes."""


class LabelGatherer:
    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed when drained, or with the gatherer
        self._starts = array("q", [0])
        """Where each row begins in the file; a row is a label as it was added."""
        self._digests = array("Q")
        self._row_of = lru_cache(maxsize=_AT_HAND)(self._write)
        self._positions = {nature: i for i, nature in enumerate(NATURES)}
        self._numbers: dict[str, int] = {}
        """Code of an entity → its number in the targets."""
        self._row, self._entity, self._weight = array("i"), array("i"), array("d")

    def add(self, nature: Nature, texte: str, said: Keys, cles: Keys, cibles: Iterable[Cible]) -> None:
        """`said`: keys of the text itself; two texts that share an acronym stay two labels, two reasons."""
        row = self._row_of(nature, texte, said, cles)
        for code, weight in cibles:
            self._row.append(row)
            self._entity.append(self._numbers.setdefault(code, len(self._numbers)))
            self._weight.append(weight)

    def _write(self, nature: Nature, texte: str, said: Keys, cles: Keys) -> int:
        head = f"{self._positions[nature]}\n{' '.join(cles)}\n"
        digest = blake2b(f"{head}{' '.join(said)}".encode(), digest_size=_DIGEST_BYTES).digest()
        self._digests.append(int.from_bytes(digest, "little"))
        size = self._file.write(f"{head}{texte}".encode())
        self._starts.append(self._starts[-1] + size)
        return len(self._digests) - 1

    def drain(self) -> Iterator[LabelDocument]:
        """Each label once, in the order of its first text; its targets in the order of their codes."""
        if not self._digests:
            return
        label_of_row = self._labels()
        rows, first_row = _grouped(label_of_row)
        codes = sorted(self._numbers)
        entities, weights, first_target = self._targets(codes, label_of_row)
        with self._file:
            self._file.flush()
            for label in range(len(first_row) - 1):
                (nature, cles, texte), *others = (
                    self._read(row) for row in rows[first_row[label] : first_row[label + 1]].tolist()
                )
                targets = slice(first_target[label], first_target[label + 1])
                named = (codes[entity] for entity in entities[targets].tolist())
                yield LabelDocument(
                    nature=NATURES[int(nature)],
                    textes=tuple(dict.fromkeys((texte, *(other[2] for other in others)))),
                    cles=tuple(cles.split(" ")),
                    cibles=tuple(zip(named, weights[targets].tolist(), strict=True)),
                )

    def _read(self, row: int) -> list[str]:
        """Nature, keys and text. Not mapped: its pages would be memory of the build."""
        start = self._starts[row]
        return os.pread(self._file.fileno(), self._starts[row + 1] - start, start).decode().split("\n", 2)

    def _labels(self) -> Ints:
        """Label of each row: same digest, same label; numbered in the order of their first rows."""
        digests = np.frombuffer(self._digests, dtype=np.uint64)
        _, first_rows, found = np.unique(digests, return_index=True, return_inverse=True)
        number = np.empty(len(first_rows), dtype=np.int64)
        number[first_rows.argsort()] = np.arange(len(first_rows))
        numbered: Ints = number[found]
        return numbered

    def _targets(
        self, codes: list[str], label_of_row: Ints
    ) -> tuple[NDArray[np.int32], NDArray[np.float64], "array[int]"]:
        """Entities of every label laid end to end, the strongest weight of each, and where labels begin."""
        ranks = np.empty(len(codes), dtype=np.int64)
        ranks[[self._numbers[code] for code in codes]] = np.arange(len(codes))
        pairs = label_of_row[np.frombuffer(self._row, dtype=np.int32)] << 32
        pairs |= ranks[np.frombuffer(self._entity, dtype=np.int32)]
        self._row, self._entity = array("i"), array("i")
        order = pairs.argsort()
        pairs = pairs[order]
        weights = np.frombuffer(self._weight)[order]
        self._weight = array("d")
        del order  # each of these arrays is tens of megabytes for a national corpus
        firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
        strongest = np.maximum.reduceat(weights, firsts)
        labels, entities = pairs[firsts] >> 32, (pairs[firsts] & 0xFFFFFFFF).astype(np.int32)
        return entities, strongest, _begins(labels, int(label_of_row.max()))


def _grouped(label_of_row: Ints) -> tuple[Ints, "array[int]"]:
    """Rows of the first label, then of the second… in the order they came, and where each label begins."""
    rows = label_of_row.argsort(kind="stable")
    return rows, _begins(label_of_row[rows], int(label_of_row.max()))


def _begins(labels: Ints, last: int) -> "array[int]":
    """Eight bytes a label: as a list of numbers, two million labels would take five times more."""
    return array("q", np.searchsorted(labels, np.arange(last + 2)).astype(np.int64).tobytes())
