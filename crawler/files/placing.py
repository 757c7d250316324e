"""Where something is written in the files that were sent: the line of a text, the row of a workbook."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from crawler.files.pieces import Piece
from crawler.files.recognise import MAX_WORKBOOK
from crawler.readers.first_bytes import ZIP
from crawler.readers.xlsx_rows import sheets_as_text

_ENCODINGS = ("utf-8", "cp1252")


class Place(NamedTuple):
    file: str
    line: int


class Placing:
    """Nothing is looked at before the first question."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = tuple(pieces)

    def of_record(self, code: str) -> Place | None:
        """The first place where the code of a record is written, and not within a longer one."""
        return self._first(code)

    def of_value(self, value: str, record: str = "") -> Place | None:
        """A value of a record: from where this one begins, for « 1 » is written everywhere."""
        return self._first(value, after=record)

    def of_line(self, line: int) -> Place | None:
        """A line noted when the file was read, 0 if none was; of several files, nobody knows which."""
        return Place(self._pieces[0].name, line) if line and len(self._pieces) == 1 else None

    def of_field(self, field: str) -> Place | None:
        """The first place where an element or a column is named."""
        name = field.rpartition("/")[2].strip("@")
        return self._first(f"<{name}") or self._first(name)

    def _first(self, written: str, after: str = "") -> Place | None:
        text = written.strip()
        found = (self._in(text, after, *one) for one in self._texts) if text else ()
        return next(filter(None, found), None)

    def _in(self, text: str, after: str, name: str, content: bytes) -> Place | None:
        begins = max(_find(after.strip(), content, 0), 0) if after else 0
        at = _find(text, content, begins)
        return Place(name, content.count(b"\n", 0, at) + 1) if at >= 0 else None

    @cached_property
    def _texts(self) -> tuple[tuple[str, bytes], ...]:
        return tuple((piece.name, text) for piece in self._pieces for text in _of_piece(piece))


def _of_piece(piece: Piece) -> Iterator[bytes]:
    if piece.content.startswith(ZIP):
        yield from sheets_as_text(piece.content, MAX_WORKBOOK)
    else:
        yield piece.content


def _find(text: str, content: bytes, start: int) -> int:
    """A whole word; -1 if it is not there."""
    for encoding in _ENCODINGS:
        sought = text.encode(encoding, errors="replace")
        place = content.find(sought, start)
        while place >= 0 and _is_within(sought, content, place):
            place = content.find(sought, place + 1)
        if place >= 0:
            return place
    return -1


def _is_within(text: bytes, content: bytes, place: int) -> bool:
    around = content[max(place - 1, 0) : place], content[place + len(text) : place + len(text) + 1]
    return any(one.isalnum() or one in (b"_", b".") for one in around if one)
