"""Answers judged queries with the very code that serves the page, in the order a reader meets the results."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Protocol

import orjson

from index.evaluation.families import Families
from index.evaluation.judged import JudgedQuery, read_judged
from index.evaluation.listening import Listener, deaf
from index.evaluation.metrics import Figures, GradedFigures, grade, judge
from index.results import SearchPage, SearchRequest
from index.service import Searcher
from index.views import Genre
from mappings.records import Model

MOST_RESULTS = 60
_PAGES_READ = range(1, 4)


class Evaluation(Model):
    """How a run went, and its relevance where the file says what is right."""

    requetes: int
    sans_reponse: int
    p50_ms: float
    p95_ms: float
    par_nature: tuple[Figures, ...] = ()
    par_note: tuple[GradedFigures, ...] = ()


def run_queries(
    searcher: Searcher,
    queries: Path,
    out: Path | None = None,
    listener: Listener = deaf,
) -> Evaluation:
    """Read {"id", "query"} lines, write {"id", "results"} lines; results are raw identifiers, best first.

    Lines that carry `expected` or `grades` are judged as well.
    """
    lines = read_judged(queries)
    times: list[float] = []
    run = dict(_answered(searcher, lines, out, times, listener))
    spread = quantiles(times, n=100, method="inclusive") if len(times) > 1 else (times or [0.0]) * 99
    return Evaluation(
        requetes=len(lines),
        sans_reponse=sum(not results for results in run.values()),
        p50_ms=round(spread[49], 2),
        p95_ms=round(spread[94], 2),
        par_nature=judge(lines, run, Families(searcher).of),
        par_note=grade(lines, run),
    )


def _answered(
    searcher: Searcher, lines: Sequence[JudgedQuery], out: Path | None, times: list[float], listener: Listener
) -> Iterator[tuple[str, list[str]]]:
    """(id, results) of each query, written as they come; the time of its page goes in `times`."""
    with ExitStack() as stack:
        file = stack.enter_context(out.open("wb")) if out else None
        for done, query in enumerate(lines, start=1):
            started = perf_counter()
            searcher.search(SearchRequest(query.q))
            times.append((perf_counter() - started) * 1000)
            results = answers(searcher, query.q)
            if file:
                file.write(orjson.dumps({"id": query.id, "results": results}) + b"\n")
            listener(done, len(lines))
            yield query.id, results


def read_queries(path: Path) -> list[tuple[str, str]]:
    """(id, query) of each line; RequestError names the line that is not one."""
    return [(query.id, query.q) for query in read_judged(path)]


class Searches(Protocol):
    """All that is asked of a searcher here."""

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage: ...


def answers(searcher: Searches, q: str, limit: int = MOST_RESULTS) -> list[str]:
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


def _page(searcher: Searches, q: str, genre: Genre, page: int) -> Iterator[str]:
    for group in searcher.search(SearchRequest(q, groupe=genre, page=page)).groups:
        for result in group.results:
            yield from result.codes
