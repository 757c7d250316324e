"""Do the two engines give the same page? Opens both, builds nothing.

    DEBOUCHES_ELASTICSEARCH__URL=http://127.0.0.1:9200 python benchmarks/overlap.py QUERIES.jsonl

For each query, the share of the first ten identifiers that both engines give. Prints the mean, the queries
that differ most, and the time of a whole page in each; exits with 1 below the floor.
"""

import argparse
import sys
from pathlib import Path
from statistics import fmean, quantiles
from time import perf_counter

from debouches.settings import Settings, read_settings
from index.evaluation.evaluate import answers, read_queries
from index.generations.opening import CurrentSearcher, at_once
from index.generations.stores import local_store, open_store
from index.results import SearchRequest
from index.service import Searcher
from index.tools import read_tools

FIRST = 10
FLOOR = 0.98
_SHOWN = 10


def both_engines(settings: Settings) -> tuple[Searcher, Searcher]:
    """The searchers of the local generation and of the one in the cluster, without fallback."""
    tools = read_tools()
    stores = (local_store(settings, tools.relevance), open_store(settings, tools.relevance))
    embedded, elastic = (CurrentSearcher(store, tools, at_once) for store in stores)
    return embedded, elastic


def overlap(first: list[str], second: list[str]) -> float:
    """Share in common; two empty pages agree."""
    longest = max(len(first), len(second))
    return len(set(first) & set(second)) / longest if longest else 1.0


def overlaps(one: Searcher, other: Searcher, queries: list[str]) -> dict[str, float]:
    return {q: overlap(answers(one, q, FIRST), answers(other, q, FIRST)) for q in queries}


def times(searcher: Searcher, queries: list[str]) -> str:
    spent = []
    for q in queries:
        started = perf_counter()
        searcher.search(SearchRequest(q))
        spent.append((perf_counter() - started) * 1000)
    spread = quantiles(spent, n=100, method="inclusive")
    return f"p50 {spread[49]:6.2f} ms   p95 {spread[94]:6.2f} ms   p99 {spread[98]:6.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("queries", type=Path)
    options = parser.parse_args()
    settings = read_settings()
    if settings.elasticsearch.url is None:
        sys.exit("DEBOUCHES_ELASTICSEARCH__URL n'est pas donné : rien à comparer.")
    queries = [q for _, q in read_queries(options.queries)]
    embedded, elastic = both_engines(settings)
    shares = overlaps(embedded, elastic, queries)
    for q, share in sorted(shares.items(), key=lambda one: one[1])[:_SHOWN]:
        if share < 1:
            print(f"{share:.2f}  {q}")
    print(f"embarqué       {times(embedded, queries)}")
    print(f"Elasticsearch  {times(elastic, queries)}")
    mean = fmean(shares.values())
    print(f"{len(shares)} requêtes : {mean:.4f} des {FIRST} premiers en commun (plancher {FLOOR})")
    sys.exit(mean < FLOOR)


if __name__ == "__main__":
    main()
