"""What is kept and shown of the places where somebody can be met."""

from typing import Literal

from pydantic import Field

from index.lieux.model import Lieu
from mappings.records import Model, Structure
from mappings.records.territoire import Latitude, Longitude

Precision = Literal["adresse", "commune", "commune-deduite", "departement"]
"""By its own point, its commune, the commune that its name or code tells, or no better."""


class StructureView(Model):
    """The page of a structure."""

    code: str = Field(description="Identifiant chez la source")
    structure: Structure = Field(description="Enregistrement")
    precision: Precision = Field(
        description="D'où vient sa position : son adresse, sa commune, la commune déduite de son nom "
        "ou de son code, ou seulement son département"
    )
    commune: str | None = Field(default=None, description="Commune, connue ou déduite")
    code_commune: str | None = Field(default=None, description="Code de cette commune")
    latitude: Latitude | None = Field(default=None, description="Latitude de son adresse ou de sa commune")
    longitude: Longitude | None = Field(default=None, description="Longitude")


class Point(Model):
    """A structure on the map, as light as finding the nearest allows."""

    code: str
    reseau: str | None = None
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
