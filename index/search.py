"""The search service: understanding → plan → candidates → second stage → page."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np

from debouches.errors import NotFoundError, RequestError
from index.documents import GENRES, NATURE_EN_MOTS, Card
from index.engines.base import Engine, Ints
from index.query.understand import QueryReader, Understanding
from index.relevance import Relevance
from index.rerank import Ranking, Reranker
from index.results import (
    MAX_QUERY_LENGTH,
    PER_GROUP,
    Group,
    Reason,
    Result,
    SearchPage,
    SearchRequest,
    SubScore,
    Suggestions,
)
from index.suggest import Suggester
from index.views import CertificationView, CorpusFacts, FormationView, Genre, MetierView

DEEPEST_PAGE = 50
_CONTROL = dict.fromkeys(range(32), " ") | {127: " "}


class SearchService:
    """Answers from one open generation; implements `index.service.Searcher`."""

    def __init__(
        self, engine: Engine, reader: QueryReader, suggester: Suggester, relevance: Relevance
    ) -> None:
        self._engine, self._reader, self._suggester = engine, reader, suggester
        self._reranker = Reranker(relevance)
        self._code_bonus = relevance.bonus["code"]

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        started = perf_counter()
        request = _checked(request)
        understanding = self._reader.read(request.q, exactly=request.est_exacte)
        groups = self._groups(request, understanding, explain=explain)
        return SearchPage(
            request=request,
            groups=groups,
            understood=understanding.understood,
            correction=understanding.correction,
            generation=self._engine.facts.generation,
            took_ms=(perf_counter() - started) * 1000,
        )

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return self._suggester.suggest(q.translate(_CONTROL)[:MAX_QUERY_LENGTH], limit)

    def metier(self, code: str) -> MetierView:
        return MetierView.model_validate_json(self._view(code, "métier"))

    def formation(self, code: str) -> FormationView:
        return FormationView.model_validate_json(self._view(code, "formation"))

    def certification(self, code: str) -> CertificationView:
        return CertificationView.model_validate_json(self._view(code, "certification"))

    def facts(self) -> CorpusFacts:
        return self._engine.facts

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._engine.facts.domaines

    def _view(self, code: str, what: str) -> bytes:
        """The view of an entity, or of the métier on whose page a fiche is shown."""
        entities = self._engine.entities_of([code])
        if not entities:
            raise NotFoundError(f"Aucune page pour le code « {code} » ({what}).")
        view = self._engine.view(code)
        if view is None:
            home = self._engine.cards(entities)[0].pliee_dans
            view = self._engine.view(home) if home else None
        if view is None:
            raise NotFoundError(f"Aucune page pour le code « {code} » ({what}).")
        return view

    def _groups(
        self, request: SearchRequest, understanding: Understanding, *, explain: bool
    ) -> tuple[Group, ...]:
        plan = understanding.plan
        if plan.is_empty:
            return ()
        ranking = self._reranker.rank(plan, self._engine.candidates(plan)) if plan.termes else Ranking.empty()
        ranking = ranking.promoted(self._engine.entities_of(plan.codes), self._code_bonus)
        places = self._engine.places(ranking.entities)
        pages = _GroupPages(self._engine, ranking, places.homes, explain=explain)
        groups = []
        for position, genre in enumerate(GENRES):
            members = np.flatnonzero(places.genres == position)
            if len(members) and request.groupe in (None, genre):
                groups.append((float(ranking.scores[members[0]]), pages.group(genre, members, request)))
        return tuple(group for _, group in sorted(groups, key=lambda g: -g[0]))


class _GroupPages:
    """Cuts a ranking into cards, folding fiches into the card of their métier."""

    def __init__(self, engine: Engine, ranking: Ranking, homes: Ints, *, explain: bool) -> None:
        self._engine, self._ranking, self._homes, self._explain = engine, ranking, homes, explain

    def group(self, genre: Genre, members: Ints, request: SearchRequest) -> Group:
        """One page of the cards of a genre."""
        homes = self._homes[members]
        _, first = np.unique(homes, return_index=True)
        firsts = members[np.sort(first)]
        start, size = (
            (0, PER_GROUP)
            if request.groupe is None
            else ((request.page - 1) * request.par_page, request.par_page)
        )
        shown = firsts[start : start + size]
        return Group(genre=genre, total=len(firsts), results=self._cards(shown, members))

    def _cards(self, shown: Ints, members: Ints) -> tuple[Result, ...]:
        homes = self._homes[shown]
        folded = {
            int(position): members[self._homes[members] == home]
            for position, home in zip(shown, homes, strict=True)
        }
        needed = np.unique(
            np.concatenate([homes, self._ranking.entities[np.concatenate([*folded.values(), shown])]])
        )
        cards = dict(zip(needed.tolist(), self._engine.cards(needed.tolist()), strict=True))
        return tuple(
            self._result(
                position, cards[int(home)], [cards[int(self._ranking.entities[p])] for p in folded[position]]
            )
            for position, home in zip(shown.tolist(), homes, strict=True)
        )

    def _result(self, position: int, home: Card, folded: Sequence[Card]) -> Result:
        codes = dict.fromkeys([*(card.code for card in folded), home.code])
        details = self._ranking.parts_of(position) if self._explain else {}
        return Result(
            genre=home.genre,
            code=home.code,
            titre=home.titre,
            phrase=home.phrase,
            raison=self._reason(int(self._ranking.entities[position])),
            editeurs=tuple(home.editeurs),
            suites=tuple(home.suites),
            codes=tuple(codes),
            score=float(self._ranking.scores[position]),
            details=tuple(SubScore(name, value) for name, value in details.items()),
            est_demonstration=home.est_demonstration,
        )

    def _reason(self, entity: int) -> Reason:
        best = self._ranking.best_label(entity)
        if best is None:
            return Reason("le texte de la fiche", "")
        groupe, label, nature = best
        return Reason(NATURE_EN_MOTS[nature], self._engine.texts(groupe, [label])[0])


def _checked(request: SearchRequest) -> SearchRequest:
    """The request without control characters; RequestError if it cannot be answered."""
    if len(request.q) > MAX_QUERY_LENGTH:
        raise RequestError(
            f"La recherche est limitée à {MAX_QUERY_LENGTH} caractères ; la vôtre en a {len(request.q)}.",
            parameter="q",
        )
    if not 1 <= request.page <= DEEPEST_PAGE:
        raise RequestError(f"Les pages vont de 1 à {DEEPEST_PAGE}.", parameter="page")
    return replace(request, q=" ".join(request.q.translate(_CONTROL).split()))
