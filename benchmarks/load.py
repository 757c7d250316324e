"""Requests that arrive whether the answer to the last one has come or not: what users do to a site.

A closed loop waits for each answer, and so never sees a queue. Here the moments of arrival are drawn first
(Poisson, from a seed); a request is timed from the moment it should have left. A query is asked again once
all the others have been: what the site remembers of the last ones does not help it.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from itertools import accumulate, cycle
from math import nan
from os import environ
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, sleep, thread_time
from urllib.parse import quote

_THREADS = 40
"""As many as the site has for its pages."""
_LONGEST_START_S = 60.0
_BETWEEN_TRIES_S = 0.02
Call = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float
    n: int
    failed: int = 0
    """Requests without an answer, which are not among the n."""

    def __str__(self) -> str:
        failed = f", {self.failed} sans réponse" if self.failed else ""
        return f"p50 {self.p50:7.2f}  p95 {self.p95:7.2f}  p99 {self.p99:7.2f}  (n {self.n}{failed})"

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def times_of(spent: Sequence[float], failed: int = 0) -> Times:
    """From seconds."""
    spread = quantiles(spent, n=100, method="inclusive") if len(spent) > 1 else [nan] * 99
    return Times(spread[49] * 1000, spread[94] * 1000, spread[98] * 1000, len(spent), failed)


@dataclass(frozen=True, slots=True)
class Cost:
    passed: Times
    """What a clock shows."""
    computed: Times
    """What the processor did for it, in this process: what else the machine does is not in it."""


def one_by_one(calls: dict[str, Call], queries: Sequence[str], repeat: int = 1) -> dict[str, Cost]:
    """Each query is asked of each in turn, so that what else the machine does weighs on all alike."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
    for query in list(queries) * repeat:
        for name, call in calls.items():
            started, computed = perf_counter(), thread_time()
            call(query)
            spent[name].append((perf_counter() - started, thread_time() - computed))
    return {
        name: Cost(*(times_of(values) for values in zip(*pairs, strict=True)))
        for name, pairs in spent.items()
    }


def at_rate(
    calls: dict[str, Call], queries: Sequence[str], rate: float, seconds: float, seed: int = 1
) -> dict[str, Times]:
    """`rate` requests per second of each kind of call, all kinds at the same time."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    random = Random(seed)
    planned = sorted(
        (at, name, query)
        for name in calls
        for at, query in zip(_arrivals(random, rate, seconds), _in_turn(random, queries), strict=False)
    )
    with ThreadPoolExecutor(_THREADS) as pool:
        started = perf_counter()

        def run(at: float, name: str, query: str) -> None:
            calls[name](query)
            spent[name].append(perf_counter() - started - at)

        for at, name, query in planned:
            sleep(max(0.0, started + at - perf_counter()))
            pool.submit(run, at, name, query)
    asked = Counter(name for _, name, _ in planned)
    return {name: times_of(values, asked[name] - len(values)) for name, values in spent.items()}


def _in_turn(random: Random, queries: Sequence[str]) -> Iterator[str]:
    """The queries in an order drawn once, again and again."""
    return cycle(random.sample(queries, len(queries)))


def _arrivals(random: Random, rate: float, seconds: float) -> Iterable[float]:
    gaps = (random.expovariate(rate) for _ in range(int(rate * seconds)))
    return accumulate(gaps)


@dataclass(frozen=True, slots=True)
class Site:
    port: int
    first_answer_s: float
    """From the start of the process to its first page of results."""

    def page(self, query: str) -> None:
        fetch(self.port, f"/recherche?q={quote(query)}")


@contextmanager
def site(home: Path, port: int, query: str) -> Iterator[Site]:
    """The site, served by a process of its own until the end of the block."""
    env = environ | {"DEBOUCHES_HOME": str(home)}
    command = [sys.executable, "-m", "debouches", "serve", "--port", str(port)]
    started = perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, query)
        yield Site(port, perf_counter() - started)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, query: str) -> None:
    limit = perf_counter() + _LONGEST_START_S
    while perf_counter() < limit:
        try:
            return fetch(port, f"/recherche?q={quote(query)}")
        except ConnectionError:
            sleep(_BETWEEN_TRIES_S)
    raise TimeoutError(f"nothing answers on port {port}")


def fetch(port: int, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=_LONGEST_START_S)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
    finally:
        connection.close()
