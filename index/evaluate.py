"""Answers judged queries with the very code that serves the page, in the order a reader meets the results."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import orjson

from debouches.errors import RequestError
from index.results import SearchRequest
from index.service import Searcher
from index.views import Genre
from mappings.records import Model

MOST_RESULTS = 60
_PAGES_READ = range(1, 4)


class Evaluation(Model):
    """How a run went; relevance itself is judged by whoever holds the answers."""

    requetes: int
    sans_reponse: int
    p50_ms: float
    p95_ms: float


def run_queries(
    searcher: Searcher,
    queries: Path,
    out: Path,
    listener: Callable[[int, int], None] = lambda _done, _total: None,
) -> Evaluation:
    """Read {"id", "query"} lines, write {"id", "results"} lines; results are raw identifiers, best first."""
    lines = read_queries(queries)
    times, empty = [], 0
    with out.open("wb") as file:
        for done, (query_id, q) in enumerate(lines, start=1):
            started = perf_counter()
            searcher.search(SearchRequest(q))
            times.append((perf_counter() - started) * 1000)
            results = answers(searcher, q)
            empty += not results
            file.write(orjson.dumps({"id": query_id, "results": results}) + b"\n")
            listener(done, len(lines))
    spread = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return Evaluation(
        requetes=len(lines), sans_reponse=empty, p50_ms=round(spread[49], 2), p95_ms=round(spread[94], 2)
    )


def read_queries(path: Path) -> list[tuple[str, str]]:
    """(id, query) of each line; RequestError names the line that is not one."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            query = orjson.loads(line)
            found.append((str(query.get("id") or query["query"]), str(query["query"])))
        except (orjson.JSONDecodeError, KeyError, AttributeError) as error:
            raise RequestError(f"{path.name}, ligne {number} : « query » attendu ({error})") from error
    return found


def answers(searcher: Searcher, q: str, limit: int = MOST_RESULTS) -> list[str]:
    """Identifiers in reading order: the page of all groups, then page after page of each group."""
    first = searcher.search(SearchRequest(q))
    codes = (code for group in first.groups for result in group.results for code in result.codes)
    further = (_page(searcher, q, group.genre, page) for page in _PAGES_READ for group in first.groups)
    found: dict[str, None] = {}
    for code in chain(codes, chain.from_iterable(further)):
        found[code] = None
        if len(found) >= limit:
            break
    return list(found)


def _page(searcher: Searcher, q: str, genre: Genre, page: int) -> Iterator[str]:
    for group in searcher.search(SearchRequest(q, groupe=genre, page=page)).groups:
        for result in group.results:
            yield from result.codes
