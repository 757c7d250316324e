"""Formations in general; where and when they are given is in offre.py."""

from typing import Literal

from pydantic import Field

from mappings.records.base import Record, Section
from mappings.records.codes import (
    CodeCertification,
    CodeFormacode,
    CodeFormation,
    CodeRome,
    CodeScolarite,
)
from mappings.records.fiche import LienFormation, LienMetier
from mappings.records.offre import Contact, Voie

Niveau = Literal[1, 2, 3, 4, 5, 6, 7, 8]
"""Cadre national des certifications (décret 2019-14): 3 = CAP, 4 = bac, 5 = bac + 2, 6 = bac + 3…"""


class Formation(Record):
    """A formation in general, wherever it is given (Idéo of ONISEP), or as an organisme offers it (LHEO)."""

    code: CodeFormation = Field(
        description="Identifiant Idéo (FOR.x) ; LHEO.x, d'après son numéro dans un flux LHEO ; "
        "SITE.x, d'après l'adresse de sa page sur un site ; DEMO.x dans le corpus de démonstration"
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
    version_rome: Literal["3", "4"] | None = Field(
        default=None, description="Version du ROME de ces codes ; absente si la source la tait"
    )
    mots_cles: tuple[str, ...] = Field(default=(), description="Mots clés donnés par l'éditeur")
    domaines: tuple[str, ...] = Field(default=(), description="« domaine/sous-domaine » de l'ONISEP")
    est_certifiante: bool | None = Field(default=None, description="Mène à une certification (LHEO)")
    codes_certification: tuple[CodeCertification, ...] = Field(
        default=(), description="Toutes les certifications visées, RNCP et répertoire spécifique (LHEO)"
    )
    codes_certifinfo: tuple[str, ...] = Field(default=(), description="Certifications dans Certif Info")
    codes_cpf: tuple[str, ...] = Field(
        default=(), description="Codes de la Caisse des dépôts : éligibilité au compte personnel de formation"
    )
    codes_elu: tuple[str, ...] = Field(
        default=(), description="Codes de la Caisse des dépôts pour les formations réservées aux élus locaux"
    )
    codes_formacode: tuple[CodeFormacode, ...] = Field(
        default=(), description="Domaines, le principal en premier ; à lire avec version_formacode"
    )
    version_formacode: str | None = Field(
        default=None, description="Version du Formacode des codes ; absente si la source la tait"
    )
    niveau_entree: str | None = Field(
        default=None, description="Niveau à l'entrée, dans les mots du dictionnaire LHEO"
    )
    objectif_general: str | None = Field(default=None, description="Dictionnaire AIS du LHEO")
    parcours: str | None = Field(default=None, description="Parcours en groupe, individualisé, modularisé…")
    positionnement: str | None = Field(
        default=None, description="Positionnement à l'entrée : réglementaire ou pédagogique"
    )
    resultats_attendus: tuple[Section, ...] = Field(default=(), description="Résultats attendus (LHEO)")
    liens: tuple[str, ...] = Field(default=(), description="Pages où l'organisme décrit la formation")
    contacts: tuple[Contact, ...] = Field(default=(), description="Contacts pour cette formation")
    organisme: str | None = Field(default=None, description="Identifiant de l'organisme responsable")
