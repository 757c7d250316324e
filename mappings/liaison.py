"""The handover sheet: what a first accueil may tell the structure that goes on, and nothing more.

Its nine items are the minimal list of the report on the regional service of guidance, which asks that they
stay few. No item names anybody. A sheet exists only with the consent of the person, dated.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from mappings.records.base import Model

TrancheAge = Literal["moins-16", "16-25", "26-44", "45-54", "55-plus"]
Statut = Literal[
    "eleve", "etudiant", "jeune", "demandeur-emploi", "salarie", "agent-public", "independant"
]  # fmt: skip
Demande = Literal[
    "metier", "formation", "vae", "financement", "bilan", "emploi", "entreprise", "obstacle", "droits"
]
LONGUEUR = 200
"""Characters of an item in free words: a line, not a story."""
_NAMES_SOMEBODY = re.compile(
    r"@|www\.|\d(?:[ .-]?\d){7}|\b(?:monsieur|madame|mademoiselle|mme|mlle|m\.(?= ?[A-Z]))(?!\w)",
    re.IGNORECASE,
)


def _anonymous(texte: str) -> str:
    if _NAMES_SOMEBODY.search(texte):
        raise ValueError("ni nom, ni téléphone, ni adresse électronique, ni numéro de sécurité sociale")
    return texte


Ligne = Annotated[str, Field(min_length=1, max_length=LONGUEUR), AfterValidator(_anonymous)]


class FicheLiaison(Model):
    """Nine items, each of which may be left out, and the day of the consent."""

    version: Literal["1.0"] = Field(default="1.0", description="Version de ce format")
    consentement: date = Field(description="Jour où la personne a donné son accord")
    tranche_age: TrancheAge | None = Field(default=None, description="Tranche d'âge")
    statut: Statut | None = Field(default=None, description="Statut de la personne")
    secteur_activite: Ligne | None = Field(default=None, description="Secteur d'activité, si elle travaille")
    metier: Ligne | None = Field(default=None, description="Métier ou code ROME, si elle travaille")
    formation_initiale: Annotated[int, Field(ge=2, le=8)] | None = Field(
        default=None,
        description="Niveau de formation initiale ; 2 : sans diplôme, ou brevet des collèges",
    )
    formation_continue: Ligne | None = Field(default=None, description="Formation continue suivie")
    demande: Demande | None = Field(default=None, description="Nature de la demande")
    experience: Ligne | None = Field(default=None, description="Expérience professionnelle")
    structure: Ligne | None = Field(default=None, description="Structure vers laquelle elle est orientée")


ITEMS = tuple(name for name in FicheLiaison.model_fields if name not in {"version", "consentement"})
"""The nine items, in the order of the list."""


def schema_liaison() -> dict[str, Any]:
    """The JSON Schema of a sheet, for the tools that read one."""
    return FicheLiaison.model_json_schema()
