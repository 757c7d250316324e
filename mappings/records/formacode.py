"""Formacode: the thesaurus of Centre Inffo that names what a formation is about."""

from pydantic import Field

from mappings.records.base import Libelle, Model, Record
from mappings.records.codes import CodeFormacode


class LienFormacode(Model):
    """Another term, as the thesaurus cites it."""

    code: CodeFormacode = Field(description="Code du terme cité")
    libelle: str = Field(description="Descripteur du terme cité")


class TermeFormacode(Record):
    """One descriptor. Codes change meaning between versions: never read one without its version."""

    code_formacode: CodeFormacode = Field(description="Code du terme")
    version: str = Field(description="Version du Formacode : 14")
    libelle: str = Field(description="Descripteur, en minuscules accentuées")
    champ_semantique: Libelle = Field(description="Champ sémantique : code à trois chiffres et libellé")
    domaine: str | None = Field(
        default=None, description="Grand domaine, donné aux seuls termes du sommet de l'arbre"
    )
    synonymes: tuple[str, ...] = Field(default=(), description="Mots qui renvoient à ce terme")
    synonymes_metier: tuple[str, ...] = Field(
        default=(), description="Noms de métiers qui renvoient à ce terme"
    )
    ex_synonymes: tuple[str, ...] = Field(
        default=(), description="Mots qui renvoyaient à ce terme dans la version précédente"
    )
    generiques: tuple[LienFormacode, ...] = Field(default=(), description="Termes plus larges")
    specifiques: tuple[LienFormacode, ...] = Field(default=(), description="Termes plus précis")
    associes: tuple[LienFormacode, ...] = Field(default=(), description="Termes voisins")
    explication: str | None = Field(default=None, description="Note d'explication : ce que le terme désigne")
    application: str | None = Field(
        default=None, description="Note d'application : quand l'employer ; [[TERME]] renvoie à un autre"
    )
    note_version: str | None = Field(default=None, description="Ce qui a changé dans cette version")
    code_arborescence: str | None = Field(
        default=None, description="Place dans l'arbre : un terme prolonge le code de son générique"
    )
