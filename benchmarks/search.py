"""Search and suggest, side by side with what anyone would assemble: SQLite FTS5 and a plain tantivy query.

    python benchmarks/search.py QUERIES.jsonl [--out FOLDER] [--repeat 3]

The peers index the same documents (names, skills, interests, text of every entity), as raw text, and
answer the same queries in the same process. Prints p50/p95 of each and the ratios; writes the runs
(`ours.jsonl`, `fts5.jsonl`, `tantivy.jsonl`) so that any scorer can judge them.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson
from peers import Fts5, PlainTantivy, documents, write_peers

from debouches.settings import read_settings
from index.evaluation.evaluate import answers, read_queries
from index.generations.opening import open_searcher
from index.results import SearchRequest


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
    searcher = open_searcher(read_settings())
    with TemporaryDirectory() as folder:
        write_peers(documents(read_settings().home), Path(folder))
        fts5, plain = Fts5(Path(folder)), PlainTantivy(Path(folder))
        print(f"{plain.count} documents, {len(texts)} requêtes, {options.repeat} passages")
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
