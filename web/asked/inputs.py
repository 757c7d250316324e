"""What may be asked in an address, as models: FastAPI validates them and describes them in OpenAPI."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from index.annexes.agenda.read import PER_PAGE as PER_AGENDA_PAGE
from index.annexes.innovantes.read import PER_PAGE as INNOVANTES_PER_PAGE
from index.annexes.offre.read import ACTIONS_PER_PAGE
from index.facets import NOMS_FACETTES, Filtres
from index.results import MAX_QUERY_LENGTH, PER_PAGE
from index.views import Genre
from mappings.records import NatureEvenement
from mappings.records.aide import Obstacle, Situation

MAX_PAGE = 50
MAX_KEPT = 30
MAX_CODE = 60
MAX_PER_PAGE = 25
MAX_OFFRE_PAGE = 1000
"""An organisme may give tens of thousands of formations."""


def clean_query(q: str) -> str:
    """Composed accents, no invisible character, single spaces: what the reader meant to type."""
    visible = (" " if unicodedata.category(c) == "Cc" else c for c in unicodedata.normalize("NFC", q))
    return " ".join("".join(c for c in visible if unicodedata.category(c) not in {"Cf", "Cs", "Co"}).split())


Lieu = Annotated[str, Field(max_length=MAX_QUERY_LENGTH), AfterValidator(clean_query)]
"""A place as it is written, or its id. It lives in addresses only."""

Departement = Annotated[str, Field(pattern=r"^(\d{2,3}|2[AB])$")]
"""« 69 », « 2A », « 974 »."""
Mois = Annotated[str, Field(pattern=r"^[1-9]\d{3}-(0[1-9]|1[0-2])$")]
"""« 2026-03 »."""
Filled = BeforeValidator(lambda value: value or None)
"""Without the fields that a form sends empty."""
Choix = Annotated[tuple[str, ...], BeforeValidator(lambda values: tuple(dict.fromkeys(filter(None, values))))]
"""Values chosen in one facet, each once, without those that a form sends empty."""


class LieuInput(BaseModel):
    """Where the reader is, in their words or as an id of place."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    lieu: Lieu = ""


class SelectionInput(BaseModel):
    """Codes that a reader keeps, in the order of keeping."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: tuple[Annotated[str, Field(max_length=MAX_CODE)], ...] = Field(default=(), max_length=MAX_KEPT)
    lieu: Lieu = ""


class FinancerInput(BaseModel):
    """Whose situation, and which obstacle. Neither is kept: it is only read from the address."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    situation: Annotated[Situation | None, Filled] = None
    obstacle: Annotated[Obstacle | None, Filled] = None
    lieu: Lieu = ""


class AgendaInput(BaseModel):
    """Which events are shown: where, of which kind, in which month."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    lieu: Lieu = ""
    nature: Annotated[NatureEvenement | None, Filled] = None
    mois: Annotated[Mois | None, Filled] = None
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE)


class ApiAgendaInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    lieu: Lieu = Field(
        default="",
        description="Où : nom, code ou identifiant d'un lieu ; absent : partout",
        examples=["lyon"],
    )
    nature: NatureEvenement | None = Field(default=None, description="Une seule nature ; absente : toutes")
    mois: Mois | None = Field(default=None, description="Un seul mois, « 2026-03 » ; absent : tous")
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")
    par_page: int = Field(default=PER_AGENDA_PAGE, ge=1, le=MAX_PER_PAGE, description="Événements par page")


class InnovantesInput(BaseModel):
    """What is looked for among innovative actions; values of one facet are alternatives."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: Annotated[str, Field(max_length=MAX_QUERY_LENGTH), AfterValidator(clean_query)] = ""
    theme: Choix = ()
    niveau: Choix = ()
    region: Choix = ()
    page: int = Field(default=1, ge=1, le=MAX_PAGE)


class ApiInnovantesInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[
        str,
        Field(
            max_length=MAX_QUERY_LENGTH,
            description="Mots du titre, de qui la porte, du territoire, de la description ; absent : toutes",
            examples=["découverte des métiers"],
        ),
        AfterValidator(clean_query),
    ] = ""
    theme: Choix = Field(
        default=(),
        description="connaissance-metiers, professionnalisation, attentes-publics, outils-mutualises "
        "ou non-renseigne ; peut se répéter",
    )
    niveau: Choix = Field(
        default=(),
        description="structure-territoire, region, reseau-national ou non-renseigne ; peut se répéter",
    )
    region: Choix = Field(
        default=(),
        description="Code INSEE d'une région, « france » pour ce qui se mène partout, ou non-renseigne ; "
        "peut se répéter",
    )
    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="Numéro de page, à partir de 1")
    par_page: int = Field(default=INNOVANTES_PER_PAGE, ge=1, le=MAX_PER_PAGE, description="Actions par page")


class ApiAidesInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    situation: Situation | None = Field(
        default=None, description="Pour qui ; absent : toutes les situations", examples=["demandeur-emploi"]
    )
    obstacle: Obstacle | None = Field(
        default=None, description="Ce que l'aide doit lever ; absent : tous", examples=["transport"]
    )


class ApiExportInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[str | None, Filled] = Field(
        default=None, max_length=MAX_CODE, description="Une seule source ; absent : toutes", examples=["rome"]
    )


class ApiChangementsInput(ApiExportInput):
    depuis: str = Field(
        max_length=MAX_CODE,
        description="Le curseur de la fois d'avant, ou un jour",
        examples=["2026-11-21"],
    )


class ApiStructuresInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    lieu: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_QUERY_LENGTH,
            description="Où : un nom, un code postal, un code Insee ou un identifiant de lieu",
            examples=["lyon"],
        ),
        AfterValidator(clean_query),
    ]
    reseau: str | None = Field(
        default=None,
        max_length=MAX_QUERY_LENGTH,
        description="Un seul réseau, plus longuement ; absent : les plus proches de chacun",
    )


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
        description="Numéro du département où la formation est donnée ; sans formation : une réponse vide, "
        "et « ailleurs »",
    )

    @property
    def filtres(self) -> Filtres:
        return Filtres(**{nom: getattr(self, nom) for nom in NOMS_FACETTES})


class SearchInput(FilterInput):
    """Parameters of the results page. Unknown ones are ignored: others decorate our links (`utm_…`)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: Annotated[str, Field(max_length=MAX_QUERY_LENGTH), AfterValidator(clean_query)] = ""
    groupe: Genre | None = None
    page: int = Field(default=1, ge=1, le=MAX_PAGE)
    exact: bool = False
    larges: bool = False
    lieu: Lieu = ""


class TerritoireInput(BaseModel):
    """Parameters of the page of a territory: the words that led to it, and a page of its training places."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    nom: Lieu = ""
    page: int = Field(default=1, ge=1, le=MAX_PAGE)


class EmploiInput(LieuInput):
    """Parameters of the page of a métier: where, and the jobs that figures are about (« cadre »)."""

    qualification: str = Field(default="", max_length=MAX_QUERY_LENGTH)


class RankingInput(FilterInput):
    """Parameters of the page that explains the place of one result: the search, and which one."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: Annotated[str, Field(max_length=MAX_QUERY_LENGTH), AfterValidator(clean_query)]
    code: str = Field(max_length=MAX_QUERY_LENGTH)
    page: int = Field(default=1, ge=1, le=MAX_PAGE)
    exact: bool = False
    larges: bool = False


class OffreInput(BaseModel):
    """Parameters of the page of a formation: which of its actions are shown."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    departement: Annotated[Departement | None, Filled] = None
    lieu: Lieu = ""
    passees: bool = False
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE)


class OrganismeInput(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE)


class ApiOffreInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    departement: Departement | None = Field(
        default=None, description="Numéro d'un département ; absent : tous", examples=["69"]
    )
    lieu: Lieu = Field(
        default="",
        description="Les plus proches d'abord : nom, code ou identifiant d'un lieu",
        examples=["lyon"],
    )
    passees: bool = Field(
        default=False, description="Vrai : les actions dont toutes les sessions connues sont passées"
    )
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")
    par_page: int = Field(default=ACTIONS_PER_PAGE, ge=1, le=MAX_PER_PAGE, description="Actions par page")


class ApiOrganismeInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")


class ApiQueryInput(BaseModel):
    """The words first, then what narrows them: fields are documented in this order."""

    q: Annotated[
        str,
        Field(
            max_length=MAX_QUERY_LENGTH,
            description="Ce que l'on cherche : métier, envie, savoir-faire, diplôme ou code",
            examples=["boulanger"],
        ),
        AfterValidator(clean_query),
    ]
    groupe: Genre | None = Field(
        default=None, description="Un seul groupe, avec ses pages ; absent : les premiers résultats de chacun"
    )
    page: int = Field(
        default=1,
        ge=1,
        le=MAX_PAGE,
        description="Numéro de page, à partir de 1 ; demande « groupe ». Au-delà de la "
        "dernière : affiner par un filtre, ou reprendre les données en bloc (`/donnees`)",
    )
    par_page: int = Field(
        default=PER_PAGE, ge=1, le=MAX_PER_PAGE, description="Résultats par page d'un groupe"
    )
    exact: bool = Field(default=False, description="Vrai : ne pas corriger l'orthographe")
    larges: bool = Field(
        default=False, description="Vrai : avec ce qui ne dit qu'une partie d'un nom connu (voir « larges »)"
    )


class ApiSearchInput(FilterInput, ApiQueryInput):
    """Parameters of /api/v1/search. An unknown one is an error: ignoring it would answer another question."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ApiSuggestInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[
        str,
        Field(max_length=MAX_QUERY_LENGTH, description="Les premières lettres tapées", examples=["boul"]),
        AfterValidator(clean_query),
    ]
    limite: int = Field(default=8, ge=1, le=20, description="Nombre de suggestions au plus")


class ApiEmploiInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    lieu: Annotated[
        str,
        Field(
            max_length=MAX_QUERY_LENGTH,
            description="Identifiant d'un lieu, ou son nom ; absent : toute la France",
            examples=["commune-69123"],
        ),
        AfterValidator(clean_query),
    ] = ""


class ApiPlacesInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[
        str,
        Field(
            max_length=MAX_QUERY_LENGTH,
            description="Nom ou début de nom, code postal, code Insee, numéro de département, identifiant",
            examples=["lyon"],
        ),
        AfterValidator(clean_query),
    ]
    limite: int = Field(default=8, ge=1, le=20, description="Nombre de lieux au plus")


class ApiVerifierInput(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    nom: str = Field(
        default="",
        max_length=MAX_QUERY_LENGTH,
        description="Nom du fichier : il dit souvent sa version et sa date, que le contenu ne redit pas",
        examples=["fiches.jsonl"],
    )
