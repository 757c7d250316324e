"""Certifications: the join between métiers and formations (RNCP, RS; table de passage of ONISEP)."""

from datetime import date
from typing import Literal

from pydantic import Field

from mappings.records.base import Libelle, Model, Record, Section
from mappings.records.codes import (
    CodeBloc,
    CodeCertification,
    CodeFormacode,
    CodeFormation,
    CodeNsf,
    CodeRome,
    CodeScolarite,
    Siret,
)
from mappings.records.formation import Niveau

VoieAcces = Literal[
    "scolaire", "apprentissage", "continue", "professionnalisation", "candidature-individuelle", "vae"
]
"""How a certification can be obtained: the six juries of the RNCP."""


class FormationCertifiante(Model):
    code: CodeFormation = Field(description="Identifiant Idéo de la formation")
    intitule: str = Field(description="Intitulé de la formation")
    statut: str | None = Field(default=None, description="Statut du rapprochement dans la table de passage")


class Certificateur(Model):
    """Who answers for the certification; not who trains for it."""

    nom: str = Field(description="Nom au répertoire")
    nom_commercial: str | None = Field(default=None, description="Nom sous lequel le public le connaît")
    siret: Siret | None = Field(default=None, description="SIRET ; absent sur un tiers des certificateurs")
    site: str | None = Field(default=None, description="Adresse de son site")
    est_actif: bool | None = Field(default=None, description="Certificateur en activité")


class BlocCompetences(Model):
    """A part of a certification that can be obtained on its own."""

    code: CodeBloc = Field(description="Code au répertoire : RNCP38565BC01")
    intitule: str = Field(description="Intitulé du bloc")
    competences: tuple[Section, ...] = Field(default=(), description="Compétences du bloc")
    evaluation: tuple[Section, ...] = Field(default=(), description="Modalités d'évaluation")
    prerequis_entree_formation: tuple[Section, ...] = Field(
        default=(), description="Ce qu'il faut pour entrer en formation à ce bloc"
    )
    prerequis_validation: tuple[Section, ...] = Field(
        default=(), description="Ce qu'il faut pour que ce bloc soit validé"
    )


class StatistiquesPromotion(Model):
    """What became of the people certified in one year, as the certificateur declares it."""

    annee: int = Field(ge=1950, le=2100, description="Année de la promotion")
    nombre_certifies: int | None = Field(default=None, ge=0, description="Nombre de certifiés")
    nombre_certifies_vae: int | None = Field(default=None, ge=0, description="Dont par la VAE")
    taux_insertion_global_6mois: int | None = Field(
        default=None, ge=0, le=100, description="Part en emploi à six mois, en %"
    )
    taux_insertion_metier_6mois: int | None = Field(
        default=None, ge=0, le=100, description="Part en emploi dans le métier visé à six mois, en %"
    )
    taux_insertion_metier_2ans: int | None = Field(
        default=None, ge=0, le=100, description="Part en emploi dans le métier visé à deux ans, en %"
    )


class Certification(Record):
    """A diploma, title or certificate registered at the RNCP or the RS."""

    code: CodeCertification = Field(description="Numéro d'enregistrement : RNCP38565, RS5801")
    intitule: str = Field(description="Intitulé au répertoire")
    est_incomplete: bool = Field(default=False, description="Vrai si l'éditeur dit sa fiche incomplète")
    type_diplome: str | None = Field(default=None, description="Type de diplôme")
    sigle_type: str | None = Field(default=None, description="Sigle du type : CAP, BTS, TP, MASTER…")
    niveau: Niveau | None = Field(default=None, description="Niveau du cadre national")
    type_enregistrement: Literal["Enregistrement de droit", "Enregistrement sur demande"] | None = Field(
        default=None, description="Type d'enregistrement au répertoire"
    )
    est_active: bool | None = Field(
        default=None, description="Enregistrement en vigueur ; absent : non renseigné"
    )
    date_decision: date | None = Field(default=None, description="Décision d'enregistrement sur demande")
    date_publication: date | None = Field(default=None, description="Publication de la fiche")
    date_effet: date | None = Field(default=None, description="Début des parcours certifiants")
    date_fin_enregistrement: date | None = Field(
        default=None, description="Fin de l'enregistrement : plus d'entrée en parcours après"
    )
    date_limite_delivrance: date | None = Field(
        default=None, description="Dernier jour où la certification peut être délivrée"
    )
    voies_acces: tuple[VoieAcces, ...] = Field(
        default=(), description="Voies par lesquelles la source dit qu'on peut l'obtenir"
    )
    voies_fermees: tuple[VoieAcces, ...] = Field(default=(), description="Voies que la source dit fermées")
    est_accessible_nouvelle_caledonie: bool | None = Field(
        default=None, description="Accessible en Nouvelle-Calédonie"
    )
    est_accessible_polynesie: bool | None = Field(
        default=None, description="Accessible en Polynésie française"
    )
    certificateurs: tuple[Certificateur, ...] = Field(default=(), description="Qui répond d'elle")
    liens: tuple[str, ...] = Field(default=(), description="Pages du certificateur")
    objectifs: tuple[Section, ...] = Field(default=(), description="Objectifs et contexte")
    activites_visees: tuple[Section, ...] = Field(default=(), description="Activités visées")
    capacites_attestees: tuple[Section, ...] = Field(
        default=(), description="Capacités ou compétences attestées"
    )
    secteurs_activite: tuple[Section, ...] = Field(default=(), description="Secteurs d'activité")
    types_emploi_accessibles: tuple[Section, ...] = Field(
        default=(), description="Emplois auxquels elle donne accès"
    )
    reglementations_activites: tuple[Section, ...] = Field(
        default=(), description="Réglementation des activités visées"
    )
    prerequis_entree_formation: tuple[Section, ...] = Field(
        default=(), description="Ce qu'il faut pour entrer en formation"
    )
    prerequis_validation: tuple[Section, ...] = Field(
        default=(), description="Ce qu'il faut pour que la certification soit validée"
    )
    blocs: tuple[BlocCompetences, ...] = Field(default=(), description="Blocs de compétences")
    statistiques_promotions: tuple[StatistiquesPromotion, ...] = Field(
        default=(), description="Devenir des certifiés, par année, déclaré par le certificateur"
    )
    codes_certifinfo: tuple[str, ...] = Field(default=(), description="Identifiants Certif Info")
    codes_scolarite: tuple[CodeScolarite, ...] = Field(default=(), description="Codes diplôme de la BCN")
    autres_intitules: tuple[str, ...] = Field(
        default=(), description="Intitulés dans les autres nomenclatures"
    )
    formations: tuple[FormationCertifiante, ...] = Field(default=(), description="Formations qui y mènent")
    codes_rome: tuple[CodeRome, ...] = Field(default=(), description="Métiers du ROME que la source associe")
    version_rome: Literal["3", "4"] | None = Field(default=None, description="Version du ROME de ces codes")
    codes_formacode: tuple[CodeFormacode, ...] = Field(default=(), description="Termes du Formacode")
    version_formacode: str | None = Field(default=None, description="Version du Formacode de ces codes")
    codes_nsf: tuple[CodeNsf, ...] = Field(
        default=(), description="Nomenclature des spécialités de formation"
    )
    conventions_collectives: tuple[Libelle, ...] = Field(
        default=(), description="Conventions collectives des branches concernées, avec leur IDCC"
    )
    remplacee_par: tuple[CodeCertification, ...] = Field(
        default=(), description="Certifications qui la remplacent"
    )
    remplace: tuple[CodeCertification, ...] = Field(default=(), description="Certifications qu'elle remplace")
