"""Reads one embedded generation."""

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Query, Searcher

from debouches.errors import EngineError
from index.documents import NAMES, Card, Groupe
from index.engines.base import (
    ENTITES,
    LIBELLES,
    Annexe,
    Candidates,
    Completion,
    EntityHits,
    Floats,
    Ints,
    Places,
    View,
)
from index.engines.codes import Codes
from index.engines.embedded.compile import completion_query, label_query, text_query
from index.engines.embedded.layout import Layout, open_index, schema_of
from index.engines.facts import read_facts
from index.engines.fields import CLES, ENTITY_FIELDS, LABEL_FIELDS, ORDRE, REFERENCES
from index.engines.full_text import TextSearch, gathered, text_searches
from index.engines.label_arrays import ARRAYS, LabelArrays, by_group, read_candidates
from index.engines.matching import sought
from index.engines.places import PlaceTable
from index.engines.traits import Traits
from index.lexicon import Lexicon
from index.plan import QueryPlan
from index.relevance import Relevance

Hit = tuple[float, DocAddress]
LARGE = 200_000
"""Documents: at 50 000 a thread costs what it saves, at 500 000 it saves a quarter of a page."""
LAST_CHARACTER = "\U0010ffff"
"""After every key that begins the same way."""


class EmbeddedEngine:
    """One generation, open for reading. Safe to share between the threads of a server."""

    computes_here = True

    def __init__(self, folder: Path, relevance: Relevance) -> None:
        layout = Layout(folder)
        self._limits = relevance.candidats
        self._entity_schema = schema_of(ENTITY_FIELDS)
        try:
            self.lexicon = Lexicon.load(layout.lexicon.read_bytes())
            self.facts = read_facts(layout.facts.read_bytes(), folder.name)
            self._labels = {groupe: _Labels(layout, groupe) for groupe in Groupe}
            self._entities = open_index(layout.entities, self._entity_schema).searcher()
            self._places = PlaceTable(_mapped(layout.places))
            self._codes = Codes(layout.codes.read_bytes())
            self.traits = Traits.load(layout.traits.read_bytes())
            self._text_searches = text_searches(self._limits, self.facts.entites)
            self._aside = ThreadPoolExecutor(thread_name_prefix="texte")
            uri = f"file:{layout.database}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise EngineError(f"La génération {folder.name} ne s'ouvre pas : {error}") from error

    def counts(self) -> dict[str, int]:
        return {
            LIBELLES: sum(group.count for group in self._labels.values()),
            ENTITES: int(self._entities.num_docs),
        }

    def candidates(
        self, plan: QueryPlan, *, with_crowds: bool = False, with_texts: bool = True
    ) -> Candidates:
        asked = sought(plan, self._limits)
        entities = self._whole_texts(asked) if with_texts else EntityHits.none
        found = {
            groupe: group.search(asked, int(self._limits[groupe])) for groupe, group in self._labels.items()
        }
        arrays = {groupe: group.arrays for groupe, group in self._labels.items()}
        return read_candidates(plan, self.lexicon, arrays, found, entities(), with_crowds=with_crowds)

    def _whole_texts(self, asked: QueryPlan) -> Callable[[], EntityHits]:
        """What gives the entities; in a large corpus, they are looked for while labels are."""
        if self._entities.num_docs < LARGE:
            return partial(self._full_text, asked)
        return self._aside.submit(self._full_text, asked).result

    def _full_text(self, asked: QueryPlan) -> EntityHits:
        return gathered(((one, self._texts(asked, one)) for one in self._text_searches), self._places)

    def _texts(self, asked: QueryPlan, search: TextSearch) -> EntityHits:
        query = text_query(self._entity_schema, CLES, asked, search)
        hits = _hits(self._entities, query, search.limit)
        return EntityHits(_positions(self._entities, hits), _scores(hits))

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
        query = Query.term_query(self._entity_schema, REFERENCES, reference, "freq")
        return _positions(self._entities, _hits(self._entities, query, limit))

    def view(self, code: str) -> View | None:
        row = self._database.execute("SELECT carte, vue FROM entite WHERE code = ?", (code,)).fetchone()
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
        for groupe in NAMES:
            ids, scores, entities = self._labels[groupe].complete(complete_keys, last_keys, limit)
            texts = self._labels_as_written([(groupe, ordre) for ordre in ids.tolist()])
            found += map(Completion, texts, entities.tolist(), scores.tolist())
        return found

    def close(self) -> None:
        self._aside.shutdown()
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
