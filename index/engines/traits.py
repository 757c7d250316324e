"""What the entities of a generation are, as the facets see it: one column of bits per value, one row each.

A row takes a few tens of bytes: the whole table is in memory, and a page reads the rows of what it ranked.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Booleans, Ints
from index.documents import Trait
from index.facets import NOMS_FACETTES, NomFacette

Rows = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Traits:
    """The columns, sorted by facet then by value, and the rows, packed."""

    columns: tuple[Trait, ...]
    rows: Rows
    """(entities, bytes)."""

    def of(self, entities: Ints) -> Rows:
        """The rows of these entities, still packed: tens of thousands of them fit in a cache."""
        return self.rows[entities]

    def told(self, rows: Rows) -> Rows:
        """(rows, columns + 1) 1 where a row has the value; nothing has the last one."""
        return np.unpackbits(rows, axis=1, count=len(self.columns) + 1)

    def having(self, facette: NomFacette, valeurs: Collection[str]) -> Ints:
        """The entities that have one of these values."""
        return np.flatnonzero(have(self.rows, self._columns_of(facette, valeurs)))

    def without(self, entities: Ints, facette: NomFacette, valeurs: Collection[str]) -> Ints:
        """Those of these entities that have none of these values."""
        return entities[~have(self.of(entities), self._columns_of(facette, valeurs))]

    def _columns_of(self, facette: NomFacette, valeurs: Collection[str]) -> list[int]:
        return [
            at
            for at, column in enumerate(self.columns)
            if column.facette == facette and column.valeur in valeurs
        ]

    def dump(self) -> bytes:
        header = json.dumps({"colonnes": self.columns, "lignes": self.rows.shape}, ensure_ascii=False)
        return header.encode() + b"\n" + self.rows.tobytes()

    @classmethod
    def load(cls, content: bytes) -> "Traits":
        header, _, rows = content.partition(b"\n")
        read = json.loads(header)
        columns = tuple(Trait(*column) for column in read["colonnes"])
        return cls(columns, np.frombuffer(rows, dtype=np.uint8).reshape(read["lignes"]))


def have(rows: Rows, columns: Iterable[int]) -> Booleans:
    """Which rows have a value of one of these columns, told by the bytes that hold them."""
    asked = np.zeros(rows.shape[1], dtype=np.uint8)
    for at in columns:
        asked[at >> 3] |= 128 >> (at & 7)
    said = np.flatnonzero(asked)
    return np.asarray((rows[:, said] & asked[said]).any(axis=1))


class TraitsBuilder:
    """Takes the traits of entities in the order of their numbers, and keeps two bytes for each."""

    def __init__(self) -> None:
        self._seen: dict[Trait, int] = {}
        self._traits, self._offsets = array("H"), array("q", [0])

    def add(self, traits: Iterable[Trait]) -> None:
        self._traits.extend(self._seen.setdefault(trait, len(self._seen)) for trait in traits)
        self._offsets.append(len(self._traits))

    def build(self) -> Traits:
        columns, column_of = _columns(list(self._seen))
        rows = np.zeros((len(self._offsets) - 1, len(columns) // 8 + 1), dtype=np.uint8)
        numbers = np.repeat(np.arange(len(rows)), np.diff(self._offsets))
        column = column_of[np.frombuffer(self._traits, dtype=np.uint16)]
        np.bitwise_or.at(rows, (numbers, column >> 3), (128 >> (column & 7)).astype(np.uint8))
        return Traits(columns, rows)


def _columns(seen: Sequence[Trait]) -> tuple[tuple[Trait, ...], Ints]:
    """One column per value, under its first words; and the column of each trait that was seen."""
    words: dict[tuple[str, str], Trait] = {}
    for trait in seen:
        words.setdefault((trait.facette, trait.valeur), trait)
    columns = sorted(words.values(), key=lambda one: (NOMS_FACETTES.index(one.facette), one.valeur))
    position = {(column.facette, column.valeur): i for i, column in enumerate(columns)}
    column_of = [position[trait.facette, trait.valeur] for trait in seen]
    return tuple(columns), np.array(column_of, dtype=np.int64)
