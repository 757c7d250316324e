"""The life of embedded generations on disk: pointer, history, lock, what is kept.

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
from pathlib import Path

import orjson

from debouches.errors import BuildError
from debouches.storage import Storage, read_pointer, write_atomically, write_pointer
from index.engines.embedded.engine import EmbeddedEngine
from index.engines.embedded.writer import EmbeddedWriter
from index.manifest import Manifest, choose_pruned, choose_rollback, expect_readable
from index.relevance import Relevance

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class EmbeddedStore:
    """Implements `GenerationStore` in DEBOUCHES_HOME."""

    storage: Storage
    relevance: Relevance
    remembered_s: float = 0.0

    @property
    def lieu(self) -> str:
        return f"dans {self.storage.home} (DEBOUCHES_HOME)"

    @property
    def _pointer(self) -> Path:
        return self.storage.index / "current"

    def _folder(self, name: str) -> Path:
        return self.storage.index / name

    def current(self) -> str | None:
        name = read_pointer(self._pointer)
        return name if name and (self._folder(name) / _MANIFEST).exists() else None

    def manifests(self) -> list[Manifest]:
        found = self.storage.index.glob(f"*/{_MANIFEST}")
        return sorted((_read_manifest(path) for path in found), key=lambda m: m.nom, reverse=True)

    def writer(self, name: str) -> EmbeddedWriter:
        return EmbeddedWriter(self._folder(name), self.relevance)

    def open(self, name: str) -> EmbeddedEngine:
        expect_readable(name)
        return EmbeddedEngine(self._folder(name), self.relevance)

    def publish(self, manifest: Manifest) -> None:
        path = self._folder(manifest.nom) / _MANIFEST
        write_atomically(path, manifest.model_dump_json(indent=1).encode())
        write_pointer(self._pointer, manifest.nom)
        self.record("servie", manifest.nom)
        for name in choose_pruned(self.manifests(), self.current()):
            shutil.rmtree(self._folder(name), ignore_errors=True)
            self.record("supprimee", name)

    def rollback(self, name: str | None = None) -> str:
        target = choose_rollback(self.manifests(), self.current(), name)
        write_pointer(self._pointer, target)
        self.record("retour", target)
        return target

    def record(self, event: str, name: str, detail: str = "") -> None:
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
        """The lock goes with the process that holds it, even killed."""
        self.storage.index.mkdir(parents=True, exist_ok=True)
        with (self.storage.index / ".lock").open("w") as file:
            try:
                flock(file, LOCK_EX | LOCK_NB)
            except OSError as error:
                raise BuildError("Une autre construction de l'index est en cours.") from error
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what a killed build left: folders without manifest."""
        for folder in self.storage.index.iterdir():
            if folder.is_dir() and not (folder / _MANIFEST).exists():
                shutil.rmtree(folder, ignore_errors=True)


def _read_manifest(path: Path) -> Manifest:
    return Manifest.model_validate_json(path.read_bytes())
