"""Traps: what must never be among the first results of a query, each from a failure met somewhere."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from debouches.errors import ConfigError
from index.evaluation.listening import Listener, deaf
from index.results import SearchRequest
from index.service import Searcher
from index.views import Genre
from mappings.records import Model
from nlp.normalise import normalise

FIRST = 10
"""Results of each group that are looked at."""


class Trap(Model):
    requete: str
    jamais: Annotated[tuple[str, ...], Field(min_length=1)]
    """Beginnings of words that no title may hold: « coiff » bars « Coiffeuse » and « salon de coiffure »."""
    raison: Annotated[str, Field(min_length=10)]
    """The failure it reproduces."""
    ouvert: str | None = None
    """Why it is still violated; a trap without it never is."""


class Violation(Model):
    requete: str
    genre: Genre
    rang: int
    titre: str
    trouve_par: str
    """The label that brought it there."""
    raison: str
    est_connue: bool
    """True if the trap says why it is still open."""


class TrapReport(Model):
    pieges: int
    violations: tuple[Violation, ...]


def read_traps(path: Path) -> tuple[Trap, ...]:
    """Traps of a YAML file; ConfigError says what is not understood."""
    try:
        return TypeAdapter(tuple[Trap, ...]).validate_python(yaml.safe_load(path.read_bytes()))
    except yaml.YAMLError as error:
        raise ConfigError(f"Pièges illisibles : {path.name} : {error}") from error
    except ValidationError as error:
        (first, *_) = error.errors()
        line = ", ".join(f"n° {part + 1}" if isinstance(part, int) else part for part in first["loc"])
        raise ConfigError(f"Pièges mal écrits : {path.name}, {line} : {first['msg']}") from error


def spring(
    searcher: Searcher,
    traps: Sequence[Trap],
    listener: Listener = deaf,
) -> TrapReport:
    """Search every trap; a violation is a forbidden title among the first results of a group."""
    found: list[Violation] = []
    for done, trap in enumerate(traps, start=1):
        for genre in get_args(Genre):
            found += _violations(searcher, trap, genre)
        listener(done, len(traps))
    return TrapReport(pieges=len(traps), violations=tuple(found))


def _violations(searcher: Searcher, trap: Trap, genre: Genre) -> list[Violation]:
    forbidden = re.compile("|".join(rf"\b{re.escape(normalise(start))}" for start in trap.jamais))
    page = searcher.search(SearchRequest(trap.requete, groupe=genre, par_page=FIRST))
    return [
        Violation(
            requete=trap.requete,
            genre=genre,
            rang=rank,
            titre=result.titre,
            trouve_par=f"{result.raison.nature} « {result.raison.libelle} »",
            raison=trap.raison,
            est_connue=trap.ouvert is not None,
        )
        for group in page.groups
        for rank, result in enumerate(group.results[:FIRST], start=1)
        if forbidden.search(normalise(result.titre))
    ]
