"""Fiche: what one publisher says about a métier. Two fiches that disagree stay side by side."""

from typing import Any, Literal

from pydantic import Field, model_validator

from mappings.records.base import Libelle, Model, Provenance, Record, Section
from mappings.records.codes import CodeFormation, CodeRome, is_rome


class LienFormation(Model):
    code: CodeFormation | None = Field(
        default=None, description="Identifiant Idéo de la formation, s'il est donné"
    )
    intitule: str = Field(description="Intitulé de la formation chez l'éditeur de la fiche")


class LienMetier(Model):
    code: str | None = Field(
        default=None, description="Identifiant du métier chez l'éditeur (MET.x), s'il est donné"
    )
    libelle: str = Field(description="Nom du métier chez l'éditeur")


class Publication(Model):
    """A printed or online publication of the publisher where the métier is described."""

    titre: str = Field(description="nom publication")
    collection: str | None = Field(default=None, description="Collection")
    annee: int | None = Field(default=None, description="Année de parution")
    gencod: str | None = Field(default=None, description="Code-barres de la publication")


class SourceNumerique(Model):
    url: str = Field(description="Adresse")
    commentaire: str | None = Field(default=None, description="Ce que l'éditeur en dit")


class FormatCourt(Model):
    """The short form of a fiche for one medium."""

    type: str = Field(description="Support, par exemple « Dico des métiers »")
    libelle: str | None = Field(default=None, description="Titre sur ce support")
    sections: tuple[Section, ...] = Field(default=(), description="Texte")


class Fiche(Record):
    """One publisher's page about a métier (requirements §3.1; layout of Idéo-Fiches métiers for ONISEP)."""

    code: str = Field(description="Identifiant chez l'éditeur : « D1102 » au ROME, « MET.17 » à l'ONISEP")
    type_editeur: Literal["public", "branche", "demonstration"] = Field(
        description="Une fiche de branche relève de la communication et le dit"
    )
    titre: str = Field(description="Titre de la fiche chez l'éditeur")
    titre_masculin: str = Field(description="Titre au masculin")
    titre_feminin: str = Field(description="Titre au féminin, égal à l'autre si épicène")
    codes_rome: tuple[CodeRome, ...] = Field(default=(), description="Codes ROME donnés par l'éditeur")
    version_rome: Literal["3", "4"] | None = Field(default=None, description="Version du ROME de ces codes")
    synonymes: tuple[str, ...] = Field(default=(), description="Autres noms donnés par l'éditeur")
    accroche: tuple[Section, ...] = Field(default=(), description="Le métier en une ou deux phrases")
    nature_travail: tuple[Section, ...] = Field(
        default=(), description="Ce que l'on fait (définition au ROME)"
    )
    competences: tuple[Section, ...] = Field(default=(), description="Compétences requises, en texte")
    conditions_travail: tuple[Section, ...] = Field(default=(), description="Conditions de travail")
    acces_metier: tuple[Section, ...] = Field(default=(), description="Accès au métier, diplômes requis")
    vie_professionnelle: tuple[Section, ...] = Field(
        default=(), description="Salaire, intégration au marché du travail, évolution, en texte"
    )
    formats_courts: tuple[FormatCourt, ...] = Field(default=(), description="Formes courtes de la fiche")
    niveau_acces: Libelle | None = Field(default=None, description="Niveau d'accès minimal au métier")
    formations: tuple[LienFormation, ...] = Field(default=(), description="Formations minimales requises")
    mots_cles: tuple[str, ...] = Field(default=(), description="Mots clés donnés par l'éditeur")
    centres_interet: tuple[Libelle, ...] = Field(default=(), description="Centres d'intérêt chez l'éditeur")
    secteurs: tuple[Libelle, ...] = Field(default=(), description="Secteurs d'activité chez l'éditeur")
    statuts: tuple[Libelle, ...] = Field(
        default=(), description="Statuts : salarié, indépendant, fonctionnaire…"
    )
    metiers_associes: tuple[LienMetier, ...] = Field(default=(), description="Métiers voisins chez l'éditeur")
    domaines: tuple[str, ...] = Field(default=(), description="« domaine/sous-domaine » de l'ONISEP")
    gfe: str | None = Field(default=None, description="Groupe formation-emploi")
    publications: tuple[Publication, ...] = Field(default=(), description="Publications de l'éditeur")
    sources_numeriques: tuple[SourceNumerique, ...] = Field(
        default=(), description="Sites que l'éditeur indique"
    )

    @model_validator(mode="before")
    @classmethod
    def _say_it_of_the_publisher(cls, given: Any) -> Any:
        """A fiche of a branche comes from a branche, even in a file that says it of the fiche alone."""
        if not isinstance(given, dict) or given.get("type_editeur") != "branche":
            return given
        said = given.get("provenance")
        if isinstance(said, Provenance):
            said = said.model_dump()
        if not isinstance(said, dict):
            return given  # refused further on, in its own words
        return given | {"provenance": said | {"type_editeur": "branche"}}

    @property
    def est_de_branche(self) -> bool:
        return self.provenance.est_de_branche

    @property
    def est_remplacee(self) -> bool:
        """A fiche of the ROME 3 itself: that of the ROME 4.0 under the same code says what holds today."""
        return is_rome(self.code) and self.version_rome == "3"

    @property
    def est_communication(self) -> bool:
        """A fiche of a branche without working conditions and prospects only promotes the métier."""
        return self.est_de_branche and not (self.conditions_travail and self.vie_professionnelle)
