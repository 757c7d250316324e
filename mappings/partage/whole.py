"""Every shared record of the sources, compressed."""

import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from debouches.errors import NotFoundError
from debouches.storage import Storage, alone, read_pointer
from mappings.partage.licences import is_shared, open_licences

_CHUNK = 1 << 16
_GZIP = 31
"""What zlib calls the format of a .gz file."""


def sources_of(storage: Storage, only: str | None = None) -> list[str]:
    """The sources that have good records; `NotFoundError` if the one asked for has none."""
    names = storage.harvested_sources()
    if only is None:
        return names
    if only not in names:
        raise NotFoundError(f"La source « {only} » n'a pas d'enregistrements. Sources : {', '.join(names)}.")
    return [only]


def prepared(storage: Storage, source: str) -> Path:
    """The shared records of a source, compressed once for each run: asked for again, they cost nothing."""
    run = read_pointer(storage.current_run(source))
    policy = blake2b(" ".join(sorted(open_licences())).encode(), digest_size=4).hexdigest()
    path = storage.shared(source) / f"{run}-{policy}.ndjson.gz"
    if path.exists():
        return path
    with alone(path.parent):
        if not path.exists():
            _compress(shared_lines(storage, source), path)
    return path


def shared_lines(storage: Storage, source: str) -> Iterator[bytes]:
    folder = storage.current_records(source)
    for file in sorted(folder.glob("*.jsonl")) if folder else ():
        with file.open("rb") as lines:
            yield from filter(is_shared, lines)


def chunks(files: Iterable[BinaryIO]) -> Iterator[bytes]:
    """Compressed files one after the other are one compressed file."""
    for file in files:
        with file:
            yield from iter(partial(file.read, _CHUNK), b"")


def compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as one gzip file, as they come."""
    compressor = zlib.compressobj(6, wbits=_GZIP)
    for line in lines:
        if piece := compressor.compress(line):
            yield piece
    yield compressor.flush()


def _compress(lines: Iterable[bytes], path: Path) -> None:
    """Written aside, renamed, and those of earlier runs removed."""
    aside = path.with_name(f".{path.name}.partial")
    with aside.open("wb") as file:
        file.writelines(compressed(lines))
    aside.replace(path)
    for other in path.parent.glob("*.ndjson.gz"):
        if other != path:
            other.unlink(missing_ok=True)
