"""What may be asked of the API, as models: FastAPI validates them and describes them in OpenAPI."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from index.annexes.agenda.read import PER_PAGE as PER_AGENDA_PAGE
from index.annexes.innovantes.read import PER_PAGE as INNOVANTES_PER_PAGE
from index.annexes.offre.read import ACTIONS_PER_PAGE
from index.annexes.structures.directory import PER_PAGE as REPERTOIRE_PER_PAGE
from index.results import MAX_QUERY_LENGTH, PER_PAGE
from index.views import Genre
from mappings.records import NatureEvenement
from mappings.records.aide import Obstacle, Situation
from web.asked.inputs import (
    MAX_CODE,
    MAX_OFFRE_PAGE,
    MAX_PAGE,
    Choix,
    Departement,
    Filled,
    FilterInput,
    Lieu,
    Mois,
    Rayon,
    StructuresFilter,
    Typed,
    clean_query,
)

MAX_PER_PAGE = 25
MAX_LISTED, MAX_LIST_PAGE = 100, 10_000
"""A national corpus has half a million pages."""


class ApiInput(BaseModel):
    """An unknown parameter is an error: ignoring it would answer another question."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ApiAgendaInput(ApiInput):
    lieu: Lieu = Field(
        default="",
        description="Où : nom, code ou identifiant d'un lieu ; absent : partout",
        examples=["lyon"],
    )
    nature: NatureEvenement | None = Field(default=None, description="Une seule nature ; absente : toutes")
    mois: Mois | None = Field(default=None, description="Un seul mois, « 2026-03 » ; absent : tous")
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")
    par_page: int = Field(default=PER_AGENDA_PAGE, ge=1, le=MAX_PER_PAGE, description="Événements par page")


class ApiInnovantesInput(ApiInput):
    q: Typed = Field(
        default="",
        description="Mots du titre, de qui la porte, du territoire, de la description ; absent : toutes",
        examples=["découverte des métiers"],
    )
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


class ApiAidesInput(ApiInput):
    situation: Situation | None = Field(
        default=None, description="Pour qui ; absent : toutes les situations", examples=["demandeur-emploi"]
    )
    obstacle: Obstacle | None = Field(
        default=None, description="Ce que l'aide doit lever ; absent : tous", examples=["transport"]
    )


class ApiExportInput(ApiInput):
    source: Annotated[str | None, Filled] = Field(
        default=None, max_length=MAX_CODE, description="Une seule source ; absent : toutes", examples=["rome"]
    )


class ApiChangementsInput(ApiExportInput):
    depuis: str = Field(
        max_length=MAX_CODE,
        description="Le curseur de la fois d'avant, ou un jour",
        examples=["2026-11-21"],
    )


class ApiStructuresInput(ApiInput):
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


class ApiRepertoireInput(StructuresFilter, ApiInput):
    par_page: int = Field(
        default=REPERTOIRE_PER_PAGE, ge=1, le=MAX_PER_PAGE, description="Structures par page"
    )


class ApiOffreInput(ApiInput):
    departement: Departement | None = Field(
        default=None, description="Numéro d'un département ; absent : tous", examples=["69"]
    )
    lieu: Lieu = Field(
        default="",
        description="Les plus proches d'abord : nom, code ou identifiant d'un lieu",
        examples=["lyon"],
    )
    rayon: Annotated[Rayon | None, Filled] = Field(
        default=None, description="Kilomètres autour de « lieu » ; absent : sans limite"
    )
    passees: bool = Field(
        default=False, description="Vrai : les actions dont toutes les sessions connues sont passées"
    )
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")
    par_page: int = Field(default=ACTIONS_PER_PAGE, ge=1, le=MAX_PER_PAGE, description="Actions par page")


class ApiOrganismeInput(ApiInput):
    page: int = Field(default=1, ge=1, le=MAX_OFFRE_PAGE, description="Numéro de page, à partir de 1")


class ApiQueryInput(ApiInput):
    """The words first, then what narrows them: fields are documented in this order."""

    q: Typed = Field(
        default="",
        description="Ce que l'on cherche : métier, envie, savoir-faire, diplôme ou code ; peut manquer si un "
        "filtre est choisi",
        examples=["boulanger"],
    )
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


class ApiMarketInput(ApiInput):
    lieu: Typed = Field(
        default="",
        description="Où lire le marché du travail (« emploi ») : nom, code ou identifiant d'un lieu ; ne "
        "change ni l'ordre ni ce qui est trouvé",
    )


class ApiSearchInput(ApiMarketInput, FilterInput, ApiQueryInput):
    """Parameters of /api/v1/search."""


class ApiPageInput(ApiInput):
    page: int = Field(default=1, ge=1, le=MAX_LIST_PAGE, description="Numéro de page, à partir de 1")
    par_page: int = Field(default=PER_PAGE, ge=1, le=MAX_LISTED, description="Lignes par page")


class ApiListInput(ApiMarketInput, FilterInput, ApiPageInput):
    """Parameters of the lists: no query, the filters of a search."""


class ApiSuggestInput(ApiInput):
    q: Typed = Field(description="Les premières lettres tapées", examples=["boul"])
    limite: int = Field(default=8, ge=1, le=20, description="Nombre de suggestions au plus")


class ApiEtablissementsInput(ApiInput):
    q: Typed = Field(description="Nom d'un lycée, d'un CFA, d'une école, d'un organisme", examples=["CFA"])
    limite: int = Field(default=8, ge=1, le=MAX_LISTED, description="Nombre d'établissements au plus")


class ApiEmploiInput(ApiInput):
    lieu: Typed = Field(
        default="",
        description="Identifiant d'un lieu, ou son nom ; absent : toute la France",
        examples=["commune-69123"],
    )


class ApiPlacesInput(ApiInput):
    q: Typed = Field(
        description="Nom ou début de nom, code postal, code Insee, numéro de département, identifiant",
        examples=["lyon"],
    )
    limite: int = Field(default=8, ge=1, le=20, description="Nombre de lieux au plus")


class ApiVerifierInput(ApiInput):
    nom: str = Field(
        default="",
        max_length=MAX_QUERY_LENGTH,
        description="Nom du fichier : il dit souvent sa version et sa date, que le contenu ne redit pas",
        examples=["fiches.jsonl"],
    )
