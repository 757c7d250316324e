"""Collects the records of a run, and writes them beside the good ones before they replace them."""

import re
import shutil
import struct
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from heapq import merge
from itertools import groupby
from operator import itemgetter
from os import fsync
from pathlib import Path
from tempfile import TemporaryFile

import orjson

from crawler.contract import Issue
from crawler.declaration.source import SourceSpec
from crawler.runs.context import RunContext
from debouches.storage import Storage, write_pointer
from mappings.partage.journals import write_journal
from mappings.records import Record
from mappings.records.files import SourceInfo, dump_record, write_source
from mappings.records.ids import type_name

KEPT_RUNS = 2
_HARVEST_DATE = re.compile(rb'"date_recolte":"[^"]*"')


class _Lines:
    """Lines of one type: on disk; in memory, the place and the fingerprint of each, packed together."""

    _PLACE = struct.Struct("<QI")

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (closed with the sink)
        self._known: dict[str, bytes] = {}
        self._end = 0

    def __len__(self) -> int:
        return len(self._known)

    def add(self, key: str, line: bytes) -> None:
        self._file.write(line)
        self._known[key] = self._PLACE.pack(self._end, len(line)) + _mark(line)
        self._end += len(line)

    def mark(self, key: str) -> bytes | None:
        known = self._known.get(key)
        return known and known[self._PLACE.size :]

    def marks(self) -> Iterator[tuple[str, bytes]]:
        """Fingerprints, by id."""
        for key in sorted(self._known):
            yield key, self._known[key][self._PLACE.size :]

    def in_order(self) -> Iterator[bytes]:
        """The lines, by id."""
        for key in sorted(self._known):
            start, length = self._PLACE.unpack_from(self._known[key])
            self._file.seek(start)
            yield self._file.read(length)

    def close(self) -> None:
        self._file.close()


class RecordSink:
    """Keeps the records of a run on disk, nameless: a killed run leaves nothing behind."""

    def __init__(self, context: RunContext, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._context, self._folder = context, folder
        self._lines: dict[str, _Lines] = {}
        self._filled: dict[str, Counter[str]] = {}
        self.licences: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        name, line = type_name(record), dump_record(record)
        if name not in self._lines:
            self._lines[name], self._filled[name] = _Lines(self._folder), Counter()
        lines = self._lines[name]
        first = lines.mark(record.id)
        if first is None:
            lines.add(record.id, line)
            self.licences[record.provenance.licence] += 1
            self._filled[name].update(orjson.loads(line).keys())
        elif first != _mark(line):
            self._context.report(Issue.DUPLICATE, record=record.id, field="id", value=line.decode())

    def counts(self) -> dict[str, int]:
        return {name: len(lines) for name, lines in sorted(self._lines.items())}

    def fill_rates(self) -> dict[str, dict[str, float]]:
        """Share of the records of each type that fill each optional field."""
        return {
            name: {field: round(count / len(self._lines[name]), 4) for field, count in sorted(filled.items())}
            for name, filled in sorted(self._filled.items())
        }

    def marks(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Fingerprint of each record of a type, the harvest date left out, by id."""
        return self._lines[name].marks() if name in self._lines else iter(())

    def write(self, folder: Path) -> None:
        """One file per type, in the order of the ids."""
        folder.mkdir(parents=True)
        for name, lines in self._lines.items():
            with (folder / f"{name}.jsonl").open("wb") as file:
                file.writelines(lines.in_order())
                file.flush()
                fsync(file.fileno())

    def close(self) -> None:
        for lines in self._lines.values():
            lines.close()


def _mark(line: bytes) -> bytes:
    return blake2b(_HARVEST_DATE.sub(b"", line, count=1), digest_size=12).digest()


def types_of(folder: Path | None) -> list[str]:
    """Types of the records of an earlier run."""
    return [path.stem for path in folder.glob("*.jsonl")] if folder else []


def read_marks(folder: Path | None, name: str) -> Iterator[tuple[str, bytes]]:
    """Fingerprints of the records of a type in an earlier run, by id; none if it had none."""
    path = folder / f"{name}.jsonl" if folder else None
    if path is None or not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line)["id"], _mark(line)


def publish(storage: Storage, spec: SourceSpec, run: str, sink: RecordSink) -> None:
    """Write aside, rename, then move the pointer: whatever stops in between, the old records stay."""
    target = storage.records(spec.name, run)
    partial = target.with_name(f".{run}.partial")
    sink.write(partial)
    info = source_info(spec)
    measured = {
        "enregistrements": sink.counts(),
        "licences": sink.licences,
        "remplissage": sink.fill_rates(),
    }
    write_source(partial, info.model_copy(update=measured))
    partial.rename(target)
    before = storage.current_records(spec.name)
    # Before the pointer moves: a run killed in between leaves a journal of what will change again.
    write_journal(storage, spec.name, _changed(before, sink) if before else None, datetime.now(UTC))
    write_pointer(storage.current_run(spec.name), run)


def _changed(before: Path, sink: RecordSink) -> Iterator[tuple[str, str]]:
    """Type and id of the records that are not as they were, in order."""
    for name in sorted({*sink.counts(), *types_of(before)}):
        marks = merge(read_marks(before, name), sink.marks(name))
        for key, found in groupby(marks, key=itemgetter(0)):
            seen = [mark for _, mark in found]
            if len(seen) == 1 or seen[0] != seen[1]:
                yield name, key


def source_info(spec: SourceSpec) -> SourceInfo:
    return SourceInfo(titre=spec.titre, url=spec.url, lacunes=spec.lacunes, frequence=spec.frequence)


def prune(storage: Storage, source: str) -> None:
    """Keep the last good runs; remove the older ones."""
    runs = storage.current_run(source).parent
    good = sorted(path for path in runs.glob("[0-9]*") if path.is_dir())
    for folder in good[:-KEPT_RUNS]:
        shutil.rmtree(folder)
