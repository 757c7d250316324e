"""What a generation is, whichever engine keeps it, how it is named, and which ones are kept."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from debouches.errors import NotFoundError, NotReadyError
from mappings.records import Model

INDEX_FORMAT = 14
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
