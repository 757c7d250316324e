"""Small values by code, packed in one run of bytes and made again when they are asked for.

As objects, half a million of them would take four times more memory; and each process of a build that reads
them would soon have its own copy, since to read a Python object is to write in it (it counts who holds it).
"""

import marshal
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar


class Packable(Protocol):
    """A dataclass whose first field is its code."""

    UNIQUE: ClassVar[tuple[str, ...]]
    """Fields whose values do not come back; those of the others are kept once."""


T = TypeVar("T", bound=Packable)
_AT_HAND = 1 << 13
"""What thousands of others name is asked again and again."""


class Packed(Mapping[str, T], Generic[T]):
    """Values of one dataclass, in the order of their codes."""

    def __init__(self, kind: type[T], numbers: Mapping[str, int], make: Callable[[str], T]) -> None:
        """`numbers`: place of each code, from 0, in order."""
        self._kind: Callable[..., T] = kind
        self._numbers = numbers
        rows = _Rows(kind)
        self._ends, packed = array("q", [0]), bytearray()
        for code in numbers:
            packed += rows.pack(make(code))
            self._ends.append(len(packed))
        self._packed, self._tables = memoryview(packed), rows.tables()
        self._at_hand = lru_cache(maxsize=_AT_HAND)(self._read)

    def __getitem__(self, code: str) -> T:
        return self._at_hand(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, code: object) -> bool:
        return code in self._numbers

    def _read(self, code: str) -> T:
        number = self._numbers[code]
        packed = self._packed[self._ends[number] : self._ends[number + 1]]
        row = zip(self._tables, marshal.loads(packed), strict=True)  # noqa: S302 - packed by this very object
        return self._kind(code, *[value if table is None else table[value] for table, value in row])


class _Rows:
    """Turns values into rows of bytes, while it numbers what comes back."""

    def __init__(self, kind: type[Any]) -> None:
        self._names = [field.name for field in fields(kind)][1:]
        self._numbers: list[dict[Any, int] | None] = [None if n in kind.UNIQUE else {} for n in self._names]

    def pack(self, value: object) -> bytes:
        said = (getattr(value, name) for name in self._names)
        return marshal.dumps(
            tuple(
                one if numbers is None else numbers.setdefault(one, len(numbers))
                for one, numbers in zip(said, self._numbers, strict=True)
            )
        )

    def tables(self) -> list[list[Any] | None]:
        return [None if numbers is None else list(numbers) for numbers in self._numbers]
