"""Innovative actions: what somebody tried to guide people better, told for those who would do the same."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from mappings.records.base import Record
from mappings.records.offre import Periode

NiveauPorteur = Literal["structure-territoire", "region", "reseau-national"]
ThemeInnovant = Literal[
    "connaissance-metiers", "professionnalisation", "attentes-publics", "outils-mutualises"
]
CodeRegion = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
"""INSEE code of a region of today."""


class ActionInnovante(Record):
    """The address of its page is that of its provenance, as are who says it and since when."""

    code: str = Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        description="Code de l'action, à soi et qui ne change plus : « hauts-de-france-bus-des-metiers »",
    )
    intitule: str = Field(min_length=1, description="Titre de l'action")
    niveau: NiveauPorteur | None = Field(
        default=None, description="Qui la porte : une structure sur son territoire, une région, un réseau"
    )
    themes: tuple[ThemeInnovant, ...] = Field(
        default=(),
        description="Connaissance des métiers, professionnalisation, attentes des publics, outils mutualisés",
    )
    codes_regions: tuple[CodeRegion, ...] = Field(
        default=(), description="Codes INSEE des régions d'aujourd'hui où elle se mène"
    )
    est_nationale: bool = Field(default=False, description="Vrai si elle se mène dans toute la France")
    territoire: str | None = Field(
        default=None, description="Territoire plus étroit qu'une région, dans les mots de la source"
    )
    porteur: str | None = Field(default=None, description="Organisme qui la porte")
    partenaires: tuple[str, ...] = Field(default=(), description="Autres organismes")
    description: tuple[str, ...] = Field(
        default=(), description="Ce que l'on fait, pour qui, ce que cela donne ; un paragraphe par élément"
    )
    contact: str | None = Field(
        default=None, description="Service à qui s'adresser ; jamais le nom d'une personne"
    )
    telephone: str | None = Field(default=None, description="Téléphone de ce service")
    courriel: str | None = Field(
        default=None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", description="Adresse électronique de ce service"
    )
    periode: Periode | None = Field(default=None, description="Depuis quand, et jusqu'à quand")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        debut, fin = (self.periode.debut, self.periode.fin) if self.periode else (None, None)
        if debut and fin and fin < debut:
            raise ValueError("une action ne finit pas avant de commencer")
        return self
