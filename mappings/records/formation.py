"""Formations, and their life in places and time (LHEO 2.3: formation, action, session, organisme)."""

from datetime import date
from typing import Literal

from pydantic import Field

from mappings.records.base import Libelle, Model, Record, Section
from mappings.records.codes import CodeCertification, CodeFormation, CodeRome, CodeScolarite, Siret
from mappings.records.fiche import LienFormation, LienMetier

Niveau = Literal[1, 2, 3, 4, 5, 6, 7, 8]
"""Cadre national des certifications (décret 2019-14): 3 = CAP, 4 = bac, 5 = bac + 2, 6 = bac + 3…"""

Voie = Literal["scolaire", "apprentissage", "continue", "vae"]


class Formation(Record):
    """A formation in general, wherever it is given (Idéo-Formations and Idéo-Fiches formations of ONISEP)."""

    code: CodeFormation = Field(
        description="Identifiant Idéo (FOR.x), ou DEMO.x dans le corpus de démonstration"
    )
    intitule: str = Field(description="Intitulé complet")
    sigle: str | None = Field(default=None, description="Sigle de la formation elle-même")
    type_formation: str | None = Field(
        default=None, description="Type de diplôme ou de formation, en toutes lettres"
    )
    sigle_type: str | None = Field(default=None, description="Sigle du type : CAP, BTS, BUT…")
    duree: str | None = Field(default=None, description="Durée, dans les mots de la source")
    niveau: Niveau | None = Field(
        default=None, description="Niveau du cadre national ; absent si non certifiante"
    )
    niveau_certification: str | None = Field(default=None, description="Niveau, dans les mots de la source")
    niveau_sortie: str | None = Field(
        default=None, description="Niveau de sortie indicatif, dans les mots de la source"
    )
    code_certification: CodeCertification | None = Field(
        default=None, description="Certification visée (RNCP)"
    )
    code_scolarite: CodeScolarite | None = Field(default=None, description="Code diplôme de la BCN")
    codes_nsf: tuple[str, ...] = Field(default=(), description="Nomenclature des spécialités de formation")
    tutelle: str | None = Field(default=None, description="Ministère ou organisme de tutelle")
    voies: tuple[Voie, ...] = Field(default=(), description="Voies connues ; vide : non renseigné")
    descriptif: tuple[Section, ...] = Field(default=(), description="La formation en bref")
    acces: tuple[Section, ...] = Field(default=(), description="Conditions d'accès")
    attendus: tuple[Section, ...] = Field(default=(), description="Attendus (Parcoursup)")
    enseignement: tuple[Section, ...] = Field(default=(), description="Éléments d'enseignement")
    poursuite_etudes: tuple[Section, ...] = Field(default=(), description="Poursuite d'études, en texte")
    poursuites: tuple[LienFormation, ...] = Field(default=(), description="Formations où poursuivre")
    metiers: tuple[LienMetier, ...] = Field(default=(), description="Métiers visés, chez l'éditeur")
    codes_rome: tuple[CodeRome, ...] = Field(
        default=(), description="Métiers du ROME visés, si la source les donne"
    )
    domaines: tuple[str, ...] = Field(default=(), description="« domaine/sous-domaine » de l'ONISEP")


class Periode(Model):
    """Dates of a session. LHEO 2.3 allows a month without a day: `precision` says which."""

    debut: date | None = Field(default=None, description="Premier jour connu")
    fin: date | None = Field(default=None, description="Dernier jour connu")
    precision: Literal["jour", "mois"] = Field(
        default="jour", description="« mois » quand la source tait le jour"
    )


class SessionFormation(Record):
    """LHEO `session`: one occurrence in time of an action."""

    numero: str = Field(description="Numéro de la session chez la source")
    periode: Periode = Field(description="Dates")
    etat_recrutement: Literal["ouvert", "ferme", "suspendu"] | None = Field(
        default=None, description="Dictionnaire etat-recrutement du LHEO"
    )


class OrganismeFormation(Record):
    """LHEO `organisme-formation-responsable` or `organisme-formateur`."""

    nom: str = Field(description="Nom de l'organisme")
    siret: Siret | None = Field(default=None, description="SIRET de l'organisme")
    numero_activite: str | None = Field(default=None, description="Numéro de déclaration d'activité")
    labels: tuple[Libelle, ...] = Field(
        default=(), description="Labels et certifications qualité (Qualiopi…)"
    )


class ActionFormation(Record):
    """LHEO `action`: a formation given by someone, somewhere."""

    numero: str = Field(description="Numéro de l'action chez la source")
    formation: str = Field(description="Identifiant de la formation")
    organisme: str | None = Field(default=None, description="Identifiant de l'organisme formateur")
    code_insee: str | None = Field(default=None, description="Commune du lieu de formation")
    est_conventionnee: bool | None = Field(default=None, description="Financement public de l'action")
    sessions: tuple[SessionFormation, ...] = Field(default=(), description="Sessions de l'action")
