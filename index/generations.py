"""What a generation is, whichever engine keeps it, and which ones are kept.

A store (`engines/embedded/store.py`, `engines/elastic/store.py`) knows where generations live and how one
comes to be served, in one atomic step; `index.lifecycle` builds, checks and asks it to publish.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from debouches.errors import NotFoundError, NotReadyError
from index.engines.base import Engine, GenerationWriter
from mappings.records import Model

INDEX_FORMAT = 7
"""Raised by hand when what is kept changes shape: an older generation is then no longer opened."""
KEPT = 3
"""The generation served and the previous two."""


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


class GenerationStore(Protocol):
    """Where generations live. Every method may raise `EngineError` if that place does not answer."""

    @property
    def remembered_s(self) -> float:
        """How long a reader may remember `current` instead of asking again."""
        ...

    @property
    def lieu(self) -> str:
        """Where that is, in French, with the setting that says so."""
        ...

    def current(self) -> str | None:
        """Name of the generation served, None if there is none."""
        ...

    def manifests(self) -> list[Manifest]:
        """Complete generations, newest first."""
        ...

    def writer(self, name: str) -> GenerationWriter: ...

    def open(self, name: str) -> Engine: ...

    def publish(self, manifest: Manifest) -> None:
        """Serve a complete generation, in one atomic step, then drop the oldest."""
        ...

    def rollback(self, name: str | None = None) -> str:
        """Serve the generation named, or the one before the current; returns its name."""
        ...

    def record(self, event: str, name: str, detail: str = "") -> None:
        """Add a line to the history."""
        ...

    def building(self) -> AbstractContextManager[None]:
        """Only one build at a time; sweeps what a killed build left. BuildError if one is under way."""
        ...


def name_generation(now: datetime, schema: str) -> str:
    """« 20261121T091500123Z-f1-3fa9c2d1 »: sortable by date; format and schema say what can read it."""
    digest = sha256(schema.encode()).hexdigest()[:8]
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-f{INDEX_FORMAT}-{digest}"


def is_readable(name: str) -> bool:
    """False for a generation that another version of the program built."""
    return f"-f{INDEX_FORMAT}-" in name


def expect_readable(name: str) -> None:
    """NotReadyError, with what to do, for a generation of another format."""
    if not is_readable(name):
        raise NotReadyError(f"La génération {name} est d'un autre format. Lancez « debouches build ».")


def choose_rollback(manifests: Sequence[Manifest], current: str | None, name: str | None) -> str:
    """The generation named, or the newest one before the current; NotFoundError if there is none."""
    readable = [m.nom for m in manifests if is_readable(m.nom)]
    older = [one for one in readable if current is None or one < current]
    target = name or next(iter(older), None)
    if target not in readable:
        wanted = f"la génération « {name} »" if name else "une génération plus ancienne"
        raise NotFoundError(f"Impossible de revenir en arrière : {wanted} n'existe pas, ou plus à ce format.")
    assert target is not None
    return target


def choose_pruned(manifests: Sequence[Manifest], current: str | None) -> list[str]:
    """All but the generation served and the newest others."""
    others = [m.nom for m in manifests if m.nom != current]
    return others[KEPT - 1 :]
