"""Raw bytes as received, kept with a manifest so that a run can be replayed exactly."""

import hashlib
import shutil
from datetime import date, datetime
from pathlib import Path

from pydantic import Field, ValidationError

from debouches.errors import FetchError
from debouches.storage import Storage, write_atomically
from mappings.records import Model

MANIFEST = "manifest.json"
KEPT_SNAPSHOTS = 2


class FetchedFile(Model):
    name: str
    url: str
    sha256: str
    size: int
    received: datetime


class Manifest(Model):
    """What was received; `complete` only when every download of the source is there."""

    source: str
    files: dict[str, FetchedFile] = Field(default_factory=dict, description="Name → file")
    complete: bool = False


def read_manifest(folder: Path) -> Manifest | None:
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    write_atomically(folder / MANIFEST, manifest.model_dump_json(indent=1).encode() + b"\n")


def last_snapshot(storage: Storage, source: str) -> tuple[Path, date]:
    """Folder and day of the last complete raw bytes of a source; their sums are checked."""
    runs = storage.raw(source, "x").parent
    for folder in sorted(runs.glob("[0-9]*"), reverse=True):
        manifest = read_manifest(folder)
        if manifest and manifest.complete:
            _check_sums(folder, manifest)
            return folder, max(file.received for file in manifest.files.values()).date()
    raise FetchError("Aucune récolte du réseau à rejouer", source=source)


def prune_snapshots(storage: Storage, source: str) -> None:
    """Keep the last complete snapshots, and the very last one: an interrupted run is resumed from it."""
    folders = sorted(storage.raw(source, "x").parent.glob("[0-9]*"))
    complete = [path for path in folders if (manifest := read_manifest(path)) and manifest.complete]
    for folder in {*folders} - {*complete[-KEPT_SNAPSHOTS:], *folders[-1:]}:
        shutil.rmtree(folder)


def _check_sums(folder: Path, manifest: Manifest) -> None:
    for file in manifest.files.values():
        path = folder / file.name
        if not path.exists() or sha256_of(path) != file.sha256:
            raise FetchError(
                "Octets bruts modifiés depuis leur réception", source=manifest.source, file=file.name
            )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
