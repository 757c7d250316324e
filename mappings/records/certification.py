"""Certifications: the join between métiers and formations (RNCP, RS; table de passage of ONISEP)."""

from typing import Literal

from pydantic import Field

from mappings.records.base import Model, Record
from mappings.records.codes import CodeCertification, CodeFormation, CodeRome, CodeScolarite
from mappings.records.formation import Niveau


class FormationCertifiante(Model):
    code: CodeFormation = Field(description="Identifiant Idéo de la formation")
    intitule: str = Field(description="Intitulé de la formation")
    statut: str | None = Field(default=None, description="Statut du rapprochement dans la table de passage")


class Certification(Record):
    """A diploma, title or certificate registered at the RNCP or the RS."""

    code: CodeCertification = Field(description="Numéro d'enregistrement : RNCP38565, RS5801")
    intitule: str = Field(description="Intitulé au répertoire")
    type_diplome: str | None = Field(default=None, description="Type de diplôme")
    niveau: Niveau | None = Field(default=None, description="Niveau du cadre national")
    type_enregistrement: Literal["Enregistrement de droit", "Enregistrement sur demande"] | None = Field(
        default=None, description="Type d'enregistrement au répertoire"
    )
    est_active: bool | None = Field(
        default=None, description="Enregistrement en vigueur ; absent : non renseigné"
    )
    codes_certifinfo: tuple[str, ...] = Field(default=(), description="Identifiants Certif Info")
    codes_scolarite: tuple[CodeScolarite, ...] = Field(default=(), description="Codes diplôme de la BCN")
    autres_intitules: tuple[str, ...] = Field(
        default=(), description="Intitulés dans les autres nomenclatures"
    )
    formations: tuple[FormationCertifiante, ...] = Field(default=(), description="Formations qui y mènent")
    codes_rome: tuple[CodeRome, ...] = Field(default=(), description="Métiers du ROME que la source associe")
    remplacee_par: tuple[CodeCertification, ...] = Field(
        default=(), description="Certifications qui la remplacent"
    )
    remplace: tuple[CodeCertification, ...] = Field(default=(), description="Certifications qu'elle remplace")
