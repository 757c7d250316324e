"""What each harvest of a source changed: one file per run, in the order of the records."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from debouches.storage import Storage, read_pointer

KEPT_JOURNALS = 400
Key = tuple[str, str]
"""Type and id of a record."""
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_WHOLE = ".tout"
"""Mark of the first journal of a source: all its records are new."""


def write_journal(storage: Storage, source: str, changed: Iterable[Key] | None, at: datetime) -> None:
    """The records that a run changed, in order; None: it is the first, and all are new."""
    folder = storage.changes(source)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at.astimezone(UTC).strftime(_STAMP)}{_WHOLE if changed is None else ''}.jsonl"
    aside = path.with_name(f".{path.name}.partial")
    with aside.open("wb") as file:
        file.writelines(orjson.dumps(key) + b"\n" for key in changed or ())
    aside.replace(path)
    for old in journals(storage, source)[:-KEPT_JOURNALS]:
        old.unlink()


def journals(storage: Storage, source: str) -> list[Path]:
    return sorted(storage.changes(source).glob("[0-9]*.jsonl"))


def stamp_of(journal: Path) -> datetime:
    return datetime.strptime(journal.stem.removesuffix(_WHOLE), _STAMP).replace(tzinfo=UTC)


def replaces_all(journal: Path) -> bool:
    return journal.stem.endswith(_WHOLE)


def keys_of(journal: Path) -> Iterator[Key]:
    with journal.open("rb") as file:
        for line in file:
            name, key = orjson.loads(line)
            yield name, key


def horizon(storage: Storage, source: str) -> datetime | None:
    """From when the changes of a source are known; None: since it began."""
    known = journals(storage, source)
    if not known:  # harvested by a version that kept no journal
        run = read_pointer(storage.current_run(source)) or ""
        return datetime.strptime(run[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return None if replaces_all(known[0]) else _next_second(stamp_of(known[0]))


def _next_second(stamp: datetime) -> datetime:
    """A cursor has no fraction of a second: the first that is not too early."""
    return stamp.replace(microsecond=0) + timedelta(seconds=1)
