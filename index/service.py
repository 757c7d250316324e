"""The port that `web/` and the command line use: everything one may ask of a generation."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

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
from index.views import CertificationView, CorpusFacts, FormationView, MetierView, PageDuPlan
from mappings.records import Aide


class Searcher(Protocol):
    """Answers from the current generation. Every method may raise `NotReadyError` or `EngineError`."""

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        """A page of results; with `explain`, each result carries its named sub-scores."""
        ...

    def liste(self, request: ListRequest) -> ListPage:
        """All there is of one kind, by title, narrowed by the facets; past the last page, nothing."""
        ...

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        """Completions of what is being typed, from the first letters on; grouped by kind."""
        ...

    def metier(self, code: str) -> MetierView:
        """By ROME code or MET id; a MET id folded in a ROME métier gives that métier. Or NotFoundError."""
        ...

    def formation(self, code: str) -> FormationView: ...

    def certification(self, code: str) -> CertificationView: ...

    def facts(self) -> CorpusFacts: ...

    def domaines(self) -> dict[str, tuple[str, ...]]:
        """Grands domaines of the ROME as {« A Agriculture… »: (codes of métiers…)}, for browsing."""
        ...

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        """Places that a text names or begins to name (name, postcode, code, id), the most probable first."""
        ...

    def lieu(self, identifiant: str) -> Lieu:
        """« commune-69123 » → the place; a former place gives its successor. Or NotFoundError."""
        ...

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        """Figures of a métier in a place (by its id) and in what contains it. NotFoundError for the place."""
        ...

    def secteurs(self) -> tuple[SecteurBref, ...]:
        """Every sector with its figures for the country; none while no source gives figures."""
        ...

    def secteur(self, code: str, lieu: str | None = None) -> SecteurView:
        """A sector, its groups of métiers and its regions, in a place (by its id). Or NotFoundError."""
        ...

    def territoire(self, identifiant: str) -> TerritoireView:
        """A place, its métiers, what it contains, its neighbours. Or NotFoundError."""
        ...

    def etablissements(self, q: str, limit: int) -> EtablissementsTrouves:
        """Establishments and organismes that a text names; none is an empty answer."""
        ...

    def etablissement(self, uai: str) -> EtablissementView:
        """What is measured of a training place. Or NotFoundError."""
        ...

    def offre(self, request: OffreRequest) -> OffrePage:
        """Where and when a formation is given, as of a day; no action known is an empty page."""
        ...

    def organisme(self, code: str, day: date, page: int = 1) -> OrganismeView:
        """An organisme and the formations it gives, as of a day. Or NotFoundError."""
        ...

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        """Those who give any of these formations, the ones with a label of quality first."""
        ...

    def offres_proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        """Where each is given nearest to a place, among what one may join that day; the nearest first."""
        ...

    def structures(self, request: StructuresRequest) -> StructuresPage:
        """Who is near a place, network by network."""
        ...

    def repertoire(self, request: RepertoireRequest) -> RepertoirePage:
        """The directory of structures, searched by name, network, place and need."""
        ...

    def structure(self, code: str) -> StructureView:
        """One place where somebody can be met. Or NotFoundError."""
        ...

    def agenda(self, request: AgendaRequest) -> AgendaPage:
        """Events to come as of a day, soonest first; none known is an empty page."""
        ...

    def evenement(self, code: str) -> EvenementView:
        """One event, past or to come. Or NotFoundError."""
        ...

    def actions_innovantes(self, request: InnovantesRequest) -> InnovantesPage:
        """Innovative actions that answer words and choices; none known is an empty page."""
        ...

    def action_innovante(self, code: str) -> ActionInnovantePage:
        """One action and those like it. Or NotFoundError."""
        ...

    def aides(self) -> tuple[Aide, ...]:
        """Every aid and financing, in the order of their names."""
        ...

    def plan(self) -> int:
        """How many parts the map of the site has."""
        ...

    def pages_du_plan(self, part: int) -> tuple[PageDuPlan, ...]:
        """The pages of a part of the map, from 0; none beyond the last."""
        ...
