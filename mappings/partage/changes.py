"""What changed since a moment: the records to write and to remove.

Nothing is held in memory: files of records are ordered by id, and so are the journals.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import groupby
from pathlib import Path

import orjson

from debouches.errors import GoneError
from debouches.storage import Storage
from mappings.partage.cursors import as_cursor
from mappings.partage.journals import horizon, journals, keys_of, replaces_all, stamp_of
from mappings.partage.licences import is_shared
from mappings.partage.whole import shared_lines

OVERLAP = timedelta(minutes=1)
"""Two harvests may publish in one second: what is close to the cursor is told again rather than missed."""


def changes(storage: Storage, sources: Iterable[str], since: datetime) -> Iterator[bytes]:
    """One line per record to write or to remove, then « fin » and the cursor of the next request.

    `GoneError` before the first line, if the journals do not reach that far.
    """
    asked, names = datetime.now(UTC), list(sources)
    for source in names:
        _refuse_before(storage, source, since)
    end = {"operation": "fin", "curseur": as_cursor(asked)}
    return _chain(storage, names, since, orjson.dumps(end) + b"\n")


def _refuse_before(storage: Storage, source: str, since: datetime) -> None:
    known = horizon(storage, source)
    if known is not None and since < known:
        raise GoneError(
            f"Les changements de « {source} » ne sont connus que depuis {as_cursor(known)} : "
            "reprendre l'export entier."
        )


def _chain(storage: Storage, sources: list[str], since: datetime, end: bytes) -> Iterator[bytes]:
    for source in sources:
        yield from _changes_of(storage, source, since)
    yield end


def _changes_of(storage: Storage, source: str, since: datetime) -> Iterator[bytes]:
    since_then = [path for path in journals(storage, source) if stamp_of(path) >= since - OVERLAP]
    if any(map(replaces_all, since_then)):
        yield from (_written(source, line) for line in shared_lines(storage, source))
        return
    folder = storage.current_records(source)
    keys = (key for key, _ in groupby(merge(*map(keys_of, since_then))))
    for name, of_type in groupby(keys, key=lambda key: key[0]):
        path = folder / f"{name}.jsonl" if folder else None
        for wanted, line in _joined((key for _, key in of_type), path):
            yield _written(source, line) if line and is_shared(line) else _removed(source, wanted)


def _joined(keys: Iterable[str], path: Path | None) -> Iterator[tuple[str, bytes | None]]:
    """Each id and its line, if it still has one: both are in the order of the ids."""
    lines = _lines_by_id(path)
    here = next(lines, None)
    for key in keys:
        while here is not None and here[0] < key:
            here = next(lines, None)
        yield key, here[1] if here is not None and here[0] == key else None


def _lines_by_id(path: Path | None) -> Iterator[tuple[str, bytes]]:
    if path is None or not path.exists():
        return
    with path.open("rb") as file:
        yield from ((orjson.loads(line)["id"], line) for line in file)


def _written(source: str, line: bytes) -> bytes:
    head = orjson.dumps({"operation": "ecrire", "source": source})[:-1]
    return head + b',"enregistrement":' + line.rstrip(b"\n") + b"}\n"


def _removed(source: str, key: str) -> bytes:
    return orjson.dumps({"operation": "retirer", "source": source, "id": key}) + b"\n"
