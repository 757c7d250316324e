"""What every record of the common format has: an id, a provenance, and refusal of the unknown."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A frozen value that refuses unknown fields, so that no source value is absorbed unseen."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        defer_build=True,  # a start reads a few of them: making all the validators is a tenth of it
    )


TypeEditeur = Literal["public", "branche"]
"""What a branche publishes is shown under its label, after what is public."""


class Provenance(Model):
    """Who says it, where, under which licence and since when."""

    source: str = Field(description="Nom de la source dans crawler/sources, par exemple « rome »")
    editeur: str = Field(description="Organisme qui publie, tel qu'il doit être cité")
    version: str | None = Field(default=None, description="Version de la source, dans les mots de l'éditeur")
    url: str | None = Field(
        default=None, description="Page de l'éditeur sur cet objet précis, jamais sa page d'accueil"
    )
    licence: str = Field(description="Licence de réutilisation")
    date_maj: date | None = Field(default=None, description="Date de mise à jour donnée par l'éditeur")
    precision_maj: Literal["jour", "mois", "annee"] = Field(
        default="jour",
        description="Ce que l'éditeur dit de cette date : un mois seul est noté par son premier jour",
    )
    date_recolte: date = Field(description="Date de la récolte par Débouchés")
    type_editeur: TypeEditeur = Field(
        default="public",
        description="Nature de l'éditeur : une fiche de « branche » professionnelle le dit partout",
    )
    est_demonstration: bool = Field(
        default=False,
        description="Vrai pour un texte écrit par le projet afin d'illustrer le corpus de départ",
    )

    @property
    def est_de_branche(self) -> bool:
        """Shown, under its label, but never above what is public about the same métier."""
        return self.type_editeur == "branche"


class Record(Model):
    """One thing of the common format. `id` is stable: kind of object, then the publisher's raw code."""

    id: str = Field(description="Identifiant stable, par exemple « metier:D1102 » ou « formation:FOR.1563 »")
    provenance: Provenance = Field(description="Origine de l'enregistrement")


class Section(Model):
    """A titled run of paragraphs, as the publisher wrote them, freed of its HTML."""

    titre: str | None = Field(default=None, description="Intertitre de l'éditeur")
    paragraphes: tuple[str, ...] = Field(description="Paragraphes en texte simple, dans l'ordre")


class Libelle(Model):
    """A code of a nomenclature with its label; the code is unknown when the source gives only words."""

    code: str | None = Field(default=None, description="Code dans la nomenclature, s'il est donné")
    libelle: str = Field(description="Libellé dans la nomenclature")
