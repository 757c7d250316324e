"""Opens the raw files of a run, in a folder or in an archive, and never past their declared size."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, cast

from crawler.declaration.source import SourceSpec, logical_name
from crawler.files.archives import FAULTS, announced_size, open_member
from crawler.files.locate import Publication
from crawler.files.places import Place
from debouches.errors import ParseError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class LocatedFiles:
    """`RawFiles` over a publication found by `locate`."""

    def __init__(self, spec: SourceSpec, publication: Publication) -> None:
        self._spec = spec
        self._places = publication.places

    def names(self) -> Sequence[str]:
        """Declared order; the files of one logical name are « name:file »."""
        order = list(self._spec.files)
        return tuple(sorted(self._places, key=lambda name: order.index(logical_name(name))))

    def place(self, name: str) -> Place:
        return self._places[name]

    def open(self, name: str) -> BinaryIO:
        place = self._places[name]
        limit = self._spec.file(name).max_bytes
        stream = self._open_place(place, limit)
        bounded = _BoundedStream(stream, limit=limit, source=self._spec.name, file=place.shown)
        return cast("BinaryIO", io.BufferedReader(bounded, buffer_size=1 << 16))

    def _open_place(self, place: Place, limit: int) -> BinaryIO:
        try:
            announced = announced_size(place.path, place.inside)
            if announced is None or announced <= limit:
                return open_member(place.path, place.inside)
        except FAULTS as error:
            raise ParseError(
                f"Fichier illisible : {error}", source=self._spec.name, file=place.shown
            ) from error
        raise _too_large(limit, self._spec.name, place.shown)


def _too_large(limit: int, source: str, file: str) -> ParseError:
    return ParseError(
        f"Fichier plus gros que la limite déclarée ({limit:,} octets)", source=source, file=file
    )


class _BoundedStream(io.RawIOBase):
    """Counts what really comes out: the size announced by an archive may lie."""

    def __init__(self, stream: BinaryIO, *, limit: int, source: str, file: str) -> None:
        super().__init__()
        self._stream, self._left, self._limit = stream, limit, limit
        self._source, self._file = source, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        try:
            chunk = self._stream.read(len(view))
        except FAULTS as error:
            message = f"Fichier tronqué ou abîmé : {error}"
            raise ParseError(message, source=self._source, file=self._file) from error
        self._left -= len(chunk)
        if self._left < 0:
            raise _too_large(self._limit, self._source, self._file)
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()
