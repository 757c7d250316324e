"""The answer to a query that has been understood: ranked, narrowed, cut into pages, dressed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.annexes.branches import Branches
from index.arrays import Ints
from index.documents import GENRES
from index.engines.base import Engine, Places
from index.facets import Facet, Filtres
from index.query.understand import Understanding
from index.relevance import Relevance
from index.results import Group, Ordre, Reason, Rung, SearchRequest, Understood
from index.searching.computed import ComputedFacets
from index.searching.dressing import Dresser
from index.searching.heard import heard
from index.searching.ladder import given_up
from index.searching.narrowing import Compute, Narrowed, Narrowing, Spared
from index.searching.paging import Cut, cards_by_genre, cut_page, set_aside, split_places
from index.searching.ranker import Ranker
from index.searching.ranking import Ranking
from index.views import Genre

_CHOICES = Reason("ce que vous avez choisi", "")
_LEVEL = Reason("le niveau que vous demandez", "")
_WAY = Reason("la voie que vous demandez", "")
_NOT_REFUSED = Reason("l'absence de ce que vous refusez", "")
_CODE = Reason("le code que vous donnez", "")
_FULL_TEXT = Reason("le texte de la fiche", "")


@dataclass(frozen=True, slots=True)
class Question:
    """A request, and what its words mean."""

    request: SearchRequest
    understanding: Understanding
    filtres: Filtres
    """What is chosen, and what is understood to be."""
    explain: bool = False

    @property
    def lieu(self) -> str:
        """Where the labour market is read: the place that is asked, else the one that is said."""
        said = self.understanding.lieu
        return self.request.lieu or (said.id if said else "")

    @property
    def is_mute(self) -> bool:
        """True if it names nothing, and does not ask for a list either."""
        asks_a_list = self.understanding.is_only_a_refusal or (
            self.filtres and self.understanding.is_all_understood
        )
        return self.understanding.plan.is_empty and not asks_a_list

    @property
    def reason_without_label(self) -> Reason:
        """Why a result is there when no label says it."""
        plan = self.understanding.plan
        if not plan.is_empty:
            return _FULL_TEXT if plan.termes else _CODE
        if self.request.filtres:
            return _CHOICES
        return _LEVEL if self.filtres.niveau else _WAY if self.filtres else _NOT_REFUSED


@dataclass(frozen=True, slots=True)
class Answer:
    groups: tuple[Group, ...] = ()
    larges: int = 0
    """How many cards are set aside."""
    facettes: tuple[Facet, ...] = ()
    relaxed: tuple[Rung, ...] = ()
    ordre: Ordre = "pertinence"
    entendus: tuple[Understood, ...] = ()
    """What its words were heard as, from what the first result bears."""


class Answerer:
    """Answers from one open generation."""

    def __init__(
        self,
        engine: Engine,
        ranker: Ranker,
        narrowing: Narrowing,
        relevance: Relevance,
        *,
        computed: ComputedFacets,
    ) -> None:
        self._engine, self._ranker = engine, ranker
        self._narrowing, self._computed = narrowing, computed
        self._groupes, self._least_heard = relevance.groupes, relevance.seuils["entendu"]
        self._branches = Branches(engine)

    def answer(self, question: Question) -> Answer:
        if question.is_mute:
            return Answer()
        request, understanding = question.request, question.understanding
        ranking, released = self._ranker.rank(understanding, est_large=request.est_large)
        every = self._engine.places(np.concatenate([ranking.entities, ranking.aside]))
        places, aside = split_places(every, len(ranking.entities))
        found = cards_by_genre(places, request.groupe)
        compute = self._computed.of(question.filtres, question.lieu, is_asked=bool(request.lieu))
        narrowed = self._narrowed(question, found, places, ranking, compute)
        cuts = self._cut(question, found, narrowed, places, ranking)
        return Answer(
            ordre=ranking.ordre,
            groups=self._dresser(question, ranking, places).groups(cuts),
            larges=self._narrowing.count(question.filtres, set_aside(aside, places, request.groupe), compute),
            facettes=narrowed.facettes,
            relaxed=released or _given_up(understanding, ranking),
            entendus=self._heard(understanding, ranking, cuts),
        )

    def _heard(
        self, understanding: Understanding, ranking: Ranking, cuts: Sequence[Cut]
    ) -> tuple[Understood, ...]:
        if not cuts:
            return ()
        first = int(ranking.entities[cuts[0].best])
        return heard(understanding, ranking.labels, first, self._least_heard)

    def _narrowed(
        self,
        question: Question,
        found: dict[Genre, Ints],
        places: Places,
        ranking: Ranking,
        compute: Compute,
    ) -> Narrowed:
        cards = np.concatenate([*found.values()])
        spared = self._spared(question, places, cards, ranking) if question.understanding.plan.termes else {}
        return self._narrowing.narrow(question.filtres, places.homes[cards], spared, compute)

    def _spared(self, question: Question, places: Places, cards: Ints, ranking: Ranking) -> Spared:
        """What is understood in words spares the métiers, few of which say their level; a choice does not.

        Those known to need far more are not spared, unless one is asked for by its name.
        """
        filtres, chosen = question.filtres, question.request.filtres
        metiers = places.genres[cards] == GENRES.index("metier")
        understood = [nom for nom, _ in filtres.pairs() if not chosen.of(nom)]
        if ranking.is_publishers_name:
            return dict.fromkeys(understood, metiers)
        homes = places.homes[cards]
        return {nom: metiers & self._narrowing.within_reach(nom, filtres, homes) for nom in understood}

    def _cut(
        self,
        question: Question,
        found: dict[Genre, Ints],
        narrowed: Narrowed,
        places: Places,
        ranking: Ranking,
    ) -> list[Cut]:
        """A page for each genre with results, the best genre first."""
        stays = np.split(narrowed.kept, np.cumsum([len(some) for some in found.values()]))
        kept = {
            genre: self._branches.after_publics(some[stay], places.homes)
            for (genre, some), stay in zip(found.items(), stays, strict=False)
        }
        cuts = [cut_page(genre, some, places.homes, question.request) for genre, some in kept.items()]
        weights = self._group_weights(question.understanding)
        answered = [cut for cut in cuts if cut.total]
        return sorted(answered, key=lambda cut: -ranking.scores[cut.best] * weights[cut.genre])

    def _group_weights(self, understanding: Understanding) -> dict[Genre, float]:
        weights: dict[Genre, float] = {genre: self._groupes[genre] for genre in GENRES}
        if understanding.demande:
            weights[understanding.demande] *= self._groupes["demande"]
        elif understanding.names_diploma:
            weights["formation"] = self._groupes["formation-si-diplome"]
        return weights

    def _dresser(self, question: Question, ranking: Ranking, places: Places) -> Dresser:
        return Dresser(
            self._engine,
            ranking,
            places.homes,
            self._narrowing.traits_of,
            question.reason_without_label,
            explain=question.explain,
        )


def _given_up(understanding: Understanding, ranking: Ranking) -> tuple[Rung, ...]:
    """A list gives nothing up: « BTS ou BUT » asks for either."""
    return () if ranking.is_list else given_up(understanding.lue, understanding.plan, ranking)
