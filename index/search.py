"""The search service: understanding → plan → candidates → second stage → page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

import numpy as np

from debouches.errors import NotFoundError, RequestError
from index.aides import read_aides
from index.ailleurs import Elsewhere
from index.branches import Branches
from index.crowds import without_crowds
from index.documents import GENRES, Groupe
from index.dressing import Cut, Dresser
from index.emploi.model import EmploiView, EtablissementView, TerritoireView
from index.emploi.reader import EmploiReader
from index.engines.base import Engine, Ints, Places
from index.facets import Facet, Filtres
from index.ladder import all_kept_is_nothing, given_up, is_short_of_metiers, level_given_up, neighbours
from index.lieux.finder import LieuFinder
from index.lieux.model import Lieu
from index.narrowing import Narrowing, Spared
from index.offre.read import OffreReader, OffreRequest
from index.offre.views import OffrePage, OffreProche, OrganismeLie, OrganismeView
from index.query.plan import QueryPlan, Reference, Term
from index.query.understand import QueryReader, Understanding
from index.relevance import Relevance
from index.rerank import Ranking, Reranker, said_wholly
from index.results import (
    MAX_QUERY_LENGTH,
    PER_GROUP,
    Ailleurs,
    Group,
    Ordre,
    Reason,
    Rung,
    SearchPage,
    SearchRequest,
    Suggestions,
    Understood,
)
from index.sets import distinct, without
from index.structures.read import StructureReader, StructuresRequest
from index.structures.views import StructuresPage, StructureView
from index.suggest import Suggester
from index.views import CertificationView, CorpusFacts, FormationView, Genre, Lien, MetierView, Voisinage
from mappings.records import Aide

DEEPEST_PAGE = 50
FEW_OF_A_DIPLOMA = 60
"""« CAP » alone names too many things for one to answer better; « BAFA » names a few, ranked as usual."""
_CHOICES = Reason("ce que vous avez choisi", "")
_LEVEL = Reason("le niveau que vous demandez", "")
_CODE = Reason("le code que vous donnez", "")
_FULL_TEXT = Reason("le texte de la fiche", "")
_CONTROL = dict.fromkeys(range(32), " ") | {127: " "}


class SearchService:
    """Answers from one open generation; implements `index.service.Searcher`."""

    def __init__(
        self,
        engine: Engine,
        reader: QueryReader,
        suggester: Suggester,
        relevance: Relevance,
        *,
        places: LieuFinder,
        narrowing: Narrowing,
        elsewhere: Elsewhere,
    ) -> None:
        self._engine, self._reader, self._suggester = engine, reader, suggester
        self._reranker, self._places, self._narrowing = Reranker(relevance), places, narrowing
        self._elsewhere, self._branches = elsewhere, Branches(engine)
        self._offre, self._structures = OffreReader(engine), StructureReader(engine)
        self._emploi = EmploiReader(engine, places)
        self._code_bonus, self._order = relevance.bonus["code"], relevance.groupes
        self._most_bearing = int(relevance.candidats["references"])

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        started = perf_counter()
        request = _checked(request)
        self._narrowing.check(request.filtres)
        understanding = self._understand(request)
        filtres = request.filtres.ou(understanding.filtres)
        answer = self._answer(request, filtres, understanding, explain=explain)
        if understanding.filtres and not answer.groups:
            understanding, answer = self._as_words(request, understanding, answer, explain=explain)
            filtres = request.filtres.ou(understanding.filtres)
        return SearchPage(
            request=request,
            groups=answer.groups,
            larges=answer.larges,
            understood=self._understood(understanding),
            lieu=understanding.lieu,
            correction=understanding.correction_sans([rung.mots for rung in answer.relaxed]),
            ambiguities=understanding.ambiguities,
            relaxed=answer.relaxed,
            proches=self._neighbours(request, answer.groups),
            ailleurs=self._ailleurs(request, filtres, understanding, answer),
            filtres=filtres,
            ordre=answer.ordre,
            facettes=answer.facettes,
            generation=self._engine.facts.generation,
            took_ms=(perf_counter() - started) * 1000,
        )

    def _understand(self, request: SearchRequest) -> Understanding:
        """A query whose spelling is corrected is read again: « vendeuse toulouze » says a place."""
        understanding = self._reader.read(request.q, exactly=request.est_exacte)
        if understanding.correction:
            corrected = self._reader.read(understanding.correction.cherchee)
            if corrected.lieu and not understanding.lieu:
                return replace(corrected, q=request.q)
        return understanding

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return self._suggester.suggest(q.translate(_CONTROL)[:MAX_QUERY_LENGTH], limit)

    def metier(self, code: str) -> MetierView:
        return MetierView.model_validate_json(self._view(code, "metier"))

    def formation(self, code: str) -> FormationView:
        return FormationView.model_validate_json(self._view(code, "formation"))

    def certification(self, code: str) -> CertificationView:
        return CertificationView.model_validate_json(self._view(code, "certification"))

    def facts(self) -> CorpusFacts:
        return self._engine.facts

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._engine.facts.domaines

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        return self._places.lieux(q.translate(_CONTROL), limit)

    def lieu(self, identifiant: str) -> Lieu:
        return self._places.lieu(identifiant)

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        return self._emploi.emploi(code, lieu)

    def territoire(self, identifiant: str) -> TerritoireView:
        return self._emploi.territoire(identifiant)

    def etablissement(self, uai: str) -> EtablissementView:
        return self._emploi.etablissement(uai)

    def offre(self, request: OffreRequest) -> OffrePage:
        return self._offre.page(request)

    def organisme(self, code: str, day: date, page: int = 1) -> OrganismeView:
        return self._offre.organisme(code, day, page)

    def structures(self, request: StructuresRequest) -> StructuresPage:
        return self._structures.near(request)

    def aides(self) -> tuple[Aide, ...]:
        return read_aides(self._engine)

    def structure(self, code: str) -> StructureView:
        return self._structures.structure(code)

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        return self._offre.organismes(formations)

    def offres_proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        return self._offre.proches(formations, pres_de, day)

    def _view(self, code: str, genre: Genre) -> bytes:
        """The view of an entity; a fiche without one is shown on the page of its métier."""
        found = self._engine.view(code)
        if found and found.carte.genre == genre and found.vue is None and found.carte.pliee_dans:
            found = self._engine.view(found.carte.pliee_dans)
        if found is None or found.carte.genre != genre or found.vue is None:
            raise NotFoundError(f"Aucune page ne porte le code « {code} ».")
        return found.vue

    def _answer(
        self, request: SearchRequest, filtres: Filtres, understanding: Understanding, *, explain: bool
    ) -> "_Answer":
        if understanding.plan.is_empty and not (filtres and understanding.is_all_understood):
            return _Answer()
        ranking, released = self._kept(understanding, self._ranking(request, understanding))
        every = self._engine.places(np.concatenate([ranking.entities, ranking.larges]))
        places, aside = _split(every, len(ranking.entities))
        found = _cards_by_genre(places, request.groupe)
        cards = np.concatenate([*found.values()])
        spared = self._spared(request, filtres, places, cards, ranking) if understanding.plan.termes else {}
        narrowed = self._narrowing.narrow(filtres, places.homes[cards], spared)
        stays = np.split(narrowed.kept, np.cumsum([len(some) for some in found.values()]))
        kept = {
            genre: self._branches.after_publics(some[stay], places.homes)
            for (genre, some), stay in zip(found.items(), stays, strict=False)
        }
        cuts = [_cut(genre, some, places.homes, request) for genre, some in kept.items()]
        answered = [cut for cut in cuts if cut.total]
        order = self._group_weights(understanding)
        answered.sort(key=lambda cut: -ranking.scores[cut.best] * order[cut.genre])
        return _Answer(
            ordre="alphabetique" if ranking.est_liste else "pertinence",
            groups=self._dresser(request, ranking, places.homes, understanding, explain=explain).groups(
                answered
            ),
            larges=self._narrowing.count(filtres, _aside(aside, places, request.groupe)),
            facettes=narrowed.facettes,
            relaxed=released or given_up(understanding.lue, understanding.plan, ranking),
        )

    def _spared(
        self, request: SearchRequest, filtres: Filtres, places: Places, cards: Ints, ranking: Ranking
    ) -> Spared:
        """What is understood in words spares the métiers, few of which say their level; a choice does not.

        Those known to need far more are not spared, unless one is asked for by its name.
        """
        metiers = places.genres[cards] == GENRES.index("metier")
        understood = [nom for nom, _ in filtres.pairs() if not request.filtres.of(nom)]
        if ranking.est_nommee:
            return dict.fromkeys(understood, metiers)
        homes = places.homes[cards]
        return {nom: metiers & self._narrowing.within_reach(nom, filtres, homes) for nom in understood}

    def _understood(self, understanding: Understanding) -> tuple[Understood, ...]:
        """What was understood; a code that no page bears is said to be unknown."""
        plan = understanding.plan
        unknown = {code for code in plan.codes if not self._engine.entities_of([code])}
        unknown |= {one.texte for one in plan.references if not len(self._bearing(one))}
        return tuple(
            replace(one, nature="code-inconnu") if one.nature == "code" and one.texte in unknown else one
            for one in understanding.understood
        )

    def _as_words(
        self, request: SearchRequest, understanding: Understanding, answer: "_Answer", *, explain: bool
    ) -> "tuple[Understanding, _Answer]":
        """A level that nothing has with the rest was perhaps a part of a name: its words are searched."""
        level = next(one for one in understanding.understood if one.nature == "niveau")
        read = self._reader.read(level.q_sans, exactly=request.est_exacte)
        words = replace(read, q=understanding.q, lue=understanding.lue)
        found = self._answer(request, request.filtres.ou(words.filtres), words, explain=explain)
        if not found.groups:
            return understanding, answer
        return words, replace(found, relaxed=(level_given_up(level), *found.relaxed))

    def _neighbours(self, request: SearchRequest, groups: Sequence[Group]) -> tuple[Lien, ...]:
        code = is_short_of_metiers(groups) if request.groupe is None else None
        return neighbours(groups, self._proches(code)) if code else ()

    def _proches(self, code: str) -> tuple[Lien, ...]:
        """Of its whole view, the links alone."""
        return Voisinage.model_validate_json(self._view(code, "metier")).metiers_proches

    def _ailleurs(
        self, request: SearchRequest, filtres: Filtres, understanding: Understanding, answer: "_Answer"
    ) -> tuple[Ailleurs, ...]:
        def count(codes: tuple[str, ...]) -> int:
            wider = replace(filtres, departement=codes)
            groups = self._answer(request, wider, understanding, explain=False).groups
            return sum(group.total for group in groups)

        if answer.groups or not filtres.departement:
            return ()
        facet = next((one for one in answer.facettes if one.nom == "departement"), None)
        return self._elsewhere.of(filtres.departement, facet, count)

    def _ranking(self, request: SearchRequest, understanding: Understanding) -> Ranking:
        plan, ranking = understanding.plan, Ranking.empty()
        if plan.is_empty:
            ranking = Ranking.unordered(self._engine.alphabetical(self._narrowing.entities()))
        if plan.termes:
            ranking = self._ranked(request, plan, est_diplome_seul=understanding.est_diplome_seul)
        for refused in understanding.ecarts:
            if refused.termes:
                ranking = ranking.sans(self._refused(refused))
        return ranking.promoted(self._designated(plan), self._code_bonus)

    def _designated(self, plan: QueryPlan) -> list[int]:
        """Entities whose code was typed, then those that bear a code of another nomenclature, by title."""
        bearing = [self._bearing(one) for one in plan.references]
        listed = self._engine.alphabetical(distinct(np.concatenate(bearing))).tolist() if bearing else []
        return list(dict.fromkeys([*self._engine.entities_of(plan.codes), *listed]))

    def _bearing(self, asked: Reference) -> Ints:
        return self._engine.bearing(asked.cle, self._most_bearing)

    def _ranked(self, request: SearchRequest, plan: QueryPlan, *, est_diplome_seul: bool) -> Ranking:
        """By words. What says a diploma and nothing else is a list, of which the engine gives the whole."""
        found = self._engine.candidates(plan, with_crowds=est_diplome_seul)
        heard = without_crowds(found) if est_diplome_seul else found
        ranking = self._reranker.rank(plan, heard, est_large=request.est_large)
        if not est_diplome_seul or len(ranking.entities) <= FEW_OF_A_DIPLOMA:
            return ranking
        return ranking.listed(
            self._engine.alphabetical, None if request.est_large else said_wholly(found.labels)
        )

    def _refused(self, plan: QueryPlan) -> Ints:
        """What a name, an interest or a working condition says wholly: a skill among many is no reason."""
        labels = self._engine.candidates(plan, with_crowds=True).labels
        return said_wholly([hits for hits in labels if hits.groupe != Groupe.COMPETENCES])

    def _alone(self, term: Term) -> Ranking:
        """Everything that says one word."""
        plan = QueryPlan((term,))
        return self._reranker.rank(plan, self._engine.candidates(plan, with_crowds=True), est_large=True)

    def _kept(self, understanding: Understanding, ranking: Ranking) -> tuple[Ranking, tuple[Rung, ...]]:
        """Only what says the words that the reader keeps; or all of it, and the rung that says so."""
        plan = understanding.plan
        if not plan.exiges:
            return ranking, ()
        alone = [self._alone(term).among(at, len(plan.termes)) for at, term in plan.exiges]
        kept = ranking.keeping(alone)
        return (kept, ()) if kept else (ranking, (all_kept_is_nothing(understanding.lue, plan),))

    def _dresser(
        self,
        request: SearchRequest,
        ranking: Ranking,
        homes: Ints,
        understanding: Understanding,
        *,
        explain: bool,
    ) -> Dresser:
        asked = _CHOICES if request.filtres else _LEVEL
        plan = understanding.plan
        otherwise = asked if plan.is_empty else _FULL_TEXT if plan.termes else _CODE
        return Dresser(self._engine, ranking, homes, otherwise, explain=explain)

    def _group_weights(self, understanding: Understanding) -> dict[Genre, float]:
        weights: dict[Genre, float] = {genre: self._order[genre] for genre in GENRES}
        if understanding.names_diploma:
            weights["formation"] = self._order["formation-si-diplome"]
        return weights


@dataclass(frozen=True, slots=True)
class _Answer:
    groups: tuple[Group, ...] = ()
    larges: int = 0
    """How many cards are set aside."""
    facettes: tuple[Facet, ...] = ()
    relaxed: tuple[Rung, ...] = ()
    ordre: Ordre = "pertinence"


def _cards_by_genre(places: Places, groupe: Genre | None) -> dict[Genre, Ints]:
    """Cards of the groups asked, as positions in the ranking, best first."""
    return {
        genre: _cards(np.flatnonzero(places.genres == position), places.homes)
        for position, genre in enumerate(GENRES)
        if groupe in (None, genre)
    }


def _cards(members: Ints, homes: Ints) -> Ints:
    """The best of each card: fiches are folded into the card of their métier."""
    _, first = np.unique(homes[members], return_index=True)
    cards: Ints = members[np.sort(first)]
    return cards


def _cut(genre: Genre, cards: Ints, homes: Ints, request: SearchRequest) -> Cut:
    """One page of cards."""
    size = PER_GROUP if request.groupe is None else request.par_page
    start = (request.page - 1) * size if request.groupe else 0
    shown = {int(card): np.flatnonzero(homes == homes[card]) for card in cards[start : start + size]}
    return Cut(genre, len(cards), int(cards[0]) if len(cards) else -1, shown)


def _split(places: Places, first: int) -> tuple[Places, Places]:
    return (
        Places(places.genres[:first], places.homes[:first]),
        Places(places.genres[first:], places.homes[first:]),
    )


def _aside(aside: Places, shown: Places, groupe: Genre | None) -> Ints:
    """Cards set aside, each once; a fiche folded in a card that is shown is not one."""
    wanted = (
        np.ones(len(aside.genres), dtype=bool) if groupe is None else aside.genres == GENRES.index(groupe)
    )
    return without(aside.homes[wanted], shown.homes)


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
