"""Raw records shared with other sites: all of them, or what changed since a moment.

Each line carries its provenance and its licence; a record whose licence is not in `partage.yml` stays here.
Nothing is held in memory: files of records are ordered by id, and so are the journals of changes.
"""

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import blake2b
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from debouches.errors import GoneError, NotFoundError, RequestError
from debouches.storage import Storage, alone, read_pointer
from mappings.records.files import read_source
from mappings.yaml_files import load_yaml

RULES = Path(__file__).parent / "partage.yml"
CHUNK = 1 << 16
_GZIP = 31
"""What zlib calls the format of a .gz file."""
OVERLAP = timedelta(minutes=1)
"""Two harvests may publish in one second: what is close to the cursor is told again rather than missed."""
KEPT_JOURNALS = 400
STAMP = "%Y%m%dT%H%M%S.%fZ"
CURSOR = "%Y-%m-%dT%H:%M:%SZ"
WHOLE = ".tout"
"""Mark of the first journal of a source: all its records are new."""
Key = tuple[str, str]
"""Type and id of a record."""


@cache
def open_licences() -> frozenset[str]:
    return frozenset(rule["licence"] for rule in load_yaml(RULES)["licences"])


def utc_now() -> datetime:
    return datetime.now(UTC)


# What a harvest leaves.


def write_journal(storage: Storage, source: str, changed: Iterable[Key] | None, at: datetime) -> None:
    """The records that a run changed, in order; None: it is the first, and all are new."""
    folder = storage.changes(source)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at.astimezone(UTC).strftime(STAMP)}{WHOLE if changed is None else ''}.jsonl"
    aside = path.with_name(f".{path.name}.partial")
    with aside.open("wb") as file:
        file.writelines(orjson.dumps(key) + b"\n" for key in changed or ())
    aside.replace(path)
    for old in _journals(storage, source)[:-KEPT_JOURNALS]:
        old.unlink()


# Everything.


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
            yield from filter(_is_shared, lines)


def chunks(files: Iterable[BinaryIO]) -> Iterator[bytes]:
    """Compressed files one after the other are one compressed file."""
    for file in files:
        with file:
            yield from iter(partial(file.read, CHUNK), b"")


def compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as one gzip file, as they come."""
    compressor = zlib.compressobj(6, wbits=_GZIP)
    for line in lines:
        if piece := compressor.compress(line):
            yield piece
    yield compressor.flush()


# What changed.


def moment(text: str) -> datetime:
    """A cursor, or the start of a day: « 2026-11-21T20:00:00Z », « 2026-11-21 »."""
    for layout in (CURSOR, "%Y-%m-%d"):
        try:
            return datetime.strptime(text, layout).replace(tzinfo=UTC)
        except ValueError:
            continue
    message = f"« {text} » n'est ni une date (2026-11-21) ni un curseur (2026-11-21T20:00:00Z)."
    raise RequestError(message, parameter="depuis", accepted=("AAAA-MM-JJ", "AAAA-MM-JJThh:mm:ssZ"))


def changes(storage: Storage, sources: Iterable[str], since: datetime) -> Iterator[bytes]:
    """One line per record to write or to remove, then « fin » and the cursor of the next request.

    `GoneError` before the first line, if the journals do not reach that far.
    """
    asked, names = utc_now(), list(sources)
    for source in names:
        _refuse_before(storage, source, since)
    end = {"operation": "fin", "curseur": asked.strftime(CURSOR)}
    return _chain(storage, names, since, orjson.dumps(end) + b"\n")


def _chain(storage: Storage, sources: list[str], since: datetime, end: bytes) -> Iterator[bytes]:
    for source in sources:
        yield from _changes_of(storage, source, since)
    yield end


def _changes_of(storage: Storage, source: str, since: datetime) -> Iterator[bytes]:
    since_then = [path for path in _journals(storage, source) if _stamp_of(path) >= since - OVERLAP]
    if any(path.stem.endswith(WHOLE) for path in since_then):
        yield from (_written(source, line) for line in shared_lines(storage, source))
        return
    folder = storage.current_records(source)
    keys = (key for key, _ in groupby(merge(*map(_keys, since_then))))
    for name, of_type in groupby(keys, key=lambda key: key[0]):
        path = folder / f"{name}.jsonl" if folder else None
        for wanted, line in _joined((key for _, key in of_type), path):
            yield _written(source, line) if line and _is_shared(line) else _removed(source, wanted)


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


def horizon(storage: Storage, source: str) -> datetime | None:
    """From when the changes of a source are known; None: since it began."""
    journals = _journals(storage, source)
    if not journals:  # harvested by a version that kept no journal
        run = read_pointer(storage.current_run(source)) or ""
        return datetime.strptime(run[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return None if journals[0].stem.endswith(WHOLE) else _next_second(_stamp_of(journals[0]))


def _next_second(stamp: datetime) -> datetime:
    """A cursor has no fraction of a second: the first that is not too early."""
    return stamp.replace(microsecond=0) + timedelta(seconds=1)


def _refuse_before(storage: Storage, source: str, since: datetime) -> None:
    known = horizon(storage, source)
    if known is not None and since < known:
        raise GoneError(
            f"Les changements de « {source} » ne sont connus que depuis {known.strftime(CURSOR)} : "
            "reprendre l'export entier."
        )


# What one can ask for.


def manifest(storage: Storage) -> dict[str, Any]:
    """Each source: what it holds, under which licences, and from when its changes are known."""
    sources = [_described(storage, source) for source in storage.harvested_sources()]
    return {"curseur": utc_now().strftime(CURSOR), "sources": sources}


def _described(storage: Storage, source: str) -> dict[str, Any]:
    folder = storage.current_records(source)
    info = read_source(folder) if folder else None
    known = horizon(storage, source)
    licences = info.licences if info else {}
    return {
        "source": source,
        "titre": info.titre if info else source,
        "url": info.url if info else None,
        "recolte": folder.name if folder else None,
        "enregistrements": info.enregistrements if info else {},
        "licences": [
            {"licence": name, "enregistrements": count, "est_partagee": name in open_licences()}
            for name, count in licences.items()
        ],
        "changements_depuis": known.strftime(CURSOR) if known else None,
    }


def _is_shared(line: bytes) -> bool:
    return orjson.loads(line)["provenance"]["licence"] in open_licences()


def _written(source: str, line: bytes) -> bytes:
    head = orjson.dumps({"operation": "ecrire", "source": source})[:-1]
    return head + b',"enregistrement":' + line.rstrip(b"\n") + b"}\n"


def _removed(source: str, key: str) -> bytes:
    return orjson.dumps({"operation": "retirer", "source": source, "id": key}) + b"\n"


def _journals(storage: Storage, source: str) -> list[Path]:
    return sorted(storage.changes(source).glob("[0-9]*.jsonl"))


def _stamp_of(journal: Path) -> datetime:
    return datetime.strptime(journal.stem.removesuffix(WHOLE), STAMP).replace(tzinfo=UTC)


def _keys(journal: Path) -> Iterator[Key]:
    with journal.open("rb") as file:
        for line in file:
            name, key = orjson.loads(line)
            yield name, key


def _compress(lines: Iterable[bytes], path: Path) -> None:
    """Written aside, renamed, and those of earlier runs removed."""
    aside = path.with_name(f".{path.name}.partial")
    with aside.open("wb") as file:
        file.writelines(compressed(lines))
    aside.replace(path)
    for other in path.parent.glob("*.ndjson.gz"):
        if other != path:
            other.unlink(missing_ok=True)
