"""From what a query means to a ranking: score the candidates, drop what is refused, put codes first."""

import numpy as np

from index.arrays import Ints, are_in, distinct, union
from index.documents import GENRES, GROUPES, Groupe
from index.engines.base import Engine
from index.engines.crowds import without_crowds
from index.plan import Ecart, QueryPlan, Reference, Term
from index.query.understand import Understanding
from index.relevance import Relevance
from index.results import Rung
from index.searching.diploma_lists import DiplomaLists
from index.searching.in_turn import InTurn
from index.searching.ladder import all_kept_is_nothing
from index.searching.natures import IS_GIVEN_BY_PUBLISHERS, IS_OF_METIERS
from index.searching.ranking import Ranking
from index.searching.recent import REMEMBERED, Recent
from index.searching.rerank import Reranker, said_wholly


class Ranker:
    """Ranks with the candidates of one open generation."""

    def __init__(self, engine: Engine, relevance: Relevance) -> None:
        self._engine, self._reranker = engine, Reranker(relevance)
        self._diplomas, self._in_turn = DiplomaLists(engine), InTurn(engine)
        self._code_bonus = relevance.bonus["code"]
        self._most_bearing = int(relevance.candidats["references"])
        self._most_read = int(relevance.candidats["textes"])
        self._enough_to_spell = int(relevance.candidats["orthographe"])
        self._recent = Recent[tuple[Understanding, bool], tuple[Ranking, tuple[Rung, ...]]](REMEMBERED)

    def rank(
        self, understanding: Understanding, *, est_large: bool = False
    ) -> tuple[Ranking, tuple[Rung, ...]]:
        """What answers, best first, and the rung that says so if the words to be kept were released.

        The ranking may be that of an earlier reader: it is read, never changed.
        """
        return self._recent.get(
            (understanding, est_large),
            lambda: self._kept(understanding, self._ranking(understanding, est_large=est_large)),
        )

    def best_said(self, understanding: Understanding) -> list[str]:
        """Keys of the best label of the best answer; none if nothing answers."""
        plan = understanding.plan
        ranking = self._reranker.rank(plan, self._engine.candidates(plan, at_most=self._enough_to_spell))
        [label] = ranking.best_labels(ranking.entities[:1].tolist()) or [None]
        return self._engine.keys(*label[:2]) if label else []

    def bearing(self, asked: Reference) -> Ints:
        """Entities that bear a code of another nomenclature."""
        return self._engine.bearing(asked.cle, self._most_bearing)

    def _ranking(self, understanding: Understanding, *, est_large: bool) -> Ranking:
        plan, ranking = understanding.plan, Ranking.empty()
        if plan.is_empty:
            ranking = Ranking.listing(self._in_turn.everything(understanding.filtres.niveau), "domaines")
        if plan.termes:
            ranking = self._ranked(understanding, est_large=est_large)
        for refused in understanding.ecarts:
            if refused.plan.termes or refused.diplomes:
                ranking = self._without(ranking, self._refused(refused))
        return ranking.promoted(self._designated(plan), self._code_bonus)

    def _designated(self, plan: QueryPlan) -> list[int]:
        """Entities whose code was typed, then those that bear a code of another nomenclature, by title."""
        bearing = [self.bearing(one) for one in plan.references]
        listed = self._engine.alphabetical(distinct(np.concatenate(bearing))).tolist() if bearing else []
        return list(dict.fromkeys([*self._engine.entities_of(plan.codes), *listed]))

    def _ranked(self, understanding: Understanding, *, est_large: bool) -> Ranking:
        """By words. What says a diploma and nothing else is a list, of which the engine gives the whole."""
        plan, diplomas = understanding.plan, understanding.diplomes_seuls
        found = self._engine.candidates(plan, with_crowds=bool(diplomas))
        heard = without_crowds(found) if diplomas else found
        ranking = self._reranker.rank(plan, heard, est_large=est_large)
        listed = self._diplomas.listed(diplomas, ranking, found, est_large=est_large) if diplomas else None
        return listed or self._with_texts(plan, ranking)

    def _with_texts(self, plan: QueryPlan, ranking: Ranking) -> Ranking:
        """With what the whole texts say, of the first entities of each genre."""
        genres = self._engine.places(ranking.entities).genres
        first = [np.flatnonzero(genres == genre)[: self._most_read] for genre in range(len(GENRES))]
        at = np.concatenate(first)
        if not len(at):
            return ranking
        brought = self._reranker.full_text(self._engine.texts(plan, ranking.entities[at]))
        return ranking.told_by_texts(at, brought, self._engine.alphabetical)

    def _refused(self, refused: Ecart) -> Ints:
        """What a name, an interest or a working condition says wholly: a skill among many is no reason.

        A role is refused of those whose names begin with it.
        """
        plan = refused.plan
        hits = self._engine.candidates(plan, with_crowds=True)
        names = hits.groupes != GROUPES.index(Groupe.COMPETENCES)
        if refused.est_role:
            names = IS_GIVEN_BY_PUBLISHERS[hits.natures] & IS_OF_METIERS[hits.groupes] & (hits.head == 0)
        said = said_wholly(plan.requis, hits, names)
        if not refused.est_parcours:
            return said
        learnt = union(said, self._engine.traits.having("diplome", refused.diplomes))
        genres = self._engine.places(learnt).genres
        return np.asarray(learnt[genres != GENRES.index("metier")])

    def _without(self, ranking: Ranking, refused: Ints) -> Ranking:
        """Without them, and without what is shown on their cards."""
        homes = self._engine.places(ranking.entities).homes
        return ranking.excluding(union(refused, ranking.entities[are_in(homes, refused)]))

    def _alone(self, term: Term) -> Ranking:
        """Everything that says this word."""
        plan = QueryPlan((term,))
        return self._reranker.rank(plan, self._engine.candidates(plan, with_crowds=True), est_large=True)

    def _kept(self, understanding: Understanding, ranking: Ranking) -> tuple[Ranking, tuple[Rung, ...]]:
        """Only what says the words that the reader keeps; else all of it, and a rung that tells."""
        plan = understanding.plan
        if not plan.exiges:
            return ranking, ()
        alone = [self._alone(term).among(at, len(plan.termes)) for at, term in plan.exiges]
        kept = ranking.keeping(alone)
        return (kept, ()) if kept else (ranking, (all_kept_is_nothing(understanding.lue, plan),))
