"""A figure as it is shown: never without its territory, period, nature, source and group of métiers."""

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import Field

from index.lieux.model import Lieu, LieuNomme
from mappings.crosswalks import Confiance
from mappings.records import Mesure, Model, Provenance
from mappings.records.territoire import NomenclatureMetier

Nature = Literal["observe", "prevision"]


class Famille(Model):
    """The group of métiers that a figure measures, and how sure it is that the métier is in it."""

    nomenclature: NomenclatureMetier = Field(description="Nomenclature du groupe")
    code: str = Field(description="Code du groupe")
    libelle: str | None = Field(default=None, description="Nom du groupe ; absent : la source ne le dit pas")
    codes_regroupes: tuple[str, ...] = Field(
        default=(), description="Codes que la source mesure ensemble, s'il y en a plusieurs"
    )
    confiance: Confiance = Field(
        default="certaine", description="Sûreté du lien entre le métier et le groupe"
    )
    origine: str | None = Field(default=None, description="D'où vient ce lien")
    qualifications: tuple[str, ...] = Field(
        default=(), description="Emplois du métier qui relèvent du groupe, en mots ; vide : tous"
    )


class Point(Model):
    """An earlier value of the same figure."""

    periode: str = Field(description="Période mesurée")
    valeur: float | None = Field(default=None, description="Valeur")
    est_secret: bool = Field(default=False, description="Vrai si la source tait la valeur")


class Chiffre(Mesure):
    """A figure with everything that it cannot be shown without."""

    nature: Nature = Field(description="Observé ou prévu")
    periode: str = Field(description="Période mesurée ou horizon")
    lieu: LieuNomme = Field(description="Territoire mesuré")
    famille: Famille = Field(description="Groupe de métiers mesuré")
    provenance: Provenance = Field(description="Qui le publie")
    champ: str | None = Field(default=None, description="Ce qu'il couvre, si ce n'est pas tout le territoire")
    millesime_territoire: int | None = Field(default=None, description="Année du découpage")
    est_calcule: bool = Field(default=False, description="Vrai si Débouchés a additionné des chiffres")
    details: tuple[Mesure, ...] = Field(default=(), description="Mesures qui le complètent")
    avant: tuple[Point, ...] = Field(default=(), description="Périodes précédentes, de la plus ancienne")

    def detail(self, nom: str) -> Mesure | None:
        return next((mesure for mesure in self.details if mesure.nom == nom), None)


_MEASURED: Final = ("fap2009", "fap2021")
"""The edition of the FAP that most figures measure comes first."""


def measured_in(familles: Iterable[Famille]) -> Famille | None:
    """The group of the FAP that describes a métier best: its first letter is its sector."""
    known = tuple(familles)
    return next((one for name in _MEASURED for one in known if one.nomenclature == name), None)


class EmploiView(Model):
    """What is known of the employment of one métier in one place and in what contains it."""

    code: str = Field(description="Code ROME")
    lieu: Lieu | None = Field(default=None, description="Lieu demandé ; absent : toute la France")
    familles: tuple[Famille, ...] = Field(
        default=(), description="Groupes de métiers qui le comprennent, le plus juste d'abord"
    )
    chiffres: tuple[Chiffre, ...] = Field(
        default=(),
        description="Chiffres, ceux du groupe le plus juste d'abord, puis du territoire le plus étroit",
    )


class SecteurBref(Model):
    """A sector in the list of all: what may be compared from one to the next."""

    code: str = Field(description="Lettre du domaine des familles professionnelles (FAP)")
    libelle: str = Field(description="Nom du secteur")
    metiers: tuple[str, ...] = Field(description="Codes ROME des métiers dont c'est le secteur")
    chiffres: tuple[Chiffre, ...] = Field(default=(), description="Ses chiffres pour toute la France")


class GroupeSecteur(Model):
    """A group of métiers of a sector, with the figures that are published for it alone."""

    famille: Famille = Field(description="Groupe de métiers")
    metiers: tuple[str, ...] = Field(description="Codes ROME des métiers que ce groupe décrit le mieux")
    chiffres: tuple[Chiffre, ...] = Field(
        default=(), description="Ce qui ne s'additionne pas : contrats, tension, salaire…"
    )


