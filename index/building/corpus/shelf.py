"""Records left on disk: what a build keeps of a formation is its place in a file and a brief of it.

A national corpus has hundreds of thousands of formations and certifications. As objects they would fill the
memory of a server; read again from their lines when they are needed, one at a time, they cost microseconds.
"""

import os
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

import orjson

from mappings.records import Provenance, Record

R = TypeVar("R", bound=Record)
B = TypeVar("B")
Completion = Callable[[list[R]], R]
Packing = Callable[[Mapping[str, int], Callable[[str], R]], Mapping[str, B]]
"""Briefs of the records of these codes, which are numbered in order."""
Published = tuple[R, tuple[Provenance, ...]]
"""A record, and where each line comes from that was made one under its code."""
_ID = re.compile(rb'\{"id":"[a-z-]+:([^"\\]+)"')


class Shelf(Mapping[str, R], Generic[R, B]):
    """Records by code, in the order of their first line; lines of the same code are one record."""

    def __init__(self, read: Callable[[str], Published[R]], briefs: Mapping[str, B]) -> None:
        self._read = read
        self.briefs = briefs
        """What links and lists need of each record, kept in memory."""

    def __getitem__(self, code: str) -> R:
        if code not in self.briefs:
            raise KeyError(code)
        return self._read(code)[0]

    def published(self, code: str) -> Published[R]:
        return self._read(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self.briefs)

    def __len__(self) -> int:
        return len(self.briefs)

    def __contains__(self, code: object) -> bool:
        return code in self.briefs


def shelf_on_disk(
    lines: "Lines", record_type: type[R], complete: Completion[R], pack: Packing[R, B]
) -> Shelf[R, B]:
    """A shelf over the files of several sources; `complete` makes one record of the lines of one code."""

    def read(code: str) -> Published[R]:
        records = [record_type.model_validate_json(line) for line in lines.of(code)]
        return complete(records), tuple(record.provenance for record in records)

    return Shelf(read, pack(lines.numbers, lambda code: read(code)[0]))


class Lines:
    """Where the lines of each code are, in several JSON Lines files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.counts: list[int] = []
        """Lines of each file."""
        self.numbers: dict[str, int] = {}
        """Codes, numbered in the order of their first lines."""
        self._files: list[BinaryIO] = []
        self._first = array("q")
        """First line of each code."""
        self._others: dict[str, list[int]] = {}
        self._file, self._start, self._size = array("b"), array("q"), array("l")
        for path in paths:
            self._scan(path)

    def of(self, code: str) -> list[bytes]:
        """The lines of a code, in the order of the files."""
        first = self._first[self.numbers[code]]
        return [self._line(number) for number in (first, *self._others.get(code, ()))]

    def _line(self, number: int) -> bytes:
        file = self._files[self._file[number]]
        return os.pread(file.fileno(), self._size[number], self._start[number])

    def _scan(self, path: Path) -> None:
        file = path.open("rb")
        self._files.append(file)
        before, start = len(self._start), 0
        for line in file:
            self._note(_code_of(line), start, len(line))
            start += len(line)
        self.counts.append(len(self._start) - before)

    def _note(self, code: str, start: int, size: int) -> None:
        number = len(self._start)
        self._file.append(len(self._files) - 1)
        self._start.append(start)
        self._size.append(size)
        if code in self.numbers:
            self._others.setdefault(code, []).append(number)
        else:
            self.numbers[code] = len(self.numbers)
            self._first.append(number)


def _code_of(line: bytes) -> str:
    """The id is written first; a line written otherwise is read whole."""
    match = _ID.match(line)
    if match:
        return match[1].decode()
    return str(orjson.loads(line)["id"]).split(":", 1)[1]
