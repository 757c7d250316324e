"""A Searcher without an engine: answers from `samples`, fails on demand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from debouches.errors import NotFoundError, RequestError
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
from index.documents import Card
from index.facets import Facet, FacetValue
from index.lieux.model import Lieu
from index.results import (
    Ailleurs,
    Ambiguity,
    Correction,
    Etablissement,
    EtablissementsTrouves,
    Group,
    ListPage,
    ListRequest,
    Ordre,
    Poursuite,
    Reason,
    Result,
    Rung,
    SearchPage,
    SearchRequest,
    Sense,
    SubScore,
    Suggestion,
    Suggestions,
    Understood,
)
from index.views import CertificationView, CorpusFacts, FormationView, Lien, MetierView, PageDuPlan
from mappings.records import Aide
from tests.web import (
    chiffres,
    samples,
    samples_agenda,
    samples_aides,
    samples_innovantes,
    samples_offre,
    samples_structures,
)

METIER = Result(
    genre="metier",
    code="D1102",
    titre="Boulanger, boulangère",
    phrase="Pétrit la pâte et cuit le pain.",
    raison=Reason("l'appellation", "Tourier / Tourière"),
    editeurs=("France Travail (2025)", "ONISEP (2019)"),
    suites=("16 formations",),
    codes=("D1102", "MET.17"),
    score=9.0,
    details=(SubScore("nom", 6.0), SubScore("competence", 2.0), SubScore("plein_texte", 1.0)),
)
FORMATION = Result(
    genre="formation",
    code="FOR.1563",
    titre="BTM boulanger",
    phrase=None,
    raison=Reason("le diplôme", "BTM"),
    editeurs=("ONISEP (2019)",),
    suites=("1 métier",),
    codes=("FOR.1563",),
    score=5.0,
    est_demonstration=True,
)
CERTIFICATION = replace(
    FORMATION, genre="certification", code="RNCP38565", codes=("RNCP38565",), mention="remplacée"
)
BTM = Ambiguity(
    "BTM",
    (
        Sense("brevet technique des métiers", "diplôme", "boulanger brevet technique des métiers"),
        Sense("bâtiment", "travaux", "boulanger bâtiment"),
    ),
)
QUANTIQUE = Rung(
    "mot-abandonne", "sans « quantique »", "quantique", "garder « quantique »", "boucher +quantique"
)
PROCHE = Lien(
    genre="metier",
    code="D1104",
    titre=samples.HTML,
    relation="compétences communes",
    editeur="France Travail",
)
PIEGE = replace(
    METIER,
    titre=samples.HTML,
    phrase=samples.HTML,
    raison=Reason(samples.HTML, samples.HTML),
    editeurs=(samples.HTML,),
    suites=(samples.HTML,),
)
"""A source whose every text is HTML."""

POURSUITE = Poursuite(
    samples.lien("formation", "FOR.1563", "CAP boulanger", ""),
    (samples.lien("formation", "FOR.1563", "BP boulanger", "mène aux mêmes métiers"),),
)
NOMMES = EtablissementsTrouves(
    7,
    (
        Etablissement("etablissement", "0693764S", "CFA de la boulange", "69"),
        Etablissement("organisme", "12345678901234", samples.HTML),
    ),
)
TOTAL_FORMATIONS = 37
DOMAINES = tuple(FacetValue(letter, f"Domaine {letter}", 12 - i) for i, letter in enumerate("ABCDEFGHIJ"))
FACETTES = (
    Facet(
        "niveau",
        "Niveau",
        "Celui du diplôme.",
        (FacetValue("3", "CAP (niveau 3)", 30), FacetValue("non-renseigne", "non renseigné", 8)),
    ),
    Facet("voie", "Voie", "", (FacetValue("vae", "par la VAE", 1),)),
    Facet("domaine", "Domaine", "", DOMAINES),
    Facet("etat", "Validité", "", (FacetValue("terminee", "plus ouverte", 1),)),
    Facet("editeur", "Source", "", (FacetValue("onisep", "Onisep", 1 + TOTAL_FORMATIONS),)),
)
"""Every result has the source: choosing it would change nothing."""


@dataclass
class FakeSearcher:
    """Knows the word « boulanger » and nothing else; `failure` is raised by every method."""

    failure: Exception | None = None
    requests: list[SearchRequest] = field(default_factory=list)
    lists: list[ListRequest] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    ordre: Ordre = "pertinence"
    lieux_demandes: list[str | None] = field(default_factory=list)

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        self._fail()
        self.requests.append(request)
        page = SearchPage(
            request=request,
            groups=(),
            filtres=request.filtres,
            ordre=self.ordre,
            facettes=_facets(request) if "boulang" in request.q else (),
            services=("salaire",) if "salaire" in request.q else ("conseil",) if "CIO" in request.q else (),
            generation=samples.FACTS.generation,
            etablissements=self.etablissements(request.q, 5),
            poursuite=POURSUITE if "après un" in request.q else None,
        )
        if request.q == "piège":
            return replace(
                page,
                groups=(Group("metier", 1, (PIEGE,)),),
                understood=(Understood("acronyme", samples.HTML, samples.HTML, samples.HTML),),
                correction=Correction(samples.HTML, samples.HTML),
                relaxed=(Rung("mot-abandonne", *(samples.HTML,) * 4),),
                proches=(PROCHE,),
                degraded=(samples.HTML,),
            )
        if request.filtres.departement == ("23",):
            return replace(page, ailleurs=(Ailleurs("Haute-Vienne (87)", ("87",), 3),))
        if request.filtres.voie:
            return page
        if request.q == "boulngre":
            return replace(page, proposition="boulanger")
        if "boulang" not in request.q:
            return replace(page, relaxed=(QUANTIQUE,), proches=(PROCHE,))
        groups = (
            Group("metier", 1, (METIER,)),
            Group("formation", TOTAL_FORMATIONS, self._formations(request)),
            *((Group("certification", 1, (CERTIFICATION,)),) if request.q == "boulanger certifié" else ()),
        )
        return replace(
            page,
            groups=tuple(g for g in groups if request.groupe in {None, g.genre}),
            understood=(
                Understood("acronyme", "BTM : brevet technique des métiers", "btm", "boulanger"),
                *(
                    (Understood("lieu", "Lyon", "à Lyon", 'boulanger "à Lyon"'),)
                    if "à Lyon" in request.q
                    else ()
                ),
                *(
                    (Understood("sans-donnee", "aucune source ne dit la paie", "payé", "boulanger"),)
                    if "bien payé" in request.q
                    else ()
                ),
                *(
                    (Understood("metier", "boulanger", "boulanger", ""),)
                    if request.q == "le boulanger"
                    else ()
                ),
                *(
                    (Understood("refus", "nuit", "sans nuit", "boulanger"),)
                    if "sans nuit" in request.q
                    else ()
                ),
            ),
            correction=Correction("boulangé", "boulanger") if request.q == "boulangé" else None,
            degraded=("les synonymes manquent",) if request.q == "boulanger lent" else (),
            lieu=samples.LYON if request.q.endswith("à Lyon") else None,
            larges=0 if request.est_large else 3,
            ambiguities=(BTM,) if request.q == "boulanger BTM" else (),
        )

    def _formations(self, request: SearchRequest) -> tuple[Result, ...]:
        if request.groupe is None:
            return (FORMATION,) * 5
        start = (request.page - 1) * request.par_page
        return (FORMATION,) * max(0, min(request.par_page, TOTAL_FORMATIONS - start))

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        self._fail()
        line = Suggestion("metier", "Boulanger, boulangère", "D1102")
        return Suggestions(q, (line,)[:limit] if q.startswith("bou") else ())

    def metier(self, code: str) -> MetierView:
        self._fail()
        aliases = {"MET.17": samples.BOULANGER}
        views = (samples.BOULANGER, samples.PATISSIER, samples.DEMONSTRATION, samples.PIEGE)
        return self._find(aliases | {view.code: view for view in views}, code)

    def formation(self, code: str) -> FormationView:
        self._fail()
        return self._find({view.code: view for view in (samples.FORMATION, samples.FORMATION_NUE)}, code)

    def certification(self, code: str) -> CertificationView:
        self._fail()
        views = (
            samples.CERTIFICATION,
            samples.CERTIFICATION_COMPLETE,
            samples.CERTIFICATION_ECHUE,
            samples.CERTIFICATION_NUE,
        )
        return self._find({view.code: view for view in views}, code)

    def offre(self, request: OffreRequest) -> OffrePage:
        self._fail()
        return samples_offre.offre(request)

    def organisme(self, code: str, day: date, page: int = 1) -> OrganismeView:
        self._fail()
        return self._find({"12345678901234": samples_offre.ORGANISME_VIEW}, code)

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        self._fail()
        return samples_offre.ORGANISMES if "FOR.1563" in formations else ()

    def offres_proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        self._fail()
        return samples_offre.PROCHES if "FOR.1563" in formations else ()

    def structures(self, request: StructuresRequest) -> StructuresPage:
        self._fail()
        return samples_structures.near(request)

    def repertoire(self, request: RepertoireRequest) -> RepertoirePage:
        self._fail()
        return samples_structures.REPERTOIRE.page(request)

    def agenda(self, request: AgendaRequest) -> AgendaPage:
        self._fail()
        return samples_agenda.AGENDA.page(request)

    def evenement(self, code: str) -> EvenementView:
        self._fail()
        return samples_agenda.AGENDA.evenement(code)

    def actions_innovantes(self, request: InnovantesRequest) -> InnovantesPage:
        self._fail()
        return samples_innovantes.INNOVANTES.page(request)

    def action_innovante(self, code: str) -> ActionInnovantePage:
        self._fail()
        return samples_innovantes.INNOVANTES.action(code)

    def liste(self, request: ListRequest) -> ListPage:
        """Three things of each kind; what is narrowed has one."""
        self._fail()
        self.lists.append(request)
        title = samples.HTML
        cards = [Card(request.groupe, f"{request.groupe}-{n}", title) for n in range(3)]
        cards = cards[:1] if request.filtres else cards
        start = (request.page - 1) * request.par_page
        return ListPage(request, len(cards), tuple(cards[start : start + request.par_page]), FACETTES)

    def plan(self) -> int:
        self._fail()
        return 9

    def pages_du_plan(self, part: int) -> tuple[PageDuPlan, ...]:
        self._fail()
        return (
            PageDuPlan("metier", f"MET.{part}", date(2025, 10, 21)),
            PageDuPlan("formation", f"LHEO.A&B {part}", None),
        )

    def aides(self) -> tuple[Aide, ...]:
        self._fail()
        return samples_aides.AIDES

    def structure(self, code: str) -> StructureView:
        self._fail()
        return self._find({view.code: view for view in samples_structures.ALL}, code)

    def facts(self) -> CorpusFacts:
        self._fail()
        return samples.FACTS

    def domaines(self) -> dict[str, tuple[str, ...]]:
        self._fail()
        return {"D Commerce, vente et grande distribution": ("D1102", "MET.99")}

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        self._fail()
        if named := tuple(lieu for lieu in samples.LIEUX if lieu.id == q):
            return named
        return samples.LIEUX[:limit] if q.lower().startswith(("ly", "commune-69123", "69")) else ()

    def lieu(self, identifiant: str) -> Lieu:
        self._fail()
        return self._find({lieu.id: lieu for lieu in samples.LIEUX}, identifiant)

    def emploi(self, code: str, lieu: str | None = None) -> EmploiView:
        self._fail()
        self.lieux_demandes.append(lieu)
        if code != "D1102":
            return EmploiView(code=code)
        return chiffres.EMPLOI if lieu else chiffres.EMPLOI.model_copy(update={"lieu": None})

    def secteurs(self) -> tuple[SecteurBref, ...]:
        self._fail()
        return chiffres.SECTEURS

    def secteur(self, code: str, lieu: str | None = None) -> SecteurView:
        self._fail()
        self.lieux_demandes.append(lieu)
        found = self._find({"S": chiffres.SECTEUR}, code)
        return found.model_copy(update={"lieu": self.lieu(lieu)}) if lieu else found

    def territoire(self, identifiant: str) -> TerritoireView:
        self._fail()
        views = {"commune-69123": chiffres.TERRITOIRE, "commune-69999": chiffres.TERRITOIRE}
        views |= dict.fromkeys(("departement-69", "region-84"), chiffres.TERRITOIRE)
        return self._find(
            views | {lieu.id: TerritoireView(lieu=lieu) for lieu in samples.LIEUX[1:]}, identifiant
        )

    def etablissements(self, q: str, limit: int) -> EtablissementsTrouves:
        self._fail()
        return NOMMES if "cfa" in q.lower() else EtablissementsTrouves()

    def etablissement(self, uai: str) -> EtablissementView:
        self._fail()
        known = (chiffres.ETABLISSEMENT, chiffres.LYCEE, chiffres.UNIVERSITE)
        return self._find({one.code: one for one in known}, uai)

    def _fail(self) -> None:
        if self.failure:
            raise self.failure

    def _find(self, views, code):
        self.codes.append(code)
        if code not in views:
            raise NotFoundError(f"Aucune fiche ne porte le code « {code} ».")
        return views[code]


def _facets(request: SearchRequest) -> tuple[Facet, ...]:
    """The facets, with the choices of the request; « 99 » is no level."""
    if "99" in request.filtres.niveau:
        message = "« 99 » n'est pas une valeur du filtre « niveau »."
        raise RequestError(message, parameter="niveau", accepted=("3", "non-renseigne"))
    return tuple(
        replace(
            facet,
            valeurs=tuple(
                value._replace(est_choisie=value.valeur in request.filtres.of(facet.nom))
                for value in facet.valeurs
            ),
        )
        for facet in FACETTES
    )