class SecteurView(EmploiView):
    """A sector in one place and in what contains it: figures of the whole, then of each of its groups."""

    code: str = Field(description="Lettre du domaine des familles professionnelles (FAP)")
    libelle: str = Field(description="Nom du secteur")
    groupes: tuple[GroupeSecteur, ...] = Field(default=(), description="Ses groupes de métiers")
    regions: tuple[Chiffre, ...] = Field(
        default=(), description="Personnes en emploi par région, la plus fournie d'abord"
    )


class Rang(Model):
    """A group of métiers in the list of a territory, with the métiers of the site that it holds."""

    famille: Famille = Field(description="Groupe de métiers")
    valeur: float = Field(description="Valeur qui le place dans la liste")
    metiers: tuple[str, ...] = Field(default=(), description="Codes ROME qu'il comprend")


class Palmares(Model):
    """The métiers of a territory, by one measure."""

    nom: str = Field(description="Chiffre")
    mesure: str = Field(description="Mesure rangée")
    nature: Nature = Field(description="Observé ou prévu")
    periode: str = Field(description="Période mesurée ou horizon")
    unite: str = Field(description="Unité")
    provenance: Provenance = Field(description="Qui le publie")
    total: float = Field(description="Somme des valeurs publiées, additionnées par Débouchés")
    publies: int = Field(description="Nombre de groupes de métiers dont la valeur est publiée")
    tus: int = Field(default=0, description="Nombre de groupes dont la valeur est secrète ou manque")
    rangs: tuple[Rang, ...] = Field(description="Les premiers")


class Etablissement(Model):
    """A training place and one figure of it, for lists."""

    code: str = Field(description="Code UAI")
    nom: str = Field(description="Nom de l'établissement")
    periode: str = Field(description="Promotions les plus récentes")
    valeur: float | None = Field(
        default=None, description="Part en emploi six mois après ; absente : non publiée"
    )


class TerritoireView(Model):
    """The employment of a territory."""

    lieu: Lieu = Field(description="Le territoire")
    parties: tuple[LieuNomme, ...] = Field(default=(), description="Ce qu'il contient")
    voisins: tuple[LieuNomme, ...] = Field(default=(), description="Territoires proches, ou du même ensemble")
    palmares: tuple[Palmares, ...] = Field(
        default=(), description="Ses métiers ; à défaut, ceux du plus étroit qui le contient"
    )
    lieux_des_palmares: tuple[LieuNomme, ...] = Field(
        default=(), description="Territoire de chaque liste, dans le même ordre"
    )
    lieu_des_etablissements: LieuNomme | None = Field(
        default=None, description="Territoire des établissements listés"
    )
    etablissements: tuple[Etablissement, ...] = Field(
        default=(), description="Lieux d'apprentissage dont l'insertion est mesurée"
    )


class MesureEtablissement(Mesure):
    """A figure of one establishment for one period."""

    periode: str = Field(description="Promotions mesurées")
    formation: str | None = Field(
        default=None, description="Formation suivie, si le chiffre ne compte qu'elle"
    )
    champ: str | None = Field(default=None, description="Qui est compté")
    details: tuple[Mesure, ...] = Field(default=(), description="Mesures qui le complètent")

    def detail(self, nom: str) -> Mesure | None:
        return next((mesure for mesure in self.details if mesure.nom == nom), None)


class EtablissementView(Model):
    """What is measured of one establishment, the latest first."""

    code: str = Field(description="Code UAI")
    nom: str = Field(description="Nom de l'établissement")
    departement: LieuNomme | None = Field(default=None, description="Département, d'après le code UAI")
    region: LieuNomme | None = Field(default=None, description="Région")
    provenance: Provenance = Field(description="Qui publie la mesure la plus récente")
    provenances: dict[str, Provenance] = Field(
        default_factory=dict, description="Nom de mesure → qui la publie, quand plusieurs le font"
    )
    mesures: tuple[MesureEtablissement, ...] = Field(
        description="Une par période et par voie, toutes formations réunies"
    )
    formations: tuple[MesureEtablissement, ...] = Field(
        default=(), description="Formation par formation, les promotions les plus récentes de chacune"
    )
