"""Everything one may ask, passed on to the searcher that answers it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from index.annexes.agenda.read import AgendaRequest
from index.annexes.agenda.views import AgendaPage, EvenementView
from index.annexes.emploi.views import (
    EmploiView,
    EtablissementView,
    SecteurBref,
    SecteurView,
    TerritoireView,
)
from index.annexes.innovantes.read import InnovantesRequest
from index.annexes.innovantes.views import ActionInnovantePage, InnovantesPage
from index.annexes.offre.read import OffreRequest
from index.annexes.offre.views import OffrePage, OffreProche, OrganismeLie, OrganismeView
from index.annexes.structures.directory import RepertoireRequest
from index.annexes.structures.read import StructuresRequest
from index.annexes.structures.views import RepertoirePage, StructuresPage, StructureView
from index.lieux.model import Lieu
from index.results import EtablissementsTrouves, ListPage, ListRequest, SearchPage, SearchRequest, Suggestions
from index.service import Searcher
from index.views import CertificationView, CorpusFacts, FormationView, MetierView, PageDuPlan
from mappings.records import Aide

T = TypeVar("T")


class Relay(ABC):
    """Implements `Searcher` on another, chosen anew for each question."""

    @abstractmethod
    def _ask(self, question: Callable[[Searcher], T]) -> T:
        """The answer of the searcher that is asked."""

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        return self._ask(lambda searcher: searcher.search(request, explain=explain))

    def liste(self, request: ListRequest) -> ListPage:
        return self._ask(lambda searcher: searcher.liste(request))

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return self._ask(lambda searcher: searcher.suggest(q, limit))

    def metier(self, code: str) -> MetierView:
        return self._ask(lambda searcher: searcher.metier(code))

    def formation(self, code: str) -> FormationView:
        return self._ask(lambda searcher: searcher.formation(code))

    def certification(self, code: str) -> CertificationView:
        return self._ask(lambda searcher: searcher.certification(code))

    def facts(self) -> CorpusFacts:
        return self._ask(lambda searcher: searcher.facts())

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._ask(lambda searcher: searcher.domaines())

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        return self._ask(lambda searcher: searcher.lieux(q, limit))

    def lieu(self, identifiant: str) -> Lieu:
        return self._ask(lambda searcher: searcher.lieu(identifiant))

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        return self._ask(lambda searcher: searcher.emploi(code, lieu))

    def secteurs(self) -> tuple[SecteurBref, ...]:
        return self._ask(lambda searcher: searcher.secteurs())

    def secteur(self, code: str, lieu: str | None = None) -> SecteurView:
        return self._ask(lambda searcher: searcher.secteur(code, lieu))

    def territoire(self, identifiant: str) -> TerritoireView:
        return self._ask(lambda searcher: searcher.territoire(identifiant))

    def etablissements(self, q: str, limit: int) -> EtablissementsTrouves:
        return self._ask(lambda searcher: searcher.etablissements(q, limit))

    def etablissement(self, uai: str) -> EtablissementView:
        return self._ask(lambda searcher: searcher.etablissement(uai))

    def offre(self, request: OffreRequest) -> OffrePage:
        return self._ask(lambda searcher: searcher.offre(request))

    def organisme(self, code: str, day: date, page: int = 1) -> OrganismeView:
        return self._ask(lambda searcher: searcher.organisme(code, day, page))

    def structures(self, request: StructuresRequest) -> StructuresPage:
        return self._ask(lambda searcher: searcher.structures(request))

    def agenda(self, request: AgendaRequest) -> AgendaPage:
        return self._ask(lambda searcher: searcher.agenda(request))

    def evenement(self, code: str) -> EvenementView:
        return self._ask(lambda searcher: searcher.evenement(code))

    def actions_innovantes(self, request: InnovantesRequest) -> InnovantesPage:
        return self._ask(lambda searcher: searcher.actions_innovantes(request))

    def action_innovante(self, code: str) -> ActionInnovantePage:
        return self._ask(lambda searcher: searcher.action_innovante(code))

    def plan(self) -> int:
        return self._ask(lambda searcher: searcher.plan())

    def pages_du_plan(self, part: int) -> tuple[PageDuPlan, ...]:
        return self._ask(lambda searcher: searcher.pages_du_plan(part))

    def aides(self) -> tuple[Aide, ...]:
        return self._ask(lambda searcher: searcher.aides())

    def repertoire(self, request: RepertoireRequest) -> RepertoirePage:
        return self._ask(lambda searcher: searcher.repertoire(request))

    def structure(self, code: str) -> StructureView:
        return self._ask(lambda searcher: searcher.structure(code))

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        return self._ask(lambda searcher: searcher.organismes(formations))

    def offres_proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        return self._ask(lambda searcher: searcher.offres_proches(formations, pres_de, day))
