"""Records of a few lines, written where a run would have put them."""

from collections.abc import Iterable
from pathlib import Path

from mappings.records import Record
from mappings.records.files import dump_record


def write_records(path: Path, records: Iterable[Record]) -> None:
    """In the order of their ids, as a harvest does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(dump_record, sorted(records, key=lambda record: record.id))))
