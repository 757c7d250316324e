"""Métiers of the ROME 4.0 and its nomenclatures (official description v3.0, 15/06/2026)."""

from typing import Literal

from pydantic import Field

from mappings.records.base import Libelle, Model, Record
from mappings.records.codes import CodeRome


class SecteurActivite(Model):
    """A sector of the ROME, or a sub-sector when `code_parent` is set."""

    code: str = Field(description="code_sect_activite ou code_ss_sect_activite du ROME")
    libelle: str = Field(description="Libellé du secteur")
    code_parent: str | None = Field(default=None, description="Secteur dont c'est un sous-secteur")
    est_principal: bool | None = Field(
        default=None, description="Colonne « principal » du ROME : oui, non, ou absente"
    )


class LienCentreInteret(Model):
    code: str = Field(description="code_centre_interet du ROME")
    est_principal: bool | None = Field(default=None, description="Colonne « principal » du ROME")


class LienCompetence(Model):
    code_ogr: str = Field(description="Code OGR de la compétence ou du savoir")
    coeur_metier: Literal["Principale", "Émergente"] | None = Field(
        default=None, description="coeur_metier de coherence_item ; « Émergente » a disparu au ROME v61"
    )


class ContexteTravail(Model):
    code_ogr: str = Field(description="Code OGR du contexte de travail")
    libelle: str = Field(description="Libellé, par exemple « Travail le samedi »")
    type: str = Field(description="Famille du contexte, par exemple « Horaires et durée du travail »")


class Mobilite(Model):
    code_rome: CodeRome = Field(description="Métier d'arrivée (code_rome_cible)")
    rang: int | None = Field(default=None, description="numero_ordre de rubrique_mobilite")


class Metier(Record):
    """A métier of the ROME. What publishers write *about* it is a `Fiche`."""

    code_rome: CodeRome = Field(description="Code ROME 4.0 ; son sens dépend de provenance.version")
    code_ogr: str = Field(description="Code OGR de l'intitulé")
    libelle: str = Field(description="Intitulé officiel, aux deux genres : « Boulanger / Boulangère »")
    intitule_masculin: str = Field(description="Forme masculine de l'intitulé")
    intitule_feminin: str = Field(description="Forme féminine de l'intitulé, égale à l'autre si épicène")
    code_rome_parent: CodeRome = Field(
        description="Code du ROME v3 dont le métier descend : joint les données anciennes"
    )
    grand_domaine: Libelle = Field(description="Grand domaine : première lettre du code")
    domaine_professionnel: Libelle = Field(description="Domaine professionnel : lettre et deux chiffres")
    riasec_majeur: str | None = Field(
        default=None, description="Profil de Holland principal (R, I, A, S, E, C)"
    )
    riasec_mineur: str | None = Field(default=None, description="Profil de Holland secondaire")
    transition_ecologique: str | None = Field(
        default=None, description="transition_eco du ROME, dans ses mots"
    )
    transition_numerique: str | None = Field(default=None, description="transition_num du ROME")
    transition_demographique: str | None = Field(default=None, description="transition_demo du ROME")
    est_reglemente: bool | None = Field(default=None, description="emploi_reglemente du ROME")
    est_cadre: bool | None = Field(default=None, description="emploi_cadre du ROME")
    centres_interet: tuple[LienCentreInteret, ...] = Field(
        default=(), description="Centres d'intérêt du ROME"
    )
    themes: tuple[Libelle, ...] = Field(default=(), description="Thèmes transversaux du ROME")
    secteurs: tuple[SecteurActivite, ...] = Field(default=(), description="Secteurs d'activité du ROME")
    secteurs_naf: tuple[Libelle, ...] = Field(default=(), description="Divisions de la NAF")
    competences: tuple[LienCompetence, ...] = Field(
        default=(), description="Savoir-faire, savoir-être et savoirs"
    )
    contextes: tuple[ContexteTravail, ...] = Field(default=(), description="Contextes de travail")
    mobilites: tuple[Mobilite, ...] = Field(default=(), description="Mobilités professionnelles du ROME")


class Appellation(Record):
    """A name under which a métier is known (référentiel des appellations du ROME)."""

    code_ogr: str = Field(description="Code OGR de l'appellation")
    code_rome: CodeRome = Field(description="Métier que cette appellation désigne")
    libelle: str = Field(description="libelle_appellation_long, aux deux genres")
    libelle_court: str | None = Field(default=None, description="libelle_appellation_court, s'il diffère")
    forme_masculine: str = Field(description="Forme masculine")
    forme_feminine: str = Field(description="Forme féminine, égale à l'autre si épicène")
    classification: Literal["PRINCIPALE", "SYNONYME"] | None = Field(
        default=None, description="Colonne classification"
    )
    est_peu_usitee: bool | None = Field(default=None, description="Colonne peu_usite")
    est_reglemente: bool | None = Field(default=None, description="emploi_reglemente de l'appellation")
    est_cadre: bool | None = Field(default=None, description="emploi_cadre de l'appellation")
    transition_ecologique: str | None = Field(default=None, description="transition_eco de l'appellation")
    transition_numerique: str | None = Field(default=None, description="transition_num de l'appellation")
    transition_demographique: str | None = Field(default=None, description="transition_demo de l'appellation")
    origine: str | None = Field(default=None, description="Colonne origine")


TypeCompetence = Literal["savoir-faire", "savoir-etre", "savoir", "macro-competence"]


class Competence(Record):
    """A skill, an attitude or a piece of knowledge (référentiels des compétences et des savoirs du ROME)."""

    code_ogr: str = Field(description="Code OGR")
    libelle: str = Field(description="Libellé")
    type: TypeCompetence = Field(description="Savoir-faire, savoir-être, savoir ou macro-compétence")
    categorie: str | None = Field(default=None, description="cat_comp ou categorie_savoir")
    sous_categorie: str | None = Field(default=None, description="sous_cat_comp ou sous_categorie_savoir")
    code_macro: str | None = Field(default=None, description="Macro-compétence dont elle relève (code OGR)")
    domaine: str | None = Field(default=None, description="Domaine de l'arborescence des compétences")
    enjeu: str | None = Field(default=None, description="Enjeu de l'arborescence des compétences")
    objectif: str | None = Field(default=None, description="Objectif de l'arborescence des compétences")
    definition: str | None = Field(default=None, description="Définition du ROME")
    riasec_majeur: str | None = Field(default=None, description="Profil de Holland d'une macro-compétence")
    riasec_mineur: str | None = Field(default=None, description="Profil secondaire d'une macro-compétence")
    transition_ecologique: str | None = Field(default=None, description="transition_eco")
    transition_numerique: str | None = Field(default=None, description="transition_num")


class CentreInteret(Record):
    """An interest, in the words of its publisher: « J'ai envie de créer, construire, rénover »."""

    code: str = Field(description="code_centre_interet du ROME ou identifiant ONISEP")
    libelle: str = Field(description="Libellé")
    definition: str | None = Field(default=None, description="Définition de l'éditeur")
