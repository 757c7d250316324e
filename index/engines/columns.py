"""Columns of numbers that wait in a file: what is only read once it is whole needs no memory before."""

from array import array
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

_AT_HAND = 1 << 16
"""How many numbers are written at once."""


class Column:
    def __init__(self, typecode: str) -> None:
        """`typecode`: of `array` and numpy, which name these types alike."""
        self._last: array[Any] = array(typecode)
        self._file = TemporaryFile()  # noqa: SIM115 - closed with the column
        self._written = 0

    def __len__(self) -> int:
        return self._written + len(self._last)

    def extend(self, values: Iterable[float]) -> None:
        self._last.extend(values)
        if len(self._last) >= _AT_HAND:
            self._write()

    def read(self) -> NDArray[Any]:
        """The whole column."""
        self._write()
        self._file.seek(0)
        return np.frombuffer(self._file.read(), dtype=self._last.typecode)

    def _write(self) -> None:
        self._file.write(self._last.tobytes())
        self._written += len(self._last)
        del self._last[:]
