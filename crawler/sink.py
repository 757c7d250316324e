"""Collects the records of a run, and writes them beside the good ones before they replace them."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import orjson

from crawler.catalog import SourceSpec
from crawler.contract import Issue
from crawler.run import RunContext
from debouches.storage import Storage, write_pointer
from mappings.records import Record
from mappings.records.files import SourceInfo, dump_record, write_source
from mappings.records.ids import type_name

KEPT_RUNS = 2
_HARVEST_DATE = re.compile(rb'"date_recolte":"[^"]*"')


class RecordSink:
    """Keeps lines rather than objects: a tenth of the memory."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._lines: dict[str, dict[str, bytes]] = {}
        self._filled: dict[str, Counter[str]] = {}

    def add(self, record: Record) -> None:
        name, line = type_name(record), dump_record(record)
        lines = self._lines.setdefault(name, {})
        if record.id in lines:
            self._refuse_duplicate(record, lines[record.id], line)
            return
        lines[record.id] = line
        self._filled.setdefault(name, Counter()).update(orjson.loads(line).keys())

    def _refuse_duplicate(self, record: Record, first: bytes, line: bytes) -> None:
        if first != line:
            self._context.report(Issue.DUPLICATE, record=record.id, field="id", value=line.decode())

    def counts(self) -> dict[str, int]:
        return {name: len(lines) for name, lines in sorted(self._lines.items())}

    def fill_rates(self) -> dict[str, dict[str, float]]:
        """Share of the records of each type that fill each optional field."""
        return {
            name: {field: round(count / len(self._lines[name]), 4) for field, count in sorted(filled.items())}
            for name, filled in sorted(self._filled.items())
        }

    def fingerprints(self) -> dict[str, dict[str, bytes]]:
        """Type → id → fingerprint of the content, the harvest date left out."""
        return {
            name: {key: _mark(line) for key, line in lines.items()} for name, lines in self._lines.items()
        }

    def write(self, folder: Path) -> None:
        """One file per type, in the order of the ids."""
        folder.mkdir(parents=True)
        for name, lines in self._lines.items():
            with (folder / f"{name}.jsonl").open("wb") as file:
                file.writelines(lines[key] for key in sorted(lines))


def _mark(line: bytes) -> bytes:
    return blake2b(_HARVEST_DATE.sub(b"", line, count=1), digest_size=12).digest()


def read_fingerprints(folder: Path | None) -> dict[str, dict[str, bytes]]:
    """Fingerprints of the records of an earlier run."""
    if folder is None:
        return {}
    return {path.stem: dict(_marks(path)) for path in sorted(folder.glob("*.jsonl"))}


def _marks(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line)["id"], _mark(line)


def publish(storage: Storage, spec: SourceSpec, run: str, sink: RecordSink) -> None:
    """Write aside, rename, then move the pointer: whatever stops in between, the old records stay."""
    target = storage.records(spec.name, run)
    partial = target.with_name(f".{run}.partial")
    sink.write(partial)
    write_source(partial, SourceInfo(titre=spec.titre, url=spec.url, lacunes=spec.lacunes))
    partial.rename(target)
    write_pointer(storage.current_run(spec.name), run)


def prune(storage: Storage, source: str) -> None:
    """Keep the last good runs; remove the older ones, and what dead runs left."""
    runs = storage.current_run(source).parent
    good = sorted(path for path in runs.glob("[0-9]*") if path.is_dir())
    for folder in [*good[:-KEPT_RUNS], *runs.glob(".*.partial")]:
        shutil.rmtree(folder)
