"""When the cluster does not answer, the local generation does, and the page says so."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from math import inf
from time import monotonic
from typing import TypeVar

from debouches.errors import DebouchesError, EngineError, NotReadyError
from index.annexes.agenda.read import AgendaRequest
from index.annexes.agenda.views import AgendaPage, EvenementView
from index.annexes.emploi.model import EmploiView, EtablissementView, TerritoireView
from index.annexes.offre.read import OffreRequest
from index.annexes.offre.views import OffrePage, OffreProche, OrganismeLie, OrganismeView
from index.annexes.structures.read import StructuresRequest
from index.annexes.structures.views import StructuresPage, StructureView
from index.answering import note_missing
from index.lieux.model import Lieu
from index.results import SearchPage, SearchRequest, Suggestions
from index.service import Searcher
from index.views import CertificationView, CorpusFacts, FormationView, MetierView
from mappings.records import Aide

log = logging.getLogger(__name__)

T = TypeVar("T")
PAUSE_S = 2.0
"""How long a cluster that failed is left alone: requests do not queue behind one that hangs."""
FAILURES = 3
"""In a row, before it is left alone: one slow query is not an outage."""
DEGRADED = "le moteur principal ne répond pas, un index local peut-être moins récent répond à sa place"


class FallbackSearcher:
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
        return self._answer(
            lambda searcher: searcher.search(request, explain=explain),
            lambda page: replace(page, degraded=(*page.degraded, DEGRADED)),
        )

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return self._answer(lambda searcher: searcher.suggest(q, limit))

    def metier(self, code: str) -> MetierView:
        return self._answer(lambda searcher: searcher.metier(code))

    def formation(self, code: str) -> FormationView:
        return self._answer(lambda searcher: searcher.formation(code))

    def certification(self, code: str) -> CertificationView:
        return self._answer(lambda searcher: searcher.certification(code))

    def facts(self) -> CorpusFacts:
        return self._answer(lambda searcher: searcher.facts(), proves=False)

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._answer(lambda searcher: searcher.domaines(), proves=False)

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        return self._answer(lambda searcher: searcher.lieux(q, limit))

    def lieu(self, identifiant: str) -> Lieu:
        return self._answer(lambda searcher: searcher.lieu(identifiant))

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        return self._answer(lambda searcher: searcher.emploi(code, lieu))

    def territoire(self, identifiant: str) -> TerritoireView:
        return self._answer(lambda searcher: searcher.territoire(identifiant))

    def etablissement(self, uai: str) -> EtablissementView:
        return self._answer(lambda searcher: searcher.etablissement(uai))

    def offre(self, request: OffreRequest) -> OffrePage:
        return self._answer(lambda searcher: searcher.offre(request))

    def organisme(self, code: str, day: date, page: int = 1) -> OrganismeView:
        return self._answer(lambda searcher: searcher.organisme(code, day, page))

    def structures(self, request: StructuresRequest) -> StructuresPage:
        return self._answer(lambda searcher: searcher.structures(request))

    def agenda(self, request: AgendaRequest) -> AgendaPage:
        return self._answer(lambda searcher: searcher.agenda(request))

    def evenement(self, code: str) -> EvenementView:
        return self._answer(lambda searcher: searcher.evenement(code))

    def aides(self) -> tuple[Aide, ...]:
        return self._answer(lambda searcher: searcher.aides())

    def structure(self, code: str) -> StructureView:
        return self._answer(lambda searcher: searcher.structure(code))

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        return self._answer(lambda searcher: searcher.organismes(formations))

    def offres_proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        return self._answer(lambda searcher: searcher.offres_proches(formations, pres_de, day))

    def _answer(
        self,
        ask: Callable[[Searcher], T],
        mark: Callable[[T], T] = lambda answer: answer,
        *,
        proves: bool = True,
    ) -> T:
        """`proves` is false for what is in memory once open: it says nothing of the cluster's health."""
        failure = self._why_leave_alone(is_trial=proves)
        if failure is None:
            try:
                answer = ask(self._main)
            except (EngineError, NotReadyError) as error:
                failure = self._note(error)
            else:
                if proves:
                    self._trust_again()
                return answer
        try:
            answer = mark(ask(self._spare))
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
        """Readers are answered, so nobody else says why: once, then when the reason changes."""
        if str(failure) != self._told:
            self._told = str(failure)
            log.error("L'index local répond à la place du moteur principal : %s", failure)
