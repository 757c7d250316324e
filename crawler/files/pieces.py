"""The files that were sent as one: an archive is opened in memory, never past a size, never on a disk."""

import io
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from crawler.files.archives import FAULTS, decompressor_of, legible
from crawler.readers.first_bytes import ZIP, not_data

MAX_PIECES = 300
MAX_DEPTH = 3
"""A zip in a gz in a zip: publishers go no further, bombs do."""
_EMPTY_ZIP = b"PK\x05\x06"
_WORKBOOK, _MARK_OF_TAR, _PLACE_OF_MARK = "xl/workbook.xml", b"ustar", 257
_DOCUMENTS = {"word/document.xml": "un document Word", "ppt/presentation.xml": "une présentation"}
_NOT_OURS = ("__MACOSX/", ".DS_Store", "Thumbs.db")
"""What a computer adds to an archive without being asked."""


class Piece(NamedTuple):
    name: str
    """Empty where nobody said it."""
    content: bytes


class UnpackingError(Exception):
    """What was sent cannot be opened; the message says why, in French."""


def pieces(content: bytes, most: int, name: str = "") -> list[Piece]:
    """The files of an archive; of anything else, itself. `most`: bytes, once decompressed."""
    room = _Room(most)
    try:
        found = list(_opened(Piece(_plain(name), content), room, 0))
    except FAULTS as error:
        locked = isinstance(error, RuntimeError) and "password" in str(error)
        raise UnpackingError(
            "Archive protégée par un mot de passe : l'envoyer sans." if locked else _SPOILT
        ) from error
    if not found:
        raise UnpackingError("Cette archive est vide.")
    return found


_SPOILT = "Archive ou classeur tronqué, ou abîmé : l'enregistrer et l'envoyer de nouveau."


class _Room:
    """What may still be read."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most
        self._pieces = MAX_PIECES

    def read(self, stream: IO[bytes] | io.BufferedIOBase) -> bytes:
        content = stream.read(self._left + 1)
        self.take(len(content))
        return content

    def take(self, size: int) -> None:
        self._left -= size
        self._pieces -= 1
        if self._left < 0:
            raise UnpackingError(
                f"Plus de {self._most // 1_000_000} Mo une fois décompressé : l'envoyer par morceaux."
            )
        if self._pieces < 0:
            raise UnpackingError(f"Plus de {MAX_PIECES} fichiers : l'envoyer par morceaux.")


def _opened(piece: Piece, room: _Room, depth: int) -> Iterator[Piece]:
    start = piece.content[:6]
    if depth > MAX_DEPTH:
        raise UnpackingError("Des archives dans des archives, trop imbriquées : envoyer les fichiers.")
    if (said := not_data(piece.content)) and depth == 0:
        raise UnpackingError(said)
    if said:  # a notice beside the tables does not spoil them: it is named with what is not read
        yield piece
    elif start.startswith((ZIP, _EMPTY_ZIP)):
        yield from _of_zip(piece, room, depth)
    elif decompress := decompressor_of(start):
        with decompress(io.BytesIO(piece.content)) as stream:
            yield from _opened(Piece(piece.name, room.read(stream)), room, depth + 1)
    elif piece.content[_PLACE_OF_MARK:].startswith(_MARK_OF_TAR):
        yield from _of_tar(piece, room, depth)
    else:
        yield piece


def _of_zip(piece: Piece, room: _Room, depth: int) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(piece.content)) as archive:
        names = archive.namelist()
        if _WORKBOOK in names:
            room.take(sum(info.file_size for info in archive.infolist()))
            yield piece
            return
        if said := _document(archive, names):
            if depth == 0:
                raise UnpackingError(said)
            yield piece
            return
        for info in archive.infolist():
            if not info.is_dir() and not any(one in info.filename for one in _NOT_OURS):
                with archive.open(info) as stream:
                    inner = Piece(_plain(info.filename), room.read(stream))
                yield from _opened(inner, room, depth + 1)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", legible(name))


def _document(archive: zipfile.ZipFile, names: list[str]) -> str:
    """A zip that is a document of an office program, and not an archive."""
    if "mimetype" in names and b"opendocument" in archive.open("mimetype").read(80):
        return "Classeur ou document OpenDocument : l'enregistrer en .xlsx ou en CSV."
    kind = next((said for part, said in _DOCUMENTS.items() if part in names), None)
    return f"Ce fichier est {kind} : c'est un fichier de données qui se vérifie." if kind else ""


def _of_tar(piece: Piece, room: _Room, depth: int) -> Iterator[Piece]:
    with tarfile.open(fileobj=io.BytesIO(piece.content)) as archive:
        for info in archive:
            stream = archive.extractfile(info) if info.isfile() else None
            if stream is not None and not any(one in info.name for one in _NOT_OURS):
                yield from _opened(Piece(_plain(info.name), room.read(stream)), room, depth + 1)
