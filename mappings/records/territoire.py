"""Places, structures and figures: room for regional data. A figure without its context is refused."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from mappings.records.base import Record

NiveauTerritoire = Literal["commune", "bassin-emploi", "zone-emploi", "departement", "region", "france"]


class Territoire(Record):
    """A territory of one mesh; the versioned code is what joins (COG, zones d'emploi, bassins)."""

    niveau: NiveauTerritoire = Field(description="Maille")
    code: str = Field(description="Code dans la maille")
    libelle: str = Field(description="Nom")
    millesime: int = Field(description="Année du référentiel géographique")
    codes_parents: tuple[str, ...] = Field(
        default=(), description="Identifiants des territoires qui le contiennent"
    )


class Structure(Record):
    """A place where somebody can be met."""

    code: str = Field(description="Identifiant chez la source")
    nom: str = Field(description="Nom de la structure")
    reseau: str | None = Field(default=None, description="Réseau : mission locale, CIO, Cap emploi…")
    adresse: str | None = Field(default=None, description="Adresse postale")
    code_insee: str | None = Field(default=None, description="Commune")
    telephone: str | None = Field(default=None, description="Téléphone")
    date_confirmation: date | None = Field(
        default=None, description="Dernière confirmation de ces renseignements"
    )


class Indicateur(Record):
    """A labour figure. It does not exist without nature, period, territory and date."""

    nom: str = Field(description="Ce qui est mesuré, par exemple « besoins-main-oeuvre »")
    nature: Literal["observe", "prevision"] = Field(description="Observé ou prévu")
    periode: str = Field(min_length=4, description="Période mesurée ou horizon : « 2024 », « 2019-2030 »")
    niveau_territoire: NiveauTerritoire = Field(description="Maille du chiffre")
    code_territoire: str = Field(min_length=1, description="Code du territoire dans cette maille")
    code_metier: str = Field(min_length=1, description="Code du métier dans sa nomenclature")
    nomenclature_metier: Literal["rome4", "rome3", "fap2009", "fap2021"] = Field(
        description="Nomenclature du code"
    )
    valeur: float | None = Field(
        default=None, description="Valeur ; absente si le secret statistique la couvre"
    )
    unite: str = Field(description="Unité : « projets », « € nets par mois », « % »")
    est_secret: bool = Field(
        default=False, description="Vrai si la source tait la valeur (secret statistique)"
    )

    @model_validator(mode="after")
    def _secret_hides_the_value(self) -> "Indicateur":
        if self.est_secret and self.valeur is not None:
            raise ValueError("un chiffre sous secret statistique ne porte pas de valeur")
        return self
