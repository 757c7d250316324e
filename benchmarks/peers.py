"""What anyone would assemble, over the same documents: SQLite FTS5 and a plain tantivy query.

Both index the raw text of every entity (names, skills, interests, text), each with its own analysis of French
and the weights of our fields. They are written in a folder, so that a large corpus is only indexed once.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import tantivy

from debouches.storage import Storage
from index.building.corpus.read import choose_sources, read_corpus
from index.building.entities.make import EntityMaker
from index.building.links import link
from index.documents import FIELDS, Card, EntityDocument
from index.relevance import read_relevance
from index.tools import read_tools
from index.views import Genre
from mappings.records import Certification, Fiche, Formation, Metier, Record
from mappings.records.files import records_file
from nlp.analysis import Analyser

LIMIT = 60
_WORD = re.compile(r"\w+")
_BATCH = 10_000
_INDEXED: tuple[tuple[Genre, type[Record]], ...] = (
    ("metier", Metier),
    ("metier", Fiche),
    ("formation", Formation),
    ("certification", Certification),
)
_READ = {
    "noms": (
        "libelle",
        "titre",
        "intitule",
        "sigle",
        "type_formation",
        "type_diplome",
        "synonymes",
        "autres_intitules",
    ),
    "interets": ("domaines", "centres_interet"),
    "texte": (
        "accroche",
        "nature_travail",
        "competences",
        "conditions_travail",
        "descriptif",
        "enseignement",
    ),
}
_FTS5, _TANTIVY, _DONE = "fts5.sqlite", "tantivy", "done"


class _Raw(Analyser):
    """Leaves texts as they are: each peer analyses French its own way."""

    def keys(self, text: str) -> list[str]:
        return [text]


def documents(home: Path) -> Iterator[EntityDocument]:
    """The documents of a home, with raw texts for keys."""
    storage = Storage(home)
    corpus = read_corpus(storage, choose_sources(storage))
    return EntityMaker(corpus, link(corpus, read_tools().analyser), _Raw()).make()


def raw_documents(home: Path) -> Iterator[EntityDocument]:
    """The same entities from their lines alone: their names, domains and texts, not what links bring.

    Quick enough for half a million; `documents` is exact.
    """
    storage = Storage(home)
    for source in choose_sources(storage):
        folder = storage.current_records(source)
        for genre, record_type in _INDEXED:
            path = records_file(folder, record_type) if folder else None
            if path and path.exists():
                with path.open("rb") as file:
                    yield from (_raw_document(orjson.loads(line), genre) for line in file)


def _raw_document(line: dict[str, Any], genre: Genre) -> EntityDocument:
    code = line.get("code") or line["code_rome"]
    champs = {
        field: [text for name in names for text in _texts(line.get(name))] for field, names in _READ.items()
    }
    return EntityDocument(Card(genre, code, code), {field: texts for field, texts in champs.items() if texts})


def _texts(value: object) -> Iterator[str]:
    """Every text of a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def write_peers(docs: Iterable[EntityDocument], folder: Path) -> None:
    """Index the documents in both, in one reading of them; nothing if it is already done."""
    if (folder / _DONE).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    database, writer = _new_fts5(folder), _index(folder).writer(num_threads=1)
    for batch in _batches(docs):
        _add_to_fts5(database, batch)
        _add_to_tantivy(writer, batch)
    database.commit()
    database.close()
    writer.commit()
    writer.wait_merging_threads()
    (folder / _DONE).touch()


def _batches(docs: Iterable[EntityDocument]) -> Iterator[list[EntityDocument]]:
    remaining = iter(docs)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _new_fts5(folder: Path) -> sqlite3.Connection:
    path = folder / _FTS5
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    columns = ", ".join(("code UNINDEXED", *FIELDS))
    database.execute(
        f"CREATE VIRTUAL TABLE doc USING fts5({columns}, tokenize='unicode61 remove_diacritics 2')"
    )
    return database


def _add_to_fts5(database: sqlite3.Connection, docs: Iterable[EntityDocument]) -> None:
    rows = ((d.code, *(" \n ".join(d.champs.get(f, [])) for f in FIELDS)) for d in docs)
    database.executemany(f"INSERT INTO doc VALUES (?{', ?' * len(FIELDS)})", rows)


def _index(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("code", stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name)
    path = folder / _TANTIVY
    path.mkdir(exist_ok=True)
    return tantivy.Index(builder.build(), path=str(path))


def _add_to_tantivy(writer: tantivy.IndexWriter, docs: Iterable[EntityDocument]) -> None:
    for d in docs:
        texts = {f: " \n ".join(d.champs[f]) for f in FIELDS if f in d.champs}
        writer.add_document(tantivy.Document(code=d.code, **texts))


class Fts5:
    """One table, one column per field, unicode61 without diacritics, BM25 with the weights of our fields."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / _FTS5, check_same_thread=False)
        weights = read_relevance().champs
        self._rank = "bm25(doc, 0, " + ", ".join(str(weights[f]) for f in FIELDS) + ")"

    def search(self, q: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(q))
        if not words:
            return []
        query = f"SELECT code FROM doc WHERE doc MATCH ? ORDER BY {self._rank} LIMIT {LIMIT}"
        return [code for (code,) in self._db.execute(query, (words,))]


class PlainTantivy:
    """One document per entity, default tokenizer, the query parser of the library with our field weights."""

    def __init__(self, folder: Path) -> None:
        self._index = _index(folder)
        self._searcher = self._index.searcher()
        self._weights = dict(read_relevance().champs)

    @property
    def count(self) -> int:
        return int(self._searcher.num_docs)

    def query(self, q: str) -> tantivy.Query:
        words = " ".join(_WORD.findall(q))
        return self._index.parse_query(words, list(FIELDS), field_boosts=self._weights)

    def bare(self, q: str) -> list[object]:
        """The engine alone: parse and search, nothing read back."""
        return list(self._searcher.search(self.query(q), LIMIT, count=False).hits)

    def search(self, q: str) -> list[str]:
        hits = self._searcher.search(self.query(q), LIMIT, count=False).hits
        return [str(self._searcher.doc(address).get_first("code")) for _, address in hits]
