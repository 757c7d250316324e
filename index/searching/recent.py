"""What was computed lately, kept for whoever asks for the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, TypeVar

REMEMBERED = 64
"""Readings and rankings of an open generation: who filters, turns the page or comes back asks for the same.
A ranking of half a million documents is half a megabyte."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last values. Safe between threads: at worst, two of them work out the same.

    It holds no function: a cached method would hold its object, hence a whole generation, until the next
    collection of what refers to itself, which a server puts off.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value kept under the key, or a new one; nothing is kept when `make` raises."""
        value = self._values.pop(key, None)
        if value is None:
            value = make()
        self._values[key] = value
        while len(self._values) > self._most:
            self._forget()
        return value

    def _forget(self) -> None:
        """Drop the value asked for least recently; another thread may have just removed it."""
        with suppress(KeyError):
            self._values.popitem(last=False)
