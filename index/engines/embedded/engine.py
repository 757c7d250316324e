"""Reads one embedded generation."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Query, Searcher

from debouches.errors import EngineError
from index.arrays import Floats, Ints
from index.documents import GROUPES_OF_NAMES, Card, Groupe
from index.engines.base import ENTITES, LIBELLES, Annexe, Completion, LabelHits, Places, View
from index.engines.codes import Codes
from index.engines.embedded.compile import completion_query, label_query
from index.engines.embedded.layout import Layout, open_index, schema_of
from index.engines.facts import read_facts
from index.engines.fields import CLES, LABEL_FIELDS, ORDRE
from index.engines.label_arrays import ARRAYS, LabelArrays, by_group, read_candidates
from index.engines.matching import sought
from index.engines.places import PlaceTable
from index.engines.texts import ARRAYS as TEXT_ARRAYS
from index.engines.texts import TextArrays
from index.engines.traits import Traits
from index.lexicon import Lexicon
from index.plan import QueryPlan
from index.relevance import Relevance

Hit = tuple[float, DocAddress]
LAST_CHARACTER = "\U0010ffff"
"""After every key that begins the same way."""


class EmbeddedEngine:
    """One generation, open for reading. Safe to share between the threads of a server."""

    computes_here = True

    def __init__(self, folder: Path, relevance: Relevance) -> None:
        layout = Layout(folder)
        self._limits = relevance.candidats
        try:
            self.lexicon = Lexicon.load(layout.lexicon.read_bytes())
            self.facts = read_facts(layout.facts.read_bytes(), folder.name)
            self._labels = {groupe: _Labels(layout, groupe) for groupe in Groupe}
            self._texts = TextArrays(**{name: _mapped(layout.text_array(name)) for name in TEXT_ARRAYS})
            self._places = PlaceTable(_mapped(layout.places))
            self._codes = Codes(layout.codes.read_bytes())
            self.traits = Traits.load(layout.traits.read_bytes())
            uri = f"file:{layout.database}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise EngineError(f"La génération {folder.name} ne s'ouvre pas : {error}") from error

    def counts(self) -> dict[str, int]:
        return {
            LIBELLES: sum(group.count for group in self._labels.values()),
            ENTITES: self._database.execute("SELECT count(*) FROM entite").fetchone()[0],
        }

    def candidates(
        self, plan: QueryPlan, *, with_crowds: bool = False, at_most: int | None = None
    ) -> LabelHits:
        asked = sought(plan, self._limits)
        found = {
            groupe: group.search(asked, at_most or int(self._limits[groupe]))
            for groupe, group in self._labels.items()
        }
        arrays = {groupe: group.arrays for groupe, group in self._labels.items()}
        return read_candidates(plan, self.lexicon, arrays, found, with_crowds=with_crowds)

    def keys(self, groupe: Groupe, ordre: int) -> list[str]:
        return self._labels[groupe].arrays.keys(ordre, self.lexicon)

    def texts(self, plan: QueryPlan, entities: Ints) -> Floats:
        return self._texts.scores(sought(plan, self._limits), self.lexicon, entities)

    def cards(self, entities: Sequence[int]) -> list[Card]:
        rows = dict(self._select("SELECT ordre, carte FROM entite WHERE ordre IN", entities))
        return [Card.load(rows[ordre]) for ordre in entities]

    def places(self, entities: Ints) -> Places:
        return self._places.of(entities)

    def alphabetical(self, entities: Ints) -> Ints:
        return self._places.alphabetical(entities)

    def codes(self, entities: Ints) -> list[str]:
        return self._codes.of(entities)

    def shown(
        self, entities: Sequence[int], labels: Sequence[tuple[Groupe, int]]
    ) -> tuple[list[Card], list[str]]:
        return self.cards(entities), self._labels_as_written(labels)

    def _labels_as_written(self, labels: Sequence[tuple[Groupe, int]]) -> list[str]:
        select = "SELECT ordre, texte FROM libelle WHERE groupe = ? AND ordre IN"
        rows = {groupe: dict(self._select(select, ids, groupe)) for groupe, ids in by_group(labels).items()}
        return [rows[groupe][ordre] for groupe, ordre in labels]

    def entities_of(self, codes: Sequence[str]) -> list[int]:
        rows = dict(self._select("SELECT code, ordre FROM entite WHERE code IN", codes))
        return [rows[code] for code in codes if code in rows]

    def bearing(self, reference: str, limit: int) -> Ints:
        select = "SELECT ordre FROM reference WHERE reference = ? LIMIT ?"
        rows = self._database.execute(select, (reference, limit)).fetchall()
        return np.array([ordre for (ordre,) in rows], dtype=np.int64)

    def view(self, code: str) -> View | None:
        select = "SELECT carte, vue FROM entite LEFT JOIN vue USING (ordre) WHERE code = ?"
        row = self._database.execute(select, (code,)).fetchone()
        return View(Card.load(row[0]), row[1]) if row else None

    def annexes(self, cles: Sequence[str]) -> dict[str, bytes]:
        return dict(self._select("SELECT cle, vue FROM annexe WHERE cle IN", cles))

    def annexes_from(self, debut: str, limit: int) -> list[Annexe]:
        select = "SELECT cle, vue FROM annexe WHERE cle >= ? AND cle < ? ORDER BY cle LIMIT ?"
        return self._database.execute(select, (debut, debut + LAST_CHARACTER, limit)).fetchall()

    def complete(
        self, complete_keys: Sequence[str], last_keys: Sequence[str], limit: int
    ) -> list[Completion]:
        found: list[Completion] = []
        for groupe in GROUPES_OF_NAMES:
            ids, scores, entities = self._labels[groupe].complete(complete_keys, last_keys, limit)
            texts = self._labels_as_written([(groupe, ordre) for ordre in ids.tolist()])
            found += map(Completion, texts, entities.tolist(), scores.tolist())
        return found

    def close(self) -> None:
        self._database.close()

    def _select(self, query: str, values: Sequence[int] | Sequence[str], *first: str) -> list[Any]:
        """Rows of a query that ends on IN; `first` fills its other marks."""
        marks = ",".join("?" * len(values))
        return self._database.execute(f"{query} ({marks})", (*first, *values)).fetchall()


class _Labels:
    """One group of labels: its tantivy index and its arrays, mapped from disk."""

    def __init__(self, layout: Layout, groupe: Groupe) -> None:
        self._schema = schema_of(LABEL_FIELDS)
        self._searcher = open_index(layout.labels(groupe), self._schema).searcher()
        self.arrays = LabelArrays(**{name: _mapped(layout.array(groupe, name)) for name in ARRAYS})

    @property
    def count(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, asked: QueryPlan, limit: int) -> Ints:
        """Positions of the labels that hold a word of the plan."""
        query = label_query(self._schema, CLES, asked)
        return _positions(self._searcher, _hits(self._searcher, query, limit))

    def complete(
        self, complete_keys: Sequence[str], last_keys: Sequence[str], limit: int
    ) -> tuple[Ints, Floats, Ints]:
        """Labels, scores, and the entity that each label names first."""
        query = completion_query(self._schema, CLES, complete_keys, last_keys)
        hits = _hits(self._searcher, query, limit)
        ids = _positions(self._searcher, hits)
        return ids, _scores(hits), self.arrays.firmest(ids)


def _mapped(path: Path) -> NDArray[Any]:
    """An array read from disk page by page; as a plain array, which numpy slices three times faster."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _hits(searcher: Searcher, query: Query, limit: int) -> Sequence[Hit]:
    """The best documents."""
    return searcher.search(query, limit=limit, count=False).hits


def _positions(searcher: Searcher, hits: Sequence[Hit]) -> Ints:
    ordres = searcher.fast_field_values(ORDRE, [address for _, address in hits]) if hits else []
    return np.array(ordres, dtype=np.int64)


def _scores(hits: Sequence[Hit]) -> Floats:
    """BM25."""
    return np.array([score for score, _ in hits], dtype=np.float32)
