"""Search and suggest, side by side with what anyone would assemble: SQLite FTS5 and a plain tantivy query.

    python benchmarks/search.py QUERIES.jsonl [--out FOLDER] [--repeat 3]

The peers index the same documents (names, skills, interests, text of every entity), as raw text, and
answer the same queries in the same process. Prints p50/p95 of each and the ratios; writes the runs
(`ours.jsonl`, `fts5.jsonl`, `tantivy.jsonl`) so that any scorer can judge them.
"""

import argparse
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson
import tantivy

from debouches.settings import read_settings
from debouches.storage import Storage
from index.corpus import choose_sources, read_corpus
from index.documents import FIELDS, EntityDocument
from index.entities import EntityMaker
from index.evaluate import answers, read_queries
from index.links import link
from index.opening import open_searcher, read_tools
from index.relevance import read_relevance
from index.results import SearchRequest
from nlp.analysis import Analyser

LIMIT = 60
_WORD = re.compile(r"\w+")


class _Raw(Analyser):
    """Leaves texts as they are: each peer analyses French its own way."""

    def keys(self, text: str) -> list[str]:
        return [text]


def documents() -> list[EntityDocument]:
    storage = Storage(read_settings().home)
    corpus = read_corpus(storage, choose_sources(storage))
    return list(EntityMaker(corpus, link(corpus, read_tools().analyser), _Raw()).make())


class Fts5:
    """One table, one column per field, unicode61 without diacritics, BM25 with the weights of our fields."""

    def __init__(self, docs: Iterable[EntityDocument]) -> None:
        self._db = sqlite3.connect(":memory:")
        columns = ", ".join(("code UNINDEXED", *FIELDS))
        self._db.execute(
            f"CREATE VIRTUAL TABLE doc USING fts5({columns}, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = ((d.code, *(" \n ".join(d.champs.get(f, [])) for f in FIELDS)) for d in docs)
        self._db.executemany(f"INSERT INTO doc VALUES (?{', ?' * len(FIELDS)})", rows)
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

    def __init__(self, docs: Iterable[EntityDocument], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("code", stored=True, tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        writer = self._index.writer(num_threads=1)
        for d in docs:
            writer.add_document(
                tantivy.Document(
                    code=d.code, **{f: " \n ".join(d.champs[f]) for f in FIELDS if f in d.champs}
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._weights = dict(read_relevance().champs)

    def query(self, q: str) -> tantivy.Query:
        words = " ".join(_WORD.findall(q))
        return self._index.parse_query(words, list(FIELDS), field_boosts=self._weights)

    def bare(self, q: str) -> list[object]:
        """The engine alone: parse and search, nothing read back."""
        return list(self._searcher.search(self.query(q), LIMIT, count=False).hits)

    def search(self, q: str) -> list[str]:
        hits = self._searcher.search(self.query(q), LIMIT, count=False).hits
        return [self._searcher.doc(address).get_first("code") for _, address in hits]


def measure(
    name: str, call: Callable[[str], object], queries: Sequence[str], repeat: int
) -> tuple[float, float]:
    times = []
    for _ in range(repeat):
        for q in queries:
            started = perf_counter()
            call(q)
            times.append((perf_counter() - started) * 1000)
    spread = quantiles(times, n=100, method="inclusive")
    print(f"{name:34s} p50 {spread[49]:7.2f} ms   p95 {spread[94]:7.2f} ms   n {len(times)}")
    return spread[49], spread[94]


def write_run(path: Path, queries: list[tuple[str, str]], search: Callable[[str], list[str]]) -> None:
    with path.open("wb") as file:
        for query_id, q in queries:
            file.write(orjson.dumps({"id": query_id, "results": search(q)}) + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("queries", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    queries = read_queries(options.queries)
    texts = [q for _, q in queries]
    docs = documents()
    searcher = open_searcher(read_settings())
    with TemporaryDirectory() as folder:
        fts5, plain = Fts5(docs), PlainTantivy(docs, Path(folder))
        print(f"{len(docs)} documents, {len(texts)} requêtes, {options.repeat} passages")
        bare = measure("tantivy, requête nue", plain.bare, texts, options.repeat)
        naive = measure("SQLite FTS5, requête et codes", fts5.search, texts, options.repeat)
        ours = measure(
            "Débouchés, page entière", lambda q: searcher.search(SearchRequest(q)), texts, options.repeat
        )
        measure(
            "Débouchés, suggestions",
            lambda q: searcher.suggest(q[: max(3, len(q) // 2)]),
            texts,
            options.repeat,
        )
        print(f"rapport à tantivy nu : p50 {ours[0] / bare[0]:.1f}, p95 {ours[1] / bare[1]:.1f}")
        print(f"rapport à FTS5       : p50 {ours[0] / naive[0]:.2f}, p95 {ours[1] / naive[1]:.2f}")
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            write_run(options.out / "ours.jsonl", queries, lambda q: answers(searcher, q))
            write_run(options.out / "fts5.jsonl", queries, fts5.search)
            write_run(options.out / "tantivy.jsonl", queries, plain.search)


if __name__ == "__main__":
    main()
