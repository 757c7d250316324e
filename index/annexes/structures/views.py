"""What is kept and shown of the places where somebody can be met."""

from typing import Literal

from pydantic import Field, computed_field

from index.annexes.choices import Facette
from index.annexes.structures.offer import Offre, declaration_of, offer_of
from index.lieux.model import Lieu
from mappings.records import Model, Structure
from mappings.records.territoire import Latitude, Longitude, NiveauCep, PlaceSpro, StatutCep

Precision = Literal["adresse", "commune", "commune-deduite", "departement"]
"""By its own point, its commune, the commune that its name or code tells, or no better."""


class StructureView(Model):
    """The page of a structure."""

    code: str = Field(description="Identifiant chez la source")
    nom_lisible: str = Field(default="", description="Nom, sans les capitales de l'annuaire")
    structure: Structure = Field(description="Enregistrement")
    precision: Precision = Field(
        description="D'où vient sa position : son adresse, sa commune, la commune déduite de son nom "
        "ou de son code, ou seulement son département"
    )
    commune: str | None = Field(default=None, description="Commune, connue ou déduite")
    code_commune: str | None = Field(default=None, description="Code de cette commune")
    latitude: Latitude | None = Field(default=None, description="Latitude de son adresse ou de sa commune")
    longitude: Longitude | None = Field(default=None, description="Longitude")

    @property
    def nom(self) -> str:
        return self.nom_lisible or self.structure.nom

    @computed_field(description="Ce qu'elle fait, pour qui, à quel titre")  # type: ignore[prop-decorator]
    @property
    def offre(self) -> Offre:
        """Never kept: both entries of the directory read the same table, whatever the age of the index."""
        return offer_of(declaration_of(self.structure))


class Point(Model):
    """A structure on the map, as light as finding the nearest allows."""

    code: str
    reseau: str | None = None
    services: tuple[str, ...] = ()
    statut_cep: StatutCep | None = None
    niveaux_cep: tuple[NiveauCep, ...] = ()
    places_spro: tuple[PlaceSpro, ...] = ()
    departement: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    est_historique: bool = False


class StructureProche(Model):
    """A structure seen from a place."""

    view: StructureView = Field(description="La structure")
    distance_km: float | None = Field(
        default=None, description="À vol d'oiseau ; absente si l'un des deux points n'est pas connu"
    )
    recoit_la_commune: bool = Field(
        default=False, description="Vrai si la source dit que la structure reçoit les habitants de la commune"
    )


class ReseauProche(Model):
    """The structures of a network near a place, those of today and, apart, those of an old directory."""

    reseau: str = Field(description="Réseau")
    actuelles: tuple[StructureProche, ...] = Field(default=(), description="Les plus proches")
    anciennes: tuple[StructureProche, ...] = Field(
        default=(), description="Annuaire arrêté, à vérifier ; seulement quand aucune n'est actuelle"
    )


class StructuresPage(Model):
    """Who is near a place."""

    lieu: Lieu = Field(description="Le lieu demandé")
    reseaux: tuple[ReseauProche, ...] = Field(description="Par réseau, le plus proche d'abord")


class RepertoirePage(Model):
    """The structures that answer words and choices: by their name, or from a place the nearest first."""

    page: int = Field(description="Page")
    par_page: int = Field(description="Structures par page")
    total: int = Field(description="Structures qui répondent")
    connues: int = Field(description="Structures du répertoire entier")
    lieu: Lieu | None = Field(default=None, description="Autour de quel lieu, demandé ou lu dans les mots")
    lieux_possibles: tuple[Lieu, ...] = Field(
        default=(), description="Lieux que nomment aussi les mots, cherchés ici comme des mots de noms"
    )
    reseaux_dits: tuple[str, ...] = Field(default=(), description="Réseaux que nomment les mots")
    est_partielle: bool = Field(
        default=False, description="Vrai si aucune ne dit tous les mots : celles-ci en disent une partie"
    )
    mots_sans_reponse: tuple[str, ...] = Field(
        default=(), description="Mots qu'aucun nom de structure ni de lieu ne dit"
    )
    correction: str | None = Field(
        default=None, description="Ce qui a été cherché, si des mots inconnus en rappellent d'autres"
    )
    facettes: tuple[Facette, ...] = Field(description="De quoi affiner")
    structures: tuple[StructureProche, ...] = Field(description="Structures de cette page")
