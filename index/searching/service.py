"""Everything one may ask of one open generation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.annexes.agenda.read import AgendaReader, AgendaRequest
from index.annexes.agenda.views import AgendaPage, EvenementView
from index.annexes.aides import read_aides
from index.annexes.emploi.read import EmploiReader
from index.annexes.emploi.reglages import Reglages
from index.annexes.emploi.views import (
    EmploiView,
    EtablissementView,
    SecteurBref,
    SecteurView,
    TerritoireView,
)
from index.annexes.etablissements import EtablissementsReader
from index.annexes.innovantes.read import InnovantesReader, InnovantesRequest
from index.annexes.innovantes.views import ActionInnovantePage, InnovantesPage
from index.annexes.offre.read import OffreReader, OffreRequest
from index.annexes.offre.views import OffrePage, OffreProche, OrganismeLie, OrganismeView
from index.annexes.plan import read_part, read_parts
from index.annexes.structures.directory import DirectoryReader, RepertoireRequest
from index.annexes.structures.read import StructureReader, StructuresRequest
from index.annexes.structures.views import RepertoirePage, StructuresPage, StructureView
from index.engines.base import Engine
from index.lieux.departements_voisins import Voisins
from index.lieux.finder import LieuFinder
from index.lieux.model import Lieu
from index.results import (
    MAX_QUERY_LENGTH,
    EtablissementsTrouves,
    ListPage,
    ListRequest,
    SearchPage,
    SearchRequest,
    Suggestions,
)
from index.searching.lists import Lists
from index.searching.read_views import read_view
from index.searching.search import Search, on_one_line
from index.searching.suggest import Suggester
from index.views import CertificationView, CorpusFacts, FormationView, MetierView, PageDuPlan
from mappings.records import Aide


class SearchService:
    """Implements `index.service.Searcher` on one open generation."""

    def __init__(
        self,
        engine: Engine,
        search: Search,
        suggester: Suggester,
        finder: LieuFinder,
        *,
        emploi: Reglages,
        structures: StructureReader,
        repertoire: DirectoryReader,
        innovantes: InnovantesReader,
        voisins: Voisins,
        lists: Lists,
        etablissements: EtablissementsReader,
    ) -> None:
        self._engine, self._search, self._suggester, self._finder = engine, search, suggester, finder
        self._offre, self._structures, self._repertoire = OffreReader(engine), structures, repertoire
        self._agenda, self._emploi = AgendaReader(engine), EmploiReader(engine, finder, emploi, voisins)
        self._innovantes, self._lists, self._etablissements = innovantes, lists, etablissements

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        page = self._search.page(request, explain=explain)
        if request.groupe is not None or request.filtres:
            return page
        return replace(page, etablissements=self._named(page))

    def _named(self, page: SearchPage) -> EtablissementsTrouves:
        """The place that a query says is not in the name: it tells where."""
        where = {one.code for one in page.lieu.departements} if page.lieu else set()
        places = [one.mots for one in page.understood if one.nature == "lieu"]
        rest = on_one_line(page.request.q)
        for mots in places:
            rest = rest.replace(mots, " ")
        whole = self._etablissements.named(on_one_line(page.request.q))
        return whole if whole.total or not places else self._etablissements.named(rest, where)

    def etablissements(self, q: str, limit: int) -> EtablissementsTrouves:
        return self._etablissements.named(on_one_line(q)[:MAX_QUERY_LENGTH], limit=limit)

    def liste(self, request: ListRequest) -> ListPage:
        return self._lists.page(request)

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return self._suggester.suggest(on_one_line(q)[:MAX_QUERY_LENGTH], limit)

    def metier(self, code: str) -> MetierView:
        return MetierView.model_validate_json(read_view(self._engine, code, "metier"))

    def formation(self, code: str) -> FormationView:
        return FormationView.model_validate_json(read_view(self._engine, code, "formation"))

    def certification(self, code: str) -> CertificationView:
        return CertificationView.model_validate_json(read_view(self._engine, code, "certification"))

    def facts(self) -> CorpusFacts:
        return self._engine.facts

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._engine.facts.domaines

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        return self._finder.lieux(on_one_line(q), limit)

    def lieu(self, identifiant: str) -> Lieu:
        return self._finder.lieu(identifiant)

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        return self._emploi.emploi(code, lieu)

    def secteurs(self) -> tuple[SecteurBref, ...]:
        return self._emploi.secteurs()

    def secteur(self, code: str, lieu: str | None = None) -> SecteurView:
        return self._emploi.secteur(code, lieu)

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

    def repertoire(self, request: RepertoireRequest) -> RepertoirePage:
        return self._repertoire.page(replace(request, q=on_one_line(request.q)[:MAX_QUERY_LENGTH]))

    def agenda(self, request: AgendaRequest) -> AgendaPage:
        return self._agenda.page(request)

    def evenement(self, code: str) -> EvenementView:
        return self._agenda.evenement(code)

    def actions_innovantes(self, request: InnovantesRequest) -> InnovantesPage:
        return self._innovantes.page(replace(request, q=on_one_line(request.q)[:MAX_QUERY_LENGTH]))

    def action_innovante(self, code: str) -> ActionInnovantePage:
        return self._innovantes.action(code)

    def aides(self) -> tuple[Aide, ...]:
        return read_aides(self._engine)

    def plan(self) -> int:
        return read_parts(self._engine)

    def pages_du_plan(self, part: int) -> tuple[PageDuPlan, ...]:
        return read_part(self._engine, part)

    def structure(self, code: str) -> StructureView:
        return self._structures.structure(code)

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        return self._offre.organismes(formations)

    def offres_proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        return self._offre.proches(formations, pres_de, day)
