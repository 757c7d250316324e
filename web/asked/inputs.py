"""What may be asked in the address of a page, as models that FastAPI validates. The API: `api_inputs.py`."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from index.annexes.structures.directory import PER_PAGE as REPERTOIRE_PER_PAGE
from index.annexes.structures.directory import RepertoireRequest
from index.facets import NOMS_FACETTES, Filtres
from index.lieux.model import Lieu as Place
from index.results import MAX_QUERY_LENGTH
from index.views import Genre
from mappings.orientation import NOMS
from mappings.records import NatureEvenement
from mappings.records.aide import Obstacle, Situation

MAX_PAGE = 50
MAX_KEPT = 30
MAX_CODE = 60
MAX_OFFRE_PAGE = 1000
"""An organisme may give tens of thousands of formations."""


def clean_query(q: str) -> str:
    """Composed accents, no invisible character, single spaces: what the reader meant to type."""
    visible = (" " if unicodedata.category(c) == "Cc" else c for c in unicodedata.normalize("NFC", q))
    return " ".join("".join(c for c in visible if unicodedata.category(c) not in {"Cf", "Cs", "Co"}).split())


Typed = Annotated[str, Field(max_length=MAX_QUERY_LENGTH), AfterValidator(clean_query)]
"""Words of the reader, cleaned."""
Lieu = Typed
"""A place as it is written, or its id. It lives in addresses only."""
Departement = Annotated[str, Field(pattern=r"^(\d{2,3}|2[AB])$")]
"""« 69 », « 2A », « 974 »."""
Rayon = Annotated[int, Field(ge=1, le=300)]
"""Kilometres around a place."""
Mois = Annotated[str, Field(pattern=r"^[1-9]\d{3}-(0[1-9]|1[0-2])$")]
"""« 2026-03 »."""
Filled = BeforeValidator(lambda value: value or None)
"""Without the fields that a form sends empty."""
Choix = Annotated[tuple[str, ...], BeforeValidator(lambda values: tuple(dict.fromkeys(filter(None, values))))]
"""Values chosen in one facet, each once, without those that a form sends empty."""


class PageInput(BaseModel):
    """Unknown parameters are ignored: others decorate our links (`utm_…`)."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class LieuInput(PageInput):
    """Where the reader is, in their words or as an id of place."""

    lieu: Lieu = ""


class NomInput(PageInput):
    """The name of what is looked for."""

    q: Typed = ""


class SelectionInput(PageInput):
    """Codes that a reader keeps, in the order of keeping."""

    code: tuple[Annotated[str, Field(max_length=MAX_CODE)], ...] = Field(default=(), max_length=MAX_KEPT)
    lieu: Lieu = ""


class FinancerInput(PageInput):
    """Whose situation, and which obstacle. Neither is kept: it is only read from the address."""

    situation: Annotated[Situation | None, Filled] = None
    obstacle: Annotated[Obstacle | None, Filled] = None
    lieu: Lieu = ""


class AgendaInput(PageInput):
    """Which events are shown: where, of which kind, in which month."""

    lieu: Lieu = ""
    nature: Annotated[NatureEvenement | None, Filled] = None
    mois: Annotated[Mois | None, Filled] = None
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE)


class InnovantesInput(PageInput):
    """What is looked for among innovative actions; values of one facet are alternatives."""

    q: Typed = ""
    theme: Choix = ()
    niveau: Choix = ()
    region: Choix = ()
    page: int = Field(default=1, ge=1, le=MAX_PAGE)


class StructuresFilter(BaseModel):
    """What narrows the directory of structures; the searcher knows the values."""

    q: Typed = Field(
        default="",
        description="Nom, début de nom, sigle ou réseau, avec ou sans lieu ; absent : toutes",
        examples=["mission locale"],
    )
    lieu: Lieu = Field(
        default="",
        description="Les plus proches d'abord : nom, code ou identifiant d'un lieu",
        examples=["lyon"],
    )
    reseau: Choix = Field(default=(), description="Nom d'un réseau, ou non-renseigne ; peut se répéter")
    situation: Choix = Field(
        default=(),
        description="Qui elle suit : eleve, etudiant, jeune, demandeur-emploi, salarie, agent-public, "
        "independant, handicap, cadre ou non-renseigne ; peut se répéter",
    )
    demande: Choix = Field(
        default=(),
        description="À quoi elle répond : metier, formation, vae, financement, bilan, emploi, entreprise, "
        "obstacle, droits ou non-renseigne ; peut se répéter",
    )
    cep: Choix = Field(
        default=(),
        description="operateur-loi, operateur-designe, non-operateur ou non-renseigne ; peut se répéter",
    )
    niveau: Choix = Field(
        default=(),
        description="Niveau du conseil en évolution professionnelle : 1, 2, 3, aucun ou non-renseigne ; "
        "peut se répéter",
    )
    spro: Choix = Field(
        default=(),
        description="Titre au service public régional de l'orientation : de-plein-droit, reconnue, associee, "
        "partenaire-ressource ou non-renseigne ; peut se répéter",
    )
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")

    def request(self, lieu: Place | None, par_page: int = REPERTOIRE_PER_PAGE) -> RepertoireRequest:
        choices = {nom: getattr(self, nom) for nom in NOMS}
        return RepertoireRequest(q=self.q, lieu=lieu, page=self.page, par_page=par_page, **choices)


