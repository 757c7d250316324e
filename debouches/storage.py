"""Layout of DEBOUCHES_HOME: where each thing is, and how it is written without ever leaving half a file.

raw/<source>/<run>/…            bytes as received, immutable, replayable
records/<source>/<run>/*.jsonl  records of the common format, one file per type
records/<source>/current        name of the last good run
records/<source>/changes/…      what each good run changed, by the moment it was published
partage/<source>/…              the records of the last good run that may be shared, compressed
reports/<source>/<run>.json     what that run saw
liens/…                         what checks of other sites' addresses found (crawler/liens/journal.py)
satisfaction.sqlite             answers to « Cette page vous a-t-elle aidé ? »: month, type of page, number
recensement.jsonl               how many dead ends each census found
index/<generation>/…            one searchable generation of the embedded engine
index/current                   name of the generation being served
index/history.jsonl             one line per event of the life of the index
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from secrets import token_hex


@dataclass(frozen=True)
class Storage:
    home: Path

    def raw(self, source: str, run: str) -> Path:
        return self.home / "raw" / source / run

    def records(self, source: str, run: str) -> Path:
        return self.home / "records" / source / run

    def current_run(self, source: str) -> Path:
        """The pointer file that names the last good run of a source."""
        return self.home / "records" / source / "current"

    def changes(self, source: str) -> Path:
        return self.home / "records" / source / "changes"

    def shared(self, source: str) -> Path:
        return self.home / "partage" / source

    def report(self, source: str, run: str) -> Path:
        return self.home / "reports" / source / f"{run}.json"

    @property
    def links(self) -> Path:
        return self.home / "liens"

    @property
    def link_table(self) -> Path:
        """What pages read of them."""
        return self.links / "table.json"

    @property
    def satisfaction(self) -> Path:
        return self.home / "satisfaction.sqlite"

    @property
    def census(self) -> Path:
        """What the site gives of the last census."""
        return self.home / "recensement"

    @property
    def census_history(self) -> Path:
        return self.home / "recensement.jsonl"

    @property
    def index(self) -> Path:
        return self.home / "index"

    def harvested_sources(self) -> list[str]:
        """Names of the sources that have a good run, in alphabetical order."""
        return sorted(p.parent.name for p in (self.home / "records").glob("*/current"))

    def current_records(self, source: str) -> Path | None:
        """Folder of the last good records of a source, if any."""
        name = read_pointer(self.current_run(source))
        return self.records(source, name) if name else None


def write_atomically(path: Path, content: bytes) -> None:
    """Write aside, flush to disk, then rename: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(
        f".{path.name}.{os.getpid()}.{token_hex(4)}"
    )  # not mkstemp: 0600 would hide the file
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: the second finds what the first has made."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        flock(file, LOCK_EX)
        yield


def read_pointer(path: Path) -> str | None:
    """Content of a pointer file, None if it does not exist."""
    try:
        return path.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def write_pointer(path: Path, name: str) -> None:
    write_atomically(path, name.encode() + b"\n")
