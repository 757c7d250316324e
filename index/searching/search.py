"""A search, from its words to its page: understanding → plan → candidates → second stage → page."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from threading import Lock
from time import perf_counter

from debouches.errors import RequestError
from index.engines.base import Engine
from index.query.understand import QueryReader, Understanding
from index.relevance import Relevance
from index.results import MAX_QUERY_LENGTH, Ailleurs, Group, Rung, SearchPage, SearchRequest, Understood
from index.searching.answer import Answer, Answerer, Question
from index.searching.computed import ComputedFacets
from index.searching.elsewhere import Elsewhere
from index.searching.ladder import is_short_of_metiers, narrowing_given_up, neighbours
from index.searching.narrowing import Narrowing
from index.searching.poursuite import PoursuiteReader
from index.searching.ranker import Ranker
from index.searching.read_views import links_of
from index.searching.recent import REMEMBERED, Recent
from index.views import Lien

DEEPEST_PAGE = 50
_CONTROL = dict.fromkeys(range(32), " ") | {127: " "}


class Search:
    """Searches one open generation."""

    def __init__(
        self,
        engine: Engine,
        reader: QueryReader,
        relevance: Relevance,
        narrowing: Narrowing,
        *,
        computed: ComputedFacets,
        elsewhere: Elsewhere,
    ) -> None:
        self._engine, self._reader, self._ranker = engine, reader, Ranker(engine, relevance)
        self._narrowing, self._elsewhere = narrowing, elsewhere
        self._answerer = Answerer(engine, self._ranker, narrowing, relevance, computed=computed)
        self._poursuite = PoursuiteReader(engine, self._answering_all)
        self._recent = Recent[tuple[str, bool], Understanding](REMEMBERED)
        self._turn: AbstractContextManager[object] = Lock() if engine.computes_here else nullcontext()
        """Pages that compute together slow each other down, and all end late: one after the other, a page
        asked among twenty a second comes in 33 ms instead of 50 (p95), a suggestion no later."""

    def page(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        """RequestError, with what is accepted, for a request that cannot be answered."""
        with self._turn:
            return self._page(_checked(request), explain=explain)

    def _page(self, request: SearchRequest, *, explain: bool) -> SearchPage:
        started = perf_counter()
        self._narrowing.check(request.filtres)
        understanding = self._understand(request.q, exactly=request.est_exacte)
        question = _question(request, understanding, explain=explain)
        answer = self._answerer.answer(question)
        is_plain = request.groupe is None and not request.filtres
        poursuite = self._poursuite.of(understanding) if is_plain else None
        if understanding.filtres and not _is_answered(understanding, answer):
            question, answer = self._as_words(question, answer)
        understanding = question.understanding
        return SearchPage(
            request=request,
            groups=answer.groups,
            larges=answer.larges,
            understood=(*self._understood(understanding), *answer.entendus),
            lieu=understanding.lieu,
            services=understanding.services,
            correction=understanding.correction_sans([rung.mots for rung in answer.relaxed]),
            proposition=understanding.proposition,
            ambiguities=understanding.ambiguities,
            relaxed=answer.relaxed,
            proches=self._neighbours(request, answer.groups),
            poursuite=poursuite,
            ailleurs=self._ailleurs(question, answer),
            filtres=question.filtres,
            ordre=answer.ordre,
            facettes=answer.facettes,
            generation=self._engine.facts.generation,
            took_ms=(perf_counter() - started) * 1000,
        )

    def _understand(self, q: str, *, exactly: bool) -> Understanding:
        return self._recent.get((q, exactly), lambda: self._understanding(q, exactly=exactly))

    def _understanding(self, q: str, *, exactly: bool) -> Understanding:
        """Typos are read again: « vendeuse toulouze » names a place; else, spelt as in the best answer.

        The page is then that of the words well written.
        """
        understanding = self._reader.read(q, exactly=exactly)
        spelled = understanding.correction.cherchee if understanding.correction else understanding.proposition
        if spelled:
            corrected = self._reader.read(spelled)
            if corrected.lieu and not understanding.lieu:
                return replace(corrected, q=q)
        if understanding.has_typos:
            return self._reader.spelled_as(understanding, self._ranker.best_said(understanding))
        return understanding

    def _as_words(self, question: Question, answer: Answer) -> tuple[Question, Answer]:
        """What narrows, and nothing has with the rest, is given up, one thing after the other.

        A level was perhaps a part of a name: its words are searched.
        """
        understanding, words, rungs = question.understanding, question.understanding, list[Rung]()
        while words.narrowings:
            narrowing = words.narrowings[0]
            rungs.append(narrowing_given_up(narrowing))
            read = self._reader.read(narrowing.q_sans, exactly=question.request.est_exacte)
            words = replace(read, q=understanding.q, lue=understanding.lue)
            again = _question(question.request, words, explain=question.explain)
            found = self._answerer.answer(again)
            if _is_answered(words, found):
                return again, replace(found, relaxed=(*rungs, *found.relaxed))
        return question, answer

    def _understood(self, understanding: Understanding) -> tuple[Understood, ...]:
        """What was understood; a code that no page bears is said to be unknown."""
        plan = understanding.plan
        unknown = {code for code in plan.codes if not self._engine.entities_of([code])}
        unknown |= {one.texte for one in plan.references if not len(self._ranker.bearing(one))}
        return tuple(
            replace(one, nature="code-inconnu") if one.nature == "code" and one.texte in unknown else one
            for one in understanding.understood
        )

    def _neighbours(self, request: SearchRequest, groups: Sequence[Group]) -> tuple[Lien, ...]:
        code = is_short_of_metiers(groups) if request.groupe is None else None
        return neighbours(groups, links_of(self._engine, code)) if code else ()

    def _answering_all(self, request: SearchRequest) -> tuple[Group, ...]:
        answer = self._answerer.answer(_question(request, self._understand(request.q, exactly=False)))
        return () if answer.relaxed else answer.groups

    def _ailleurs(self, question: Question, answer: Answer) -> tuple[Ailleurs, ...]:
        def count(codes: tuple[str, ...]) -> int:
            wider = replace(question, filtres=replace(question.filtres, departement=codes), explain=False)
            return sum(group.total for group in self._answerer.answer(wider).groups)

        departement = question.filtres.departement
        if answer.groups or not departement:
            return ()
        facet = next((one for one in answer.facettes if one.nom == "departement"), None)
        return self._elsewhere.of(departement, facet, count)


def _is_answered(understanding: Understanding, answer: Answer) -> bool:
    """A diploma asks for what is taught: métiers, which a narrowing spares, are not enough."""
    names_diploma = any(one.nature == "diplome" for one in understanding.understood)
    return any(group.genre != "metier" or not names_diploma for group in answer.groups)


def on_one_line(q: str) -> str:
    """The words of a query without control characters."""
    return q.translate(_CONTROL)


def _question(request: SearchRequest, understanding: Understanding, *, explain: bool = False) -> Question:
    return Question(request, understanding, request.filtres.ou(understanding.filtres), explain)


def _checked(request: SearchRequest) -> SearchRequest:
    """The request, its words one space apart; RequestError if it cannot be answered."""
    if len(request.q) > MAX_QUERY_LENGTH:
        raise RequestError(
            f"La recherche est limitée à {MAX_QUERY_LENGTH} caractères ; la vôtre en a {len(request.q)}.",
            parameter="q",
        )
    if not 1 <= request.page <= DEEPEST_PAGE:
        raise RequestError(f"Les pages vont de 1 à {DEEPEST_PAGE}.", parameter="page")
    return replace(request, q=" ".join(on_one_line(request.q).split()))
