"""Places, structures and figures: room for regional data. A figure without its context is refused."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from mappings.records.base import Model, Record
from mappings.records.codes import CodeInsee, Siret

NiveauTerritoire = Literal["commune", "bassin-emploi", "zone-emploi", "departement", "region", "france"]
NiveauIndicateur = NiveauTerritoire | Literal["etablissement"]
NomenclatureMetier = Literal["rome4", "rome3", "fap2009", "fap2021"]
NatureCommune = Literal["commune", "arrondissement", "deleguee", "associee", "ancienne"]
NiveauCep = Literal[1, 2, 3]
StatutCep = Literal["operateur-loi", "operateur-designe", "non-operateur"]
PlaceSpro = Literal["de-plein-droit", "reconnue", "associee", "partenaire-ressource"]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
FRANCE = "FR"
"""The one code of the level « france »."""


class Territoire(Record):
    """A territory of one mesh; the versioned code is what joins (COG, zones d'emploi, bassins)."""

    niveau: NiveauTerritoire = Field(description="Maille")
    code: str = Field(min_length=1, description="Code dans la maille")
    libelle: str = Field(min_length=1, description="Nom")
    millesime: int = Field(description="Année du référentiel géographique")
    codes_parents: tuple[str, ...] = Field(
        default=(), description="Identifiants des territoires qui le contiennent"
    )
    nature: NatureCommune | None = Field(default=None, description="Sorte de commune")
    autres_noms: tuple[str, ...] = Field(
        default=(), description="Noms qu'il a portés, et ceux des communes réunies en lui"
    )
    date_fin: date | None = Field(
        default=None, description="Premier jour où ce code ne vaut plus ; absente s'il vaut encore"
    )
    successeurs: tuple[str, ...] = Field(
        default=(), description="Identifiants des territoires qui l'ont remplacé ou réuni"
    )
    codes_postaux: tuple[str, ...] = Field(default=(), description="Codes postaux")
    latitude: Latitude | None = Field(default=None, description="Latitude d'un point central, en degrés")
    longitude: Longitude | None = Field(default=None, description="Longitude d'un point central, en degrés")


class Structure(Record):
    """A place where somebody can be met."""

    code: str = Field(description="Identifiant chez la source")
    nom: str = Field(min_length=1, description="Nom de la structure")
    reseau: str | None = Field(default=None, description="Réseau : mission locale, CIO, Cap emploi…")
    publics: tuple[str, ...] = Field(default=(), description="Publics que le réseau accueille")
    adresse: str | None = Field(default=None, description="Adresse postale")
    code_postal: str | None = Field(default=None, description="Code postal")
    ville: str | None = Field(default=None, description="Ville, dans les mots de la source")
    code_insee: CodeInsee | None = Field(default=None, description="Commune")
    code_departement: str | None = Field(default=None, description="Département")
    communes_couvertes: tuple[CodeInsee, ...] = Field(
        default=(), description="Communes dont la structure reçoit les habitants"
    )
    latitude: Latitude | None = Field(default=None, description="Latitude, en degrés")
    longitude: Longitude | None = Field(default=None, description="Longitude, en degrés")
    telephone: str | None = Field(default=None, description="Téléphone")
    autres_telephones: tuple[str, ...] = Field(default=(), description="Autres numéros de l'organisme")
    courriel: str | None = Field(default=None, description="Courriel de l'organisme")
    url: str | None = Field(default=None, description="Site de l'organisme")
    url_rendez_vous: str | None = Field(default=None, description="Page de prise de rendez-vous")
    horaires: tuple[str, ...] = Field(default=(), description="Heures d'ouverture, une plage par ligne")
    champ_intervention: str | None = Field(
        default=None,
        description="Ce dont la structure s'occupe, dans ses mots ; absent : ce que dit son réseau",
    )
    services: tuple[str, ...] = Field(
        default=(),
        description="Services rendus : codes de la nomenclature des prestations, ou mots de la source",
    )
    modalites_accueil: tuple[str, ...] = Field(
        default=(), description="Comment l'on est reçu : sans rendez-vous, sur rendez-vous, à distance…"
    )
    referents: tuple[str, ...] = Field(
        default=(), description="Services ou fonctions à demander, jamais le nom d'une personne"
    )
    statut_cep: StatutCep | None = Field(
        default=None, description="Opérateur du conseil en évolution professionnelle, et à quel titre"
    )
    niveaux_cep: tuple[NiveauCep, ...] = Field(
        default=(), description="Niveaux de ce conseil, d'après le cahier des charges de 2014"
    )
    places_spro: tuple[PlaceSpro, ...] = Field(
        default=(), description="À quel titre elle participe au service public régional de l'orientation"
    )
    siret: Siret | None = Field(default=None, description="SIRET")
    date_confirmation: date | None = Field(
        default=None, description="Dernière confirmation de ces renseignements"
    )
    est_historique: bool = Field(
        default=False,
        description="Vrai si la source n'est plus tenue à jour : à ne jamais montrer comme actuel",
    )


class Mesure(Model):
    """A figure that completes another one of the same métier, territory and period."""

    nom: str = Field(min_length=1, description="Ce qui est mesuré")
    valeur: float | None = Field(
        default=None, description="Valeur ; absente si le secret statistique la couvre"
    )
    unite: str = Field(min_length=1, description="Unité")
    est_secret: bool = Field(
        default=False, description="Vrai si la source tait la valeur (secret statistique)"
    )
    est_minorant: bool = Field(
        default=False, description="Vrai si des valeurs secrètes manquent à la somme : « au moins »"
    )

    @model_validator(mode="after")
    def _secret_hides_the_value(self) -> Self:
        if self.est_secret and self.valeur is not None:
            raise ValueError("un chiffre sous secret statistique ne porte pas de valeur")
        return self


class Indicateur(Record):
    """A labour figure. It does not exist without nature, period, territory and date."""

    nom: str = Field(description="Ce qui est mesuré, par exemple « besoins-main-oeuvre »")
    nature: Literal["observe", "prevision"] = Field(description="Observé ou prévu")
    periode: str = Field(min_length=4, description="Période mesurée ou horizon : « 2024 », « 2019-2030 »")
    niveau_territoire: NiveauIndicateur = Field(description="Maille du chiffre")
    code_territoire: str = Field(
        min_length=1, description="Code du territoire dans cette maille, ou code UAI d'un établissement"
    )
    libelle_territoire: str | None = Field(default=None, description="Nom du territoire, chez la source")
    millesime_territoire: int | None = Field(
        default=None, description="Année du découpage, là où un même code change de sens"
    )
    codes_parents: tuple[str, ...] = Field(
        default=(), description="Identifiants des territoires qui contiennent celui du chiffre"
    )
    champ: str | None = Field(
        default=None, description="Ce que le chiffre couvre, si ce n'est pas tout le territoire"
    )
    code_metier: str | None = Field(
        default=None, min_length=1, description="Code du métier dans sa nomenclature"
    )
    nomenclature_metier: NomenclatureMetier | None = Field(default=None, description="Nomenclature du code")
    libelle_metier: str | None = Field(default=None, description="Nom du métier dans sa nomenclature")
    libelle_formation: str | None = Field(
        default=None,
        description="Formation de ceux que le chiffre compte, dans les mots de la source",
    )
    code_mefstat: str | None = Field(
        default=None, description="Code MEFSTAT11 de cette formation, à l'Éducation nationale"
    )
    codes_regroupes: tuple[str, ...] = Field(
        default=(), description="Codes réunis, quand la source mesure plusieurs métiers ensemble"
    )
    valeur: float | None = Field(
        default=None, description="Valeur ; absente si le secret statistique la couvre"
    )
    unite: str = Field(description="Unité : « projets », « € nets par mois », « % »")
    est_secret: bool = Field(
        default=False, description="Vrai si la source tait la valeur (secret statistique)"
    )
    est_calcule: bool = Field(
        default=False, description="Vrai si Débouchés a additionné des chiffres de l'éditeur"
    )
    est_minorant: bool = Field(
        default=False, description="Vrai si des valeurs secrètes manquent à la somme : « au moins »"
    )
    details: tuple[Mesure, ...] = Field(
        default=(), description="Autres mesures du même métier, du même territoire et de la même période"
    )

    @model_validator(mode="after")
    def _secret_hides_the_value(self) -> Self:
        if self.est_secret and self.valeur is not None:
            raise ValueError("un chiffre sous secret statistique ne porte pas de valeur")
        return self

    @model_validator(mode="after")
    def _measures_something_named(self) -> Self:
        if (self.code_metier is None) != (self.nomenclature_metier is None):
            raise ValueError("un code de métier et sa nomenclature vont ensemble")
        if self.code_metier is None and self.niveau_territoire != "etablissement":
            raise ValueError("un chiffre porte sur un métier ou sur un établissement")
        return self
