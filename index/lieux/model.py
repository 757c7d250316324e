"""A place as it is shown and given back: where it is, and what contains it."""

import re
from typing import Final

from pydantic import Field

from mappings.records import Model
from mappings.records.territoire import Latitude, Longitude, NiveauTerritoire

NOMS_DES_NIVEAUX: Final[dict[NiveauTerritoire, str]] = {
    "commune": "commune",
    "bassin-emploi": "bassin d'emploi",
    "zone-emploi": "zone d'emploi",
    "departement": "département",
    "region": "région",
    "france": "pays",
}
FRANCE = "france-FR"
"""Id of the whole country."""
ID_OF_LIEU = re.compile(rf"(?:{'|'.join(NOMS_DES_NIVEAUX)})-[0-9A-Z]{{1,5}}", re.ASCII)


class LieuNomme(Model):
    """A place named by another: what contains it, or what it contains."""

    id: str = Field(description="Identifiant stable dans les adresses : « commune-69123 », « region-84 »")
    niveau: NiveauTerritoire = Field(description="Maille")
    code: str = Field(description="Code dans la maille")
    libelle: str = Field(description="Nom")

    @property
    def maille(self) -> str:
        return NOMS_DES_NIVEAUX[self.niveau]


PAYS: Final = LieuNomme(id=FRANCE, niveau="france", code="FR", libelle="France")


class Lieu(LieuNomme):
    """A territory of today, or one of before with those that replaced it."""

    contexte: str = Field(description="De quoi distinguer deux homonymes : « Rhône (69) », « région »")
    nom_demande: str | None = Field(
        default=None, description="Nom d'avant par lequel on l'a trouvé : « Auvergne », « Arbignieu »"
    )
    codes_postaux: tuple[str, ...] = Field(default=(), description="Codes postaux")
    latitude: Latitude | None = Field(default=None, description="Latitude d'un point central")
    longitude: Longitude | None = Field(default=None, description="Longitude d'un point central")
    millesime: int = Field(description="Année du référentiel géographique")
    parents: tuple[LieuNomme, ...] = Field(
        default=(),
        description="Ce qui le contient, du plus étroit au plus large, le principal d'abord",
    )
    ancienne_region: str | None = Field(default=None, description="Sa région d'avant 2016, si elle a changé")
    successeurs: tuple[str, ...] = Field(
        default=(), description="Identifiants des lieux qui l'ont remplacé ; vide s'il existe toujours"
    )

    @property
    def nom_complet(self) -> str:
        """« Lyon, Rhône (69) »: what the search field shows, and understands in return."""
        if self.contexte.startswith(f"{self.libelle} ("):  # « Paris (75) »
            return self.contexte
        return f"{self.libelle}, {self.contexte}" if self.contexte else self.libelle

    @property
    def departements(self) -> tuple[LieuNomme, ...]:
        """Those that contain it, or itself."""
        return tuple(lieu for lieu in (self, *self.parents) if lieu.niveau == "departement")

    def parent(self, niveau: NiveauTerritoire) -> LieuNomme | None:
        """What contains it at this mesh, itself included; None if unknown, or if there are several."""
        found = [lieu for lieu in (self, *self.parents) if lieu.niveau == niveau]
        return found[0] if len(found) == 1 or found[:1] == [self] else None


def id_of_lieu(identifiant: str) -> str:
    """« territoire:commune:69123 » → « commune-69123 »: no colon in an address."""
    _, niveau, code = identifiant.split(":", 2)
    return f"{niveau}-{code}"
