"""Records on disk: one JSON Lines file per type, ordered by id, so that two runs can be diffed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import Field

from debouches.storage import write_atomically
from mappings.records import RECORD_TYPES, Model, Record

R = TypeVar("R", bound=Record)


class SourceInfo(Model):
    """What a reader should know of a source, written beside its records."""

    titre: str = Field(description="Nom de la source pour un lecteur")
    url: str = Field(description="Page du jeu de données chez l'éditeur")
    lacunes: tuple[str, ...] = Field(default=(), description="Lacunes connues, en phrases")
    frequence: str | None = Field(default=None, description="Rythme de publication chez l'éditeur")
    enregistrements: dict[str, int] = Field(default_factory=dict, description="Type → nombre")
    remplissage: dict[str, dict[str, float]] = Field(
        default_factory=dict, description="Type → champ → part des enregistrements qui le remplissent"
    )
    licences: dict[str, int] = Field(default_factory=dict, description="Licence → nombre d'enregistrements")


class SourceState(Model):
    """The last harvest of a source, good or not: what it changed, or why it changed nothing."""

    le: date = Field(description="Jour de la récolte")
    apparus: int = Field(default=0, description="Enregistrements apparus")
    changes: int = Field(default=0, description="Enregistrements changés")
    disparus: int = Field(default=0, description="Enregistrements disparus")
    a_revoir: int = Field(default=0, description="Valeurs que la récolte n'a pas su lire, et pages perdues")
    incident: str | None = Field(
        default=None, description="Pourquoi la récolte a été refusée ; les données d'avant restent"
    )


_SOURCE = "source.json"
_STATE = "state.json"


def write_source(folder: Path, info: SourceInfo) -> None:
    (folder / _SOURCE).write_bytes(info.model_dump_json().encode())


def read_source(folder: Path) -> SourceInfo | None:
    """What was written beside the records of a run; None for a run that did not say."""
    path = folder / _SOURCE
    return SourceInfo.model_validate_json(path.read_bytes()) if path.exists() else None


def write_state(folder: Path, state: SourceState) -> None:
    """Beside the runs of a source, not in one: a refused run leaves its state too."""
    write_atomically(folder / _STATE, state.model_dump_json().encode())


def read_state(folder: Path) -> SourceState | None:
    path = folder / _STATE
    return SourceState.model_validate_json(path.read_bytes()) if path.exists() else None


def dump_record(record: Record) -> bytes:
    """One line of JSON, without the fields that hold their default."""
    return orjson.dumps(record.model_dump(mode="json", exclude_defaults=True)) + b"\n"


def records_file(folder: Path, record_type: type[Record]) -> Path:
    """Where a run keeps the records of one type."""
    name = next(name for name, cls in RECORD_TYPES.items() if cls is record_type)
    return folder / f"{name}.jsonl"


def read_raw(folder: Path, record_type: str) -> Iterator[dict[str, Any]]:
    """The same as written, for callers who read three fields out of a hundred."""
    path = folder / f"{record_type}.jsonl"
    if path.exists():
        with path.open("rb") as file:
            yield from map(orjson.loads, file)


def read_records(folder: Path, record_type: type[R]) -> Iterator[R]:
    """The records of one type in the folder of a run; none if that run has none."""
    path = records_file(folder, record_type)
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            yield record_type.model_validate_json(line)
