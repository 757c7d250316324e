"""Files inside files: zip archives, zips inside them, tars, and files compressed alone."""

import bz2
import gzip
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BufferedIOBase, BufferedReader
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, cast

ZIP = ".zip"
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
ALONE = (".gz", ".bz2", ".xz")
"""Suffixes of one compressed file."""
_MARKS: dict[bytes, Callable[[BinaryIO], BufferedIOBase]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\0": lzma.open,
}
"""First bytes of a compressed file → what reads it."""
_LONGEST_MARK = max(map(len, _MARKS))
MAX_INNER_ARCHIVE = 1 << 30
FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
"""What the libraries raise on an archive that is cut, damaged, locked by a password or of an unknown kind."""


def legible(name: object) -> str:
    """A name as text: old systems wrote theirs in Windows-1252, which no report can hold as it is."""
    text = str(name)
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text).decode("cp1252", errors="replace")
    return text


def plain_name(name: str) -> str:
    """« flux.xml.gz » → « flux.xml »."""
    suffix = next((suffix for suffix in ALONE if name.lower().endswith(suffix)), "")
    return name[: len(name) - len(suffix)]


def is_archive(name: str) -> bool:
    return name.lower().endswith((ZIP, *TARS))


def members(path: Path) -> Iterator[tuple[str, ...]]:
    """Every file of an archive, as the names that lead to it: a zip may hold zips, one level down."""
    if _is_tar(path.name):
        with tarfile.open(path) as tar:
            yield from ((info.name,) for info in tar if info.isfile())
        return
    with zipfile.ZipFile(path) as archive:
        for name in _names(archive):
            yield (name,)
            if name.lower().endswith(ZIP):
                with _inner(archive, name) as inner:
                    yield from ((name, deeper) for deeper in _names(inner))


def open_member(path: Path, inside: tuple[str, ...]) -> BinaryIO:
    """A file, or the file of an archive that `inside` leads to, without its own compression."""
    return _decompressed(_raw(path, inside))


def announced_size(path: Path, inside: tuple[str, ...]) -> int | None:
    """What an archive says of a file of its own, before anything is read."""
    if len(inside) != 1 or _is_tar(path.name):
        return None
    with zipfile.ZipFile(path) as archive:
        return archive.getinfo(inside[0]).file_size


def _raw(path: Path, inside: tuple[str, ...]) -> BinaryIO:
    if not inside:
        return path.open("rb")
    if _is_tar(path.name):
        return cast("BinaryIO", tarfile.open(path).extractfile(inside[0]))
    archive = zipfile.ZipFile(path)
    for name in inside[:-1]:
        archive = _inner(archive, name)
    return cast("BinaryIO", archive.open(inside[-1]))


def _names(archive: zipfile.ZipFile) -> Iterator[str]:
    return (info.filename for info in archive.infolist() if not info.is_dir())


def _inner(archive: zipfile.ZipFile, name: str) -> zipfile.ZipFile:
    """A zip is read from its end: one inside another is first written to disk."""
    if archive.getinfo(name).file_size > MAX_INNER_ARCHIVE:
        raise zipfile.BadZipFile(f"{name} : archive intérieure trop grosse")
    copy = TemporaryFile()  # noqa: SIM115 (closed with the archive that reads it)
    with archive.open(name) as stream:
        copyfileobj(stream, copy)
    return zipfile.ZipFile(copy)


def _decompressed(stream: BinaryIO) -> BinaryIO:
    """By its first bytes: « flux.xml » may be compressed, and « flux.xml.gz » no longer be."""
    start = cast("BufferedReader", stream).peek(_LONGEST_MARK)
    decompress = decompressor_of(start)
    return cast("BinaryIO", decompress(stream)) if decompress else stream


def decompressor_of(start: bytes) -> Callable[[BinaryIO], BufferedIOBase] | None:
    """What reads a file that begins so; None if it is not compressed."""
    return next((decompress for mark, decompress in _MARKS.items() if start.startswith(mark)), None)


def _is_tar(name: str) -> bool:
    return name.lower().endswith(TARS)
