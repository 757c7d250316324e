"""The search service: understanding → plan → candidates → second stage → page."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from time import perf_counter

import numpy as np

from debouches.errors import NotFoundError, RequestError
from index.annexes.agenda.read import AgendaReader, AgendaRequest
from index.annexes.agenda.views import AgendaPage, EvenementView
from index.annexes.aides import read_aides
from index.annexes.branches import Branches
from index.annexes.emploi.model import EmploiView, EtablissementView, TerritoireView
from index.annexes.emploi.reader import EmploiReader
from index.annexes.offre.read import OffreReader, OffreRequest
from index.annexes.offre.views import OffrePage, OffreProche, OrganismeLie, OrganismeView
from index.annexes.structures.read import StructureReader, StructuresRequest
from index.annexes.structures.views import StructuresPage, StructureView
from index.documents import GENRES
from index.engines.base import Engine, Ints, Places
from index.facets import Facet, Filtres
from index.lieux.finder import LieuFinder
from index.lieux.model import Lieu
from index.query.understand import QueryReader, Understanding
from index.relevance import Relevance
from index.results import (
    MAX_QUERY_LENGTH,
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
from index.searching.ailleurs import Elsewhere
from index.searching.cut import cards_by_genre, cut_page, set_aside, split_places
from index.searching.dressing import Dresser
from index.searching.ladder import given_up, is_short_of_metiers, level_given_up, neighbours
from index.searching.narrowing import Narrowing, Spared
from index.searching.ranker import Ranker
from index.searching.ranking import Ranking
from index.searching.recent import REMEMBERED, Recent
from index.searching.suggest import Suggester
from index.views import CertificationView, CorpusFacts, FormationView, Genre, Lien, MetierView, Voisinage
from mappings.records import Aide

DEEPEST_PAGE = 50
_CHOICES = Reason("ce que vous avez choisi", "")
_LEVEL = Reason("le niveau que vous demandez", "")
_NOT_REFUSED = Reason("l'absence de ce que vous refusez", "")
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
        self._ranker, self._branches = Ranker(engine, relevance), Branches(engine)
        self._places, self._narrowing, self._elsewhere = places, narrowing, elsewhere
        self._offre, self._structures = OffreReader(engine), StructureReader(engine)
        self._agenda = AgendaReader(engine)
        self._emploi = EmploiReader(engine, places)
        self._order = relevance.groupes
        self._recent = Recent[tuple[str, bool], Understanding](REMEMBERED)
        self._turn: AbstractContextManager[object] = Lock() if engine.computes_here else nullcontext()
        """Pages that compute together slow each other down, and all end late: one after the other, a page
        asked among twenty a second comes in 33 ms instead of 50 (p95), a suggestion no later."""

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        with self._turn:
            return self._page(request, explain=explain)

    def _page(self, request: SearchRequest, *, explain: bool) -> SearchPage:
        started = perf_counter()
        request = _checked(request)
        self._narrowing.check(request.filtres)
        understanding = self._understand(request.q, exactly=request.est_exacte)
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

    def _understand(self, q: str, *, exactly: bool) -> Understanding:
        return self._recent.get((q, exactly), lambda: self._understanding(q, exactly=exactly))

    def _understanding(self, q: str, *, exactly: bool) -> Understanding:
        """Typos are read again: « vendeuse toulouze » says a place; else, as what answers best spells them.

        The page is then that of the words well written.
        """
        understanding = self._reader.read(q, exactly=exactly)
        if understanding.correction:
            corrected = self._reader.read(understanding.correction.cherchee)
            if corrected.lieu and not understanding.lieu:
                return replace(corrected, q=q)
        if understanding.has_typos:
            return self._reader.spelled_as(understanding, self._ranker.best_said(understanding))
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

    def agenda(self, request: AgendaRequest) -> AgendaPage:
        return self._agenda.page(request)

    def evenement(self, code: str) -> EvenementView:
        return self._agenda.evenement(code)

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
        asks_a_list = understanding.is_only_a_refusal or (filtres and understanding.is_all_understood)
        if understanding.plan.is_empty and not asks_a_list:
            return _Answer()
        ranking, released = self._ranker.rank(understanding, est_large=request.est_large)
        every = self._engine.places(np.concatenate([ranking.entities, ranking.larges]))
        places, aside = split_places(every, len(ranking.entities))
        found = cards_by_genre(places, request.groupe)
        cards = np.concatenate([*found.values()])
        spared = self._spared(request, filtres, places, cards, ranking) if understanding.plan.termes else {}
        narrowed = self._narrowing.narrow(filtres, places.homes[cards], spared)
        stays = np.split(narrowed.kept, np.cumsum([len(some) for some in found.values()]))
        kept = {
            genre: self._branches.after_publics(some[stay], places.homes)
            for (genre, some), stay in zip(found.items(), stays, strict=False)
        }
        cuts = [cut_page(genre, some, places.homes, request) for genre, some in kept.items()]
        answered = [cut for cut in cuts if cut.total]
        order = self._group_weights(understanding)
        answered.sort(key=lambda cut: -ranking.scores[cut.best] * order[cut.genre])
        return _Answer(
            ordre="alphabetique" if ranking.est_liste else "pertinence",
            groups=self._dresser(request, ranking, places.homes, understanding, explain=explain).groups(
                answered
            ),
            larges=self._narrowing.count(filtres, set_aside(aside, places, request.groupe)),
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
        unknown |= {one.texte for one in plan.references if not len(self._ranker.bearing(one))}
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

    def _dresser(
        self,
        request: SearchRequest,
        ranking: Ranking,
        homes: Ints,
        understanding: Understanding,
        *,
        explain: bool,
    ) -> Dresser:
        asked = _CHOICES if request.filtres else _LEVEL if understanding.filtres else _NOT_REFUSED
        plan = understanding.plan
        otherwise = asked if plan.is_empty else _FULL_TEXT if plan.termes else _CODE
        traits_of = self._narrowing.traits_of
        return Dresser(self._engine, ranking, homes, traits_of, otherwise, explain=explain)

    def _group_weights(self, understanding: Understanding) -> dict[Genre, float]:
        weights: dict[Genre, float] = {genre: self._order[genre] for genre in GENRES}
        if understanding.demande:
            weights[understanding.demande] *= self._order["demande"]
        elif understanding.names_diploma:
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
