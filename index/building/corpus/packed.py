"""Small values by code, packed in one run of bytes and made again when they are asked for.

As objects, half a million of them would take four times more memory; and each process of a build that reads
them would soon have its own copy, since to read a Python object is to write in it (it counts who holds it).
"""

import marshal
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=NamedTuple)


class Packed(Mapping[str, T], Generic[T]):
    """Named tuples by their code, which is their first field, in the order of their codes."""

    def __init__(
        self,
        kind: type[T],
        numbers: Mapping[str, int],
        make: Callable[[str], T],
        unique: Collection[str] = (),
    ) -> None:
        """`numbers`: place of each code, from 0, in order. `unique`: fields whose values do not come back.

        What the other fields say is kept once.
        """
        self._numbers, self._made = numbers, kind._make
        rows = _Rows([name not in unique for name in kind._fields[1:]])
        self._ends, packed = array("q", [0]), bytearray()
        for code in numbers:
            packed += rows.pack(make(code)[1:])
            self._ends.append(len(packed))
        self._packed, self._tables = memoryview(packed), rows.tables()

    def __getitem__(self, code: str) -> T:
        number = self._numbers[code]
        packed = self._packed[self._ends[number] : self._ends[number + 1]]
        row = zip(self._tables, marshal.loads(packed), strict=True)  # noqa: S302 - packed by this very object
        return self._made([code, *[value if table is None else table[value] for table, value in row]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, code: object) -> bool:
        return code in self._numbers


class _Rows:
    """Turns values into rows of bytes, while it numbers those that come back."""

    def __init__(self, comes_back: list[bool]) -> None:
        self._numbers: list[dict[Any, int] | None] = [{} if one else None for one in comes_back]

    def pack(self, values: tuple[Any, ...]) -> bytes:
        return marshal.dumps(
            tuple(
                value if numbers is None else numbers.setdefault(value, len(numbers))
                for value, numbers in zip(values, self._numbers, strict=True)
            )
        )

    def tables(self) -> list[list[Any] | None]:
        return [None if numbers is None else list(numbers) for numbers in self._numbers]
