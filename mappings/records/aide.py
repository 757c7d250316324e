"""Aids and financing: what lifts an obstacle to a formation, for whom, and whom to ask."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from mappings.records.base import Record

NatureAide = Literal["financement", "revenu", "contrat", "accompagnement", "reconnaissance", "aide-sociale"]
Situation = Literal[
    "salarie",
    "demandeur-emploi",
    "independant",
    "agent-public",
    "scolaire",
    "etudiant",
    "apprenti",
    "jeune",
    "sans-diplome",
    "handicap",
]
Obstacle = Literal["cout", "revenu", "transport", "logement", "garde", "diplome", "orientation", "handicap"]


class Aide(Record):
    """One aid. An amount does not exist without its date, nor a line without where to check it."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="Identifiant de l'aide dans Débouchés")
    intitule: str = Field(min_length=1, description="Nom en toutes lettres")
    sigle: str | None = Field(default=None, description="Sigle d'usage")
    nature: NatureAide = Field(description="Ce qu'elle est : un financement, un revenu, un contrat…")
    objet: str = Field(min_length=1, description="À quoi elle sert, en une phrase")
    situations: tuple[Situation, ...] = Field(default=(), description="Pour qui")
    obstacles: tuple[Obstacle, ...] = Field(default=(), description="Ce qu'elle aide à lever")
    conditions: tuple[str, ...] = Field(default=(), description="À quelles conditions, les principales")
    montant: str | None = Field(default=None, description="Montant, s'il est sûr à sa date")
    date_montant: date | None = Field(default=None, description="Date à laquelle le montant était vrai")
    interlocuteurs: tuple[str, ...] = Field(default=(), description="À qui en parler")
    reference: str | None = Field(default=None, description="Texte qui la fonde")
    editeur_officiel: str = Field(description="Qui en publie la règle")
    date_verite: date = Field(description="Date à laquelle cette ligne était vraie")
    a_verifier: str | None = Field(
        default=None, description="Ce qui n'a pas été vérifié auprès de l'éditeur officiel"
    )

    @model_validator(mode="after")
    def _is_dated_and_checkable(self) -> Self:
        if self.montant is not None and self.date_montant is None:
            raise ValueError("un montant porte la date à laquelle il était vrai")
        if self.provenance.url is None and self.reference is None:
            raise ValueError("une aide cite une page officielle ou un texte")
        return self
