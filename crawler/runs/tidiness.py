"""One harvest of a source at a time, and what a killed one left behind is removed before the next."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock

from debouches.storage import Storage, read_pointer


@contextmanager
def harvesting(storage: Storage, source: str) -> Iterator[bool]:
    """True if nobody else harvests this source. The lock goes with the process that holds it, even killed."""
    folder = storage.current_run(source).parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def sweep(storage: Storage, source: str) -> None:
    """Remove half-written files, and runs that were written whole but never became the current one."""
    current = storage.current_run(source)
    served = read_pointer(current)
    unpublished = (run for run in current.parent.glob("[0-9]*") if served is None or run.name > served)
    for folder in [*current.parent.glob(".*.partial"), *unpublished]:
        shutil.rmtree(folder)
    reports = storage.report(source, "x").parent
    raw = storage.raw(source, "x").parent
    journals = storage.changes(source)
    for file in [*current.parent.glob(".*.*"), *journals.glob(".*"), *reports.glob(".*"), *raw.glob("*/.*")]:
        file.unlink(missing_ok=True)
