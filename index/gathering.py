"""Labels being gathered: those of the same words and nature are one, whatever their number.

Texts and keys are in a temporary database, targets in flat arrays: a label costs the memory of its targets.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.documents import NATURES, LabelDocument, Nature
from index.wording import Cible, Keys

_DIGEST_BYTES = 16
_TABLE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
CREATE TABLE libelle (id INTEGER PRIMARY KEY, empreinte BLOB NOT NULL UNIQUE, nature INTEGER NOT NULL,
                      cles TEXT NOT NULL, texte TEXT NOT NULL);
BEGIN;
"""
_ADD = """
INSERT INTO libelle (empreinte, nature, cles, texte) VALUES (?, ?, ?, ?)
ON CONFLICT (empreinte) DO UPDATE SET nature = nature RETURNING id, texte
"""


class LabelGatherer:
    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # a file that goes with the connection
        self._database.executescript(_TABLE)
        self._positions = {nature: i for i, nature in enumerate(NATURES)}
        self._spellings: dict[int, dict[str, None]] = {}
        """Label → its texts, when it has several."""
        self._numbers: dict[str, int] = {}
        """Code of an entity → its number in the targets."""
        self._label, self._entity, self._weight = array("i"), array("i"), array("d")

    def add(self, nature: Nature, texte: str, said: Keys, cles: Keys, cibles: Iterable[Cible]) -> None:
        """`said`: keys of the text itself; two texts that share an acronym stay two labels, two reasons."""
        label = self._label_of(nature, texte, " ".join(said), " ".join(cles))
        for code, weight in cibles:
            self._label.append(label)
            self._entity.append(self._numbers.setdefault(code, len(self._numbers)))
            self._weight.append(weight)

    def _label_of(self, nature: Nature, texte: str, said: str, cles: str) -> int:
        position = self._positions[nature]
        digest = blake2b(f"{position}\n{said}\n{cles}".encode(), digest_size=_DIGEST_BYTES).digest()
        label, first = self._database.execute(_ADD, (digest, position, cles, texte)).fetchone()
        if first != texte:
            self._spellings.setdefault(label, {first: None})[texte] = None
        return int(label)

    def drain(self) -> Iterator[LabelDocument]:
        """Each label once, in the order of its first text; its targets in the order of their codes."""
        codes = sorted(self._numbers)
        entities, weights, starts = self._targets(codes)
        rows = self._database.execute("SELECT id, nature, cles, texte FROM libelle ORDER BY id")
        for label, nature, cles, texte in rows:
            span = slice(starts[label], starts[label + 1])
            named = (codes[entity] for entity in entities[span].tolist())
            yield LabelDocument(
                nature=NATURES[nature],
                textes=tuple(self._spellings.get(label, (texte,))),
                cles=tuple(cles.split(" ")),
                cibles=tuple(zip(named, weights[span].tolist(), strict=True)),
            )
        self._database.close()

    def _targets(self, codes: list[str]) -> tuple[NDArray[np.int32], NDArray[np.float64], list[int]]:
        """Entities of every label laid end to end, the strongest weight of each, and where labels begin."""
        ranks = np.empty(len(codes), dtype=np.int64)
        ranks[[self._numbers[code] for code in codes]] = np.arange(len(codes))
        pairs = np.frombuffer(self._label, dtype=np.int32).astype(np.int64) << 32
        pairs |= ranks[np.frombuffer(self._entity, dtype=np.int32)]
        self._label, self._entity = array("i"), array("i")
        order = pairs.argsort()
        pairs = pairs[order]
        weights = np.frombuffer(self._weight)[order]
        self._weight = array("d")
        del order  # each of these arrays is tens of megabytes for a national corpus
        firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
        strongest = np.maximum.reduceat(weights, firsts) if len(firsts) else weights
        labels, entities = pairs[firsts] >> 32, (pairs[firsts] & 0xFFFFFFFF).astype(np.int32)
        last = int(labels[-1]) if len(labels) else 0
        return entities, strongest, np.searchsorted(labels, np.arange(last + 2)).tolist()