class RepertoireInput(StructuresFilter, PageInput):
    """Parameters of /lieux-d-accueil."""


class FilterInput(BaseModel):
    """The filters of a search, each a parameter that may come again; the searcher knows their values."""

    niveau: Choix = Field(
        default=(),
        description="Niveau du cadre national, de 1 à 8, ou « sans-diplome » ; "
        "pour un métier, celui d'une formation qui y mène",
    )
    voie: Choix = Field(
        default=(),
        description="scolaire, apprentissage, continue, professionnalisation, "
        "candidature-individuelle ou vae",
    )
    domaine: Choix = Field(default=(), description="Grand domaine du ROME : une lettre, de A à N")
    diplome: Choix = Field(
        default=(), description="Ce que délivre une formation ou une certification : cap, bts, but, master…"
    )
    interet: Choix = Field(default=(), description="Code d'un centre d'intérêt du ROME (métiers)")
    reglemente: Choix = Field(default=(), description="oui ou non (métiers)")
    transition: Choix = Field(default=(), description="vert, strategique, brun ou neutre (métiers)")
    etat: Choix = Field(default=(), description="en-vigueur ou terminee (certifications)")
    editeur: Choix = Field(default=(), description="Qui en parle, par exemple « onisep »")
    departement: Choix = Field(
        default=(),
        description="Numéro du département où la formation est donnée ; pour un métier, une formation qui y "
        "mène",
    )

    emploi: Choix = Field(
        default=(),
        description="recrute, difficile, saisonnier, tension ou hausse : la situation d'un métier sur le "
        "marché du travail de « lieu », ou de toute la France",
    )
    passerelle: Choix = Field(
        default=(),
        description="« depuis- » ou « vers- », puis le code d'une page : où l'on va en la quittant, ou d'où "
        "l'on y vient",
    )

    @property
    def filtres(self) -> Filtres:
        return Filtres(**{nom: getattr(self, nom) for nom in NOMS_FACETTES})


class SearchInput(FilterInput, PageInput):
    """Parameters of the results page."""

    q: Typed = ""
    groupe: Genre | None = None
    page: int = Field(default=1, ge=1, le=MAX_PAGE)
    exact: bool = False
    larges: bool = False
    lieu: Lieu = ""
    depuis: Typed = ""
    """The name of what one leaves, and of what one goes to: read as filters, by their codes."""
    vers: Typed = ""


class TerritoireInput(PageInput):
    """Parameters of the page of a territory: the words that led to it, and a page of its training places."""

    nom: Lieu = ""
    page: int = Field(default=1, ge=1, le=MAX_PAGE)


class EmploiInput(LieuInput):
    """Parameters of the page of a métier: where, and the jobs that figures are about (« cadre »)."""

    qualification: str = Field(default="", max_length=MAX_QUERY_LENGTH)


class RankingInput(FilterInput, PageInput):
    """Parameters of the page that explains the place of one result: the search, and which one."""

    q: Typed
    code: str = Field(max_length=MAX_QUERY_LENGTH)
    page: int = Field(default=1, ge=1, le=MAX_PAGE)
    exact: bool = False
    larges: bool = False
    lieu: Lieu = ""


class OffreInput(PageInput):
    """Parameters of the page of a formation: which of its actions are shown."""

    departement: Annotated[Departement | None, Filled] = None
    lieu: Lieu = ""
    rayon: Annotated[Rayon | None, Filled] = None
    passees: bool = False
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE)


class OrganismeInput(PageInput):
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE)
