"""The life of embedded generations on disk: names, pointer, history, what is kept.

index/<name>/manifest.json     everything that made it, gates included
index/current                  the one being served, moved by one atomic rename
index/history.jsonl            started, refused, swapped, rolled back, pruned
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from hashlib import sha256
from pathlib import Path

import orjson

from debouches.errors import BuildError, NotFoundError, NotReadyError
from debouches.storage import Storage, read_pointer, write_atomically, write_pointer
from mappings.records import Model

INDEX_FORMAT = 1
"""Raised by hand when what is on disk changes shape: an older generation is then no longer opened."""
KEPT = 3
"""The generation served and the previous two."""
_MANIFEST = "manifest.json"


class Gate(Model):
    """One check between build and swap."""

    nom: str
    est_franchi: bool
    constat: str


class Manifest(Model):
    """What a generation is made of."""

    nom: str
    format: int
    construite_le: datetime
    sources: dict[str, dict[str, int]]
    entites: dict[str, int]
    libelles: int
    gates: tuple[Gate, ...]
    secondes: float


@dataclass(frozen=True)
class Generations:
    storage: Storage

    @property
    def _pointer(self) -> Path:
        return self.storage.index / "current"

    def folder(self, name: str) -> Path:
        return self.storage.index / name

    def current(self) -> str | None:
        return read_pointer(self._pointer)

    def current_folder(self) -> Path:
        """Folder of the generation served; NotReadyError if there is none."""
        name = self.current()
        if name is None or not (self.folder(name) / _MANIFEST).exists():
            raise NotReadyError("Aucun index n'est construit. Lancez « debouches build ».")
        return self.folder(name)

    def manifests(self) -> list[Manifest]:
        """Complete generations, newest first."""
        found = self.storage.index.glob(f"*/{_MANIFEST}")
        return sorted((read_manifest(path.parent) for path in found), key=lambda m: m.nom, reverse=True)

    def publish(self, manifest: Manifest) -> None:
        """Make a complete generation the one that is served, then drop the oldest."""
        folder = self.folder(manifest.nom)
        write_atomically(folder / _MANIFEST, manifest.model_dump_json(indent=1).encode())
        write_pointer(self._pointer, manifest.nom)
        self.record("servie", manifest.nom)
        self._prune()

    def rollback(self, name: str | None = None) -> str:
        """Serve an earlier generation: the one named, or the one before the current."""
        current = self.current()
        older = [m.nom for m in self.manifests() if current is None or m.nom < current]
        target = name or next(iter(older), None)
        if target is None or not (self.folder(target) / _MANIFEST).exists():
            wanted = f"la génération « {name} »" if name else "une génération plus ancienne"
            raise NotFoundError(f"Impossible de revenir en arrière : {wanted} n'existe pas.")
        write_pointer(self._pointer, target)
        self.record("retour", target)
        return target

    def record(self, event: str, name: str, detail: str = "") -> None:
        """Add a line to the history."""
        line = {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "evenement": event,
            "generation": name,
        }
        self.storage.index.mkdir(parents=True, exist_ok=True)
        with (self.storage.index / "history.jsonl").open("ab") as file:
            file.write(orjson.dumps(line | ({"detail": detail} if detail else {})) + b"\n")

    @contextmanager
    def building(self) -> Iterator[None]:
        """Only one build at a time; the lock goes with the process that holds it, even killed."""
        self.storage.index.mkdir(parents=True, exist_ok=True)
        with (self.storage.index / ".lock").open("w") as file:
            try:
                flock(file, LOCK_EX | LOCK_NB)
            except OSError as error:
                raise BuildError("Une autre construction de l'index est en cours.") from error
            self._sweep()
            yield

    def _prune(self) -> None:
        """Keep the generation served and the newest others."""
        current = self.current()
        others = [m.nom for m in self.manifests() if m.nom != current]
        for name in others[KEPT - 1 :]:
            shutil.rmtree(self.folder(name), ignore_errors=True)
            self.record("supprimee", name)

    def _sweep(self) -> None:
        """Remove what a killed build left: folders without manifest."""
        for folder in self.storage.index.iterdir():
            if folder.is_dir() and not (folder / _MANIFEST).exists():
                shutil.rmtree(folder, ignore_errors=True)


def name_generation(now: datetime, schema: str) -> str:
    """« 20261121T091500Z-f1-3fa9c2d1 »: sortable by date; format and schema say what can read it."""
    digest = sha256(schema.encode()).hexdigest()[:8]
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-f{INDEX_FORMAT}-{digest}"


def read_manifest(folder: Path) -> Manifest:
    return Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
