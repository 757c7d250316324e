"""Events: a day, a place, somebody to meet. Whether one is over is not stored: that depends on the day."""

from datetime import date, time
from typing import Literal, Self

from pydantic import Field, model_validator

from mappings.records.base import Record
from mappings.records.territoire import Latitude, Longitude

NatureEvenement = Literal["salon", "forum", "portes-ouvertes", "atelier", "reunion-information", "autre"]


class Evenement(Record):
    """One date of an event: each date of one that repeats is an event. Hours are those of Paris."""

    code: str = Field(
        pattern=r"^[0-9a-f]{16}$", description="Condensé de l'identifiant de la source et de la date répétée"
    )
    uid: str = Field(min_length=1, description="Identifiant chez la source (iCal UID)")
    intitule: str = Field(min_length=1, description="Intitulé (SUMMARY)")
    nature: NatureEvenement = Field(
        default="autre", description="Ce que c'est, d'après les catégories ou l'intitulé ; « autre » à défaut"
    )
    debut: date = Field(description="Premier jour")
    heure_debut: time | None = Field(
        default=None, description="Heure de début, à Paris ; absente si la source ne dit que le jour"
    )
    fin: date = Field(description="Dernier jour, compris ; le premier si la source ne dit pas de fin")
    heure_fin: time | None = Field(
        default=None, description="Heure de fin, à Paris ; absente si la source ne la dit pas"
    )
    est_repete: bool = Field(default=False, description="Vrai si c'est une des dates d'une série (RRULE)")
    lieu: str | None = Field(default=None, description="Nom du lieu, dans les mots de la source")
    adresse: str | None = Field(default=None, description="Adresse, comme la source l'écrit")
    code_postal: str | None = Field(
        default=None, pattern=r"^\d{5}$", description="Code postal lu dans l'adresse"
    )
    commune: str | None = Field(default=None, description="Commune lue dans l'adresse")
    latitude: Latitude | None = Field(default=None, description="Latitude donnée par la source (GEO)")
    longitude: Longitude | None = Field(default=None, description="Longitude donnée par la source (GEO)")
    est_en_ligne: bool = Field(
        default=False, description="Vrai si l'on y assiste, ou peut y assister, à distance"
    )
    est_annule: bool = Field(default=False, description="Vrai si la source l'annonce annulé")
    organisateur: str | None = Field(default=None, description="Qui organise, dans les mots de la source")
    url: str | None = Field(default=None, description="Page de l'événement chez l'éditeur")
    categories: tuple[str, ...] = Field(default=(), description="Catégories, dans les mots de la source")
    description: tuple[str, ...] = Field(default=(), description="Paragraphes de la source, en texte simple")
    sequence: int = Field(default=0, ge=0, description="Numéro de révision chez la source (SEQUENCE)")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        debut, fin = self.heure_debut, self.heure_fin
        goes_back = self.fin == self.debut and debut is not None and fin is not None and fin < debut
        if self.fin < self.debut or goes_back:
            raise ValueError("un événement ne finit pas avant de commencer")
        return self
