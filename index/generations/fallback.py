"""When the cluster does not answer, the local generation does, and the page says so."""

import logging
from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import monotonic
from typing import TypeVar

from debouches.errors import DebouchesError, EngineError, NotReadyError
from index.deadline import note_missing
from index.generations.relay import Relay
from index.results import SearchPage, SearchRequest
from index.service import Searcher
from index.views import CorpusFacts

log = logging.getLogger(__name__)

T = TypeVar("T")
PAUSE_S = 2.0
"""How long a cluster that failed is left alone, so that requests do not queue behind one that hangs."""
FAILURES = 3
"""Failures in a row before it is left alone: one slow query is not an outage."""
DEGRADED = "le moteur principal ne répond pas, un index local peut-être moins récent répond à sa place"


class FallbackSearcher(Relay):
    """Implements `Searcher`: the main one, or the spare while the main one fails.

    Without a spare generation, the failure itself is raised, at once while the main one is left alone.
    """

    def __init__(self, main: Searcher, spare: Searcher, clock: Callable[[], float] = monotonic) -> None:
        self._main, self._spare, self._clock = main, spare, clock
        self._failures = 0
        self._left_alone_until = -inf
        self._last: DebouchesError | None = None
        self._told = ""

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        return self._ask(
            lambda searcher: searcher.search(request, explain=explain),
            lambda page: replace(page, degraded=(*page.degraded, DEGRADED)),
        )

    def facts(self) -> CorpusFacts:
        return self._ask(lambda searcher: searcher.facts(), proves=False)

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._ask(lambda searcher: searcher.domaines(), proves=False)

    def _ask(
        self,
        question: Callable[[Searcher], T],
        mark: Callable[[T], T] = lambda answer: answer,
        *,
        proves: bool = True,
    ) -> T:
        """`proves` is false for what is in memory once open: it says nothing of the cluster's health."""
        failure = self._why_leave_alone(is_trial=proves)
        if failure is None:
            try:
                answer = question(self._main)
            except (EngineError, NotReadyError) as error:
                failure = self._note(error)
            else:
                if proves:
                    self._trust_again()
                return answer
        try:
            answer = mark(question(self._spare))
        except NotReadyError:
            raise failure from None
        self._tell(failure)
        note_missing(DEGRADED)
        return answer

    def _why_leave_alone(self, *, is_trial: bool) -> DebouchesError | None:
        """The last failure, while the main one is left alone; then one request tries it for all."""
        now = self._clock()
        if now < self._left_alone_until and self._last:
            return type(self._last)(*self._last.args)
        if is_trial and self._failures >= FAILURES:
            self._left_alone_until = now + PAUSE_S
        return None

    def _note(self, error: DebouchesError) -> DebouchesError:
        self._last = error
        self._failures += 1
        if self._failures >= FAILURES:
            self._left_alone_until = self._clock() + PAUSE_S
        return error

    def _trust_again(self) -> None:
        if self._told or self._failures >= FAILURES:  # one page too slow is no news
            log.warning("Le moteur principal répond de nouveau.")
        self._failures, self._left_alone_until, self._last, self._told = 0, -inf, None, ""

    def _tell(self, failure: DebouchesError) -> None:
        """Readers are answered, so only the log says why: once, then each time the reason changes."""
        if str(failure) != self._told:
            self._told = str(failure)
            log.error("L'index local répond à la place du moteur principal : %s", failure)
