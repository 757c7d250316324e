"""Labels being gathered: those of the same words and nature are one, whatever their number.

Texts and keys are in a temporary file, what joins them in flat arrays: a label costs the memory of its
targets.
"""

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ints
from index.building.labels.wording import Cible, Keys
from index.documents import NATURES, LabelDocument, Nature

_DIGEST_BYTES = 8
"""Of ten million labels, one chance in three hundred thousand that two are taken for one."""
_AT_HAND = 1 << 13
"""Labels that thousands of entities share (a domain, an acronym) are written once while they keep coming."""
T = TypeVar("T", str, float)
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
        self._targets = _Targets()

    def add(self, nature: Nature, texte: str, said: Keys, cles: Keys, cibles: Iterable[Cible]) -> None:
        """`said`: keys of the text itself; two texts that share an acronym stay two labels, two reasons."""
        self._targets.add(self._row_of(nature, texte, said, cles), cibles)

    def _write(self, nature: Nature, texte: str, said: Keys, cles: Keys) -> int:
        head = f"{self._positions[nature]}\n{' '.join(cles)}\n"
        digest = blake2b(f"{head}{' '.join(said)}".encode(), digest_size=_DIGEST_BYTES).digest()
        self._digests.append(int.from_bytes(digest, "little"))
        size = self._file.write(f"{head}{texte}".encode())
        self._starts.append(self._starts[-1] + size)
        return len(self._digests) - 1

    def drain(self) -> Iterator[LabelDocument]:
        """Each label once, in the order of its first text; its targets in the order of their codes."""
        self._file.flush()  # now: another process may be the one that reads
        return self._drained() if self._digests else iter(())

    def _drained(self) -> Iterator[LabelDocument]:
        label_of_row = _numbered(np.frombuffer(self._digests, dtype=np.uint64))
        self._digests = array("Q")
        targets = self._targets.of_labels(label_of_row)
        rows, first_row = _grouped(label_of_row)
        del label_of_row  # each of these arrays is tens of megabytes for a national corpus
        with self._file:
            for label in range(len(first_row) - 1):
                (nature, cles, texte), *others = (
                    self._read(row) for row in rows[first_row[label] : first_row[label + 1]].tolist()
                )
                yield LabelDocument(
                    nature=NATURES[int(nature)],
                    textes=tuple(dict.fromkeys((texte, *(other[2] for other in others)))),
                    cles=tuple(cles.split(" ")),
                    cibles=targets.of(label),
                )

    def _read(self, row: int) -> list[str]:
        """Nature, keys and text. Not mapped: its pages would be memory of the build."""
        start = self._starts[row]
        return os.pread(self._file.fileno(), self._starts[row + 1] - start, start).decode().split("\n", 2)


class _Targets:
    """What rows name, and how firmly. Weights are few: each target keeps the number of its own."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._weights: dict[float, int] = {}
        self._row, self._code, self._weight = array("i"), array("i"), array("H")

    def add(self, row: int, cibles: Iterable[Cible]) -> None:
        codes, weights = self._codes, self._weights
        for code, weight in cibles:
            self._row.append(row)
            self._code.append(codes.setdefault(code, len(codes)))
            self._weight.append(weights.setdefault(weight, len(weights)))

    def of_labels(self, label_of_row: Ints) -> "_LabelTargets":
        codes, weights = sorted(self._codes), sorted(self._weights)
        packed = label_of_row[np.frombuffer(self._row, dtype=np.int32)]
        packed *= len(codes)
        packed += _ranks(self._codes, codes)[np.frombuffer(self._code, dtype=np.int32)]
        packed *= len(weights)
        packed += _ranks(self._weights, weights)[np.frombuffer(self._weight, dtype=np.uint16)]
        self._row, self._code, self._weight = array("i"), array("i"), array("H")
        packed.sort()
        return _LabelTargets(codes, weights, packed, int(label_of_row.max()))


class _LabelTargets:
    """Label, code and weight of a target are one number, so that sorting them takes no more than they do."""

    def __init__(self, codes: list[str], weights: list[float], packed: Ints, last: int) -> None:
        """`packed`: in order; of what a label says twice of a code, the strongest comes last."""
        self._codes, self._weights = codes, weights
        named = packed // len(weights)
        self._packed = packed[np.append(named[1:] != named[:-1], [True])]
        labels = np.arange(last + 2) * (len(codes) * len(weights))
        self._begins = array("q", self._packed.searchsorted(labels).tobytes())

    def of(self, label: int) -> tuple[Cible, ...]:
        """In the order of their codes."""
        targets = self._packed[self._begins[label] : self._begins[label + 1]].tolist()
        named = (divmod(target, len(self._weights)) for target in targets)
        return tuple((self._codes[code % len(self._codes)], self._weights[weight]) for code, weight in named)


def _ranks(numbers: Mapping[T, int], ordered: Sequence[T]) -> NDArray[np.int32]:
    """Place in order of what each number stands for."""
    ranks = np.empty(len(ordered), dtype=np.int32)
    ranks[[numbers[one] for one in ordered]] = np.arange(len(ordered))
    return ranks


def _numbered(digests: NDArray[np.uint64]) -> Ints:
    """Label of each row: same digest, same label; numbered in the order of their first rows."""
    _, first_rows, found = np.unique(digests, return_index=True, return_inverse=True)
    number = np.empty(len(first_rows), dtype=np.int64)
    number[first_rows.argsort()] = np.arange(len(first_rows))
    numbered: Ints = number[found]
    return numbered


def _grouped(label_of_row: Ints) -> tuple[Ints, "array[int]"]:
    """Rows of the first label, then of the second… in the order they came, and where each label begins."""
    rows = label_of_row.argsort(kind="stable")
    return rows, _begins(label_of_row[rows], int(label_of_row.max()))


def _begins(labels: Ints, last: int) -> "array[int]":
    """Eight bytes a label: as a list of numbers, two million labels would take five times more."""
    return array("q", np.searchsorted(labels, np.arange(last + 2)).astype(np.int64).tobytes())
