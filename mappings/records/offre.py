"""The training offer: who gives a formation, where and when (LHEO 2.2 and 2.3).

Whether a session is over is never stored: it depends on the day of reading. Its dates are.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from mappings.records.base import Libelle, Model, Record, Section
from mappings.records.codes import CodeFormacode, CodeInsee, Siret

Voie = Literal["scolaire", "apprentissage", "continue", "vae"]


class Periode(Model):
    """Dates of a session. LHEO allows a year, or a month without a day: `precision` says which."""

    debut: date | None = Field(default=None, description="Premier jour connu")
    fin: date | None = Field(
        default=None, description="Dernier jour ; celui du mois ou de l'année quand la source tait le jour"
    )
    precision: Literal["jour", "mois", "annee"] = Field(
        default="jour", description="« mois » ou « annee » quand la source tait le reste d'une des deux dates"
    )


class Coordonnees(Model):
    """Where and how to reach somebody."""

    denomination: str | None = Field(default=None, description="Nom du lieu ou du service")
    adresse: tuple[str, ...] = Field(default=(), description="Lignes d'adresse")
    code_postal: str | None = Field(default=None, description="Code postal")
    ville: str | None = Field(default=None, description="Ville, dans les mots de la source")
    code_insee: CodeInsee | None = Field(default=None, description="Commune")
    code_departement: str | None = Field(default=None, description="Département")
    code_region: str | None = Field(
        default=None, description="Région, dans le découpage de la source (avant ou après 2016)"
    )
    pays: str | None = Field(default=None, description="Pays, ISO 3166-1")
    latitude: float | None = Field(default=None, ge=-90, le=90, description="Latitude (WGS 84)")
    longitude: float | None = Field(default=None, ge=-180, le=180, description="Longitude (WGS 84)")
    telephones: tuple[str, ...] = Field(default=(), description="Téléphones, comme la source les écrit")
    courriel: str | None = Field(default=None, description="Adresse électronique d'un service")
    liens: tuple[str, ...] = Field(default=(), description="Sites")


class Contact(Coordonnees):
    """A service, not a person: names of people are not harvested."""

    type_contact: str | None = Field(default=None, description="Accueil, référent handicap, direction…")


class LieuFormation(Coordonnees):
    """LHEO `lieu-de-formation`."""

    siret: Siret | None = Field(default=None, description="SIRET du lieu")
    code_uai: str | None = Field(default=None, description="Code d'établissement scolaire (UAI)")


class Financeur(Model):
    code: str = Field(description="Code au dictionnaire des financeurs")
    libelle: str = Field(description="Libellé au dictionnaire des financeurs")
    nb_places: int | None = Field(default=None, description="Places financées")


class Enseignement(Model):
    libelle: str = Field(description="Nom de l'enseignement")
    type_enseignement: str | None = Field(default=None, description="Général, professionnel, langue, option…")
    est_obligatoire: bool | None = Field(default=None, description="Obligatoire ou facultatif")
    commentaire: str | None = Field(default=None, description="Précision de la source")


class Equipement(Model):
    type_equipement: str = Field(description="Tenue, outillage, équipement numérique…")
    cout_indicatif: int | None = Field(default=None, description="Coût indicatif, en euros")
    commentaire: str | None = Field(default=None, description="Précision de la source")


class Recrutement(Model):
    modalite: str | None = Field(default=None, description="Dossier, concours, entretien, réunion…")
    perimetre: str | None = Field(default=None, description="De la commune à l'international")
    precision_perimetre: str | None = Field(default=None, description="Périmètre, dans les mots de la source")
    est_a_distance: bool | None = Field(default=None, description="Se fait à distance")
    lieu: Coordonnees | None = Field(default=None, description="Où")
    liens: tuple[str, ...] = Field(default=(), description="Où en savoir plus ou s'inscrire")
    nb_places: int | None = Field(default=None, description="Places à ce recrutement")
    periode: Periode | None = Field(default=None, description="Quand")
    heure_debut: str | None = Field(default=None, description="Heure de début, comme la source l'écrit")
    heure_fin: str | None = Field(default=None, description="Heure de fin, comme la source l'écrit")
    commentaire: str | None = Field(default=None, description="Précision de la source")


class BlocSession(Model):
    code: str = Field(description="Code du bloc, comme la source l'écrit")
    intitule: str = Field(description="Intitulé du bloc")
    validation: str | None = Field(default=None, description="Tous les blocs, certains, ou les deux")
    certifications: tuple[str, ...] = Field(
        default=(), description="Certification du bloc : RNCPx, RSx, ou Certif Info CERTIFINFOx"
    )


class Cycle(Model):
    type_cycle: str | None = Field(default=None, description="Formation initiale ou contrat d'apprentissage")
    annees: tuple[int, ...] = Field(default=(), description="Années du cycle")
    effectif_minimal: int | None = Field(default=None, description="Effectif sous lequel il n'ouvre pas")
    capacite_simultanee: int | None = Field(default=None, description="Places au même moment")
    capacite_cumulee: int | None = Field(default=None, description="Places sur toute la durée")
    type_alternance: str | None = Field(default=None, description="Contrat d'apprentissage, pro, ou tous")
    unite_alternance: str | None = Field(default=None, description="Unité du rythme d'alternance")
    unites_entreprise: int | None = Field(default=None, description="Unités de suite en entreprise")
    unites_centre: int | None = Field(default=None, description="Unités de suite en centre")


class SessionFormation(Record):
    """LHEO `session`: one occurrence in time of an action."""

    numero: str = Field(description="Numéro de la session chez la source, ou celui que ses dates lui donnent")
    action: str | None = Field(default=None, description="Identifiant de l'action")
    periode: Periode = Field(description="Dates")
    etat_recrutement: Literal["ouvert", "ferme", "suspendu"] | None = Field(
        default=None, description="Dictionnaire etat-recrutement du LHEO"
    )
    modalites_inscription: str | None = Field(default=None, description="Comment s'inscrire")
    periode_inscription: Periode | None = Field(default=None, description="Quand s'inscrire")
    lieu_inscription: Coordonnees | None = Field(default=None, description="Où s'inscrire")
    recrutements: tuple[Recrutement, ...] = Field(default=(), description="Étapes du recrutement")
    liens: tuple[str, ...] = Field(default=(), description="Pages de la session")
    contacts: tuple[Contact, ...] = Field(default=(), description="Contacts pour cette session")
    certifications: tuple[str, ...] = Field(
        default=(), description="Certifications que cette session prépare : RNCPx, RSx ou CERTIFINFOx"
    )
    blocs: tuple[BlocSession, ...] = Field(default=(), description="Blocs que cette session prépare")
    cycles: tuple[Cycle, ...] = Field(default=(), description="Années et rythme")


class OrganismeFormation(Record):
    """LHEO `organisme-formation-responsable` or `organisme-formateur`."""

    nom: str = Field(description="Nom de l'organisme")
    raison_sociale: str | None = Field(default=None, description="Raison sociale, si elle diffère du nom")
    siret: Siret | None = Field(default=None, description="SIRET de l'organisme")
    numero: str | None = Field(default=None, description="Numéro de l'organisme chez la source")
    numero_activite: str | None = Field(default=None, description="Numéro de déclaration d'activité")
    code_uai: str | None = Field(default=None, description="Code d'établissement scolaire (UAI)")
    labels: tuple[Libelle, ...] = Field(
        default=(), description="Labels et certifications qualité (Qualiopi…)"
    )
    renseignements: tuple[Section, ...] = Field(
        default=(), description="Ce que l'organisme dit de sa qualité et de ses garanties"
    )
    coordonnees: Coordonnees | None = Field(default=None, description="Adresse, téléphone, site")
    contacts: tuple[Contact, ...] = Field(default=(), description="Services à qui s'adresser")
    codes_formacode: tuple[CodeFormacode, ...] = Field(
        default=(), description="Domaines où il peut former (potentiel) ; à lire avec version_formacode"
    )
    version_formacode: str | None = Field(
        default=None, description="Version du Formacode des codes ; absente si la source la tait"
    )
    certifications: tuple[str, ...] = Field(
        default=(), description="Certifications qu'il prépare : RNCPx, RSx ou CERTIFINFOx"
    )


class ActionFormation(Record):
    """LHEO `action`: a formation given by someone, somewhere."""

    numero: str = Field(description="Numéro de l'action chez la source, ou celui que son contenu lui donne")
    formation: str = Field(description="Identifiant de la formation")
    organisme: str | None = Field(
        default=None, description="Identifiant de l'organisme formateur ; à défaut, du responsable"
    )
    organisme_responsable: str | None = Field(
        default=None, description="Identifiant de l'organisme qui répond de l'action"
    )
    organismes_formateurs: tuple[str, ...] = Field(
        default=(), description="Identifiants de ceux qui forment, quand la source les dit"
    )
    code_insee: str | None = Field(default=None, description="Commune du lieu de formation")
    lieux: tuple[LieuFormation, ...] = Field(default=(), description="Lieux de formation")
    voies: tuple[Voie, ...] = Field(default=(), description="Voies connues ; vide : non renseigné")
    est_conventionnee: bool | None = Field(default=None, description="Financement public de l'action")
    prise_en_charge_possible: bool | None = Field(
        default=None, description="Une prise en charge des frais est possible"
    )
    conditions_prise_en_charge: str | None = Field(default=None, description="À quelles conditions")
    financeurs: tuple[Financeur, ...] = Field(default=(), description="Qui finance, et combien de places")
    frais_restants: str | None = Field(default=None, description="Frais à la charge de qui se forme")
    prix_horaire_ttc: str | None = Field(default=None, description="Euros par heure, comme la source l'écrit")
    prix_total_ttc: str | None = Field(default=None, description="Euros, comme la source l'écrit")
    codes_public: tuple[CodeFormacode, ...] = Field(
        default=(), description="Publics visés, au Formacode ; à lire avec version_formacode_public"
    )
    version_formacode_public: str | None = Field(
        default=None, description="Version du Formacode des publics ; absente si la source la tait"
    )
    public: str | None = Field(default=None, description="Public visé, dans les mots de la source")
    est_niveau_entree_obligatoire: bool | None = Field(
        default=None, description="Le niveau d'entrée de la formation est exigé"
    )
    conditions_specifiques: tuple[Section, ...] = Field(
        default=(), description="Conditions d'accès et prérequis"
    )
    modalites_recrutement: tuple[Section, ...] = Field(default=(), description="Comment on est retenu")
    perimetre_recrutement: str | None = Field(default=None, description="De la commune à l'international")
    precision_perimetre: str | None = Field(default=None, description="Périmètre, dans les mots de la source")
    entrees_sorties: Literal["dates-fixes", "permanentes"] | None = Field(
        default=None, description="Dictionnaire modalites-es du LHEO"
    )
    modalites_enseignement: Literal["presentiel", "mixte", "distance"] | None = Field(
        default=None, description="Dictionnaire modalites-enseignement du LHEO"
    )
    rythme: str | None = Field(default=None, description="Temps plein, temps partiel, cours du soir…")
    alternance: str | None = Field(default=None, description="Modalités de l'alternance")
    duree: str | None = Field(default=None, description="Durée, dans les mots de la source")
    duree_cycle: int | None = Field(default=None, description="Durée du cycle de formation, en années")
    heures_total: int | None = Field(default=None, description="Nombre d'heures")
    heures_centre: int | None = Field(default=None, description="Dont en centre")
    heures_entreprise: int | None = Field(default=None, description="Dont en entreprise")
    heures_conventionnees: int | None = Field(default=None, description="Dont conventionnées")
    langues: tuple[str, ...] = Field(default=(), description="Langues de la formation, ISO 639-1")
    modalites_pedagogiques: str | None = Field(default=None, description="Dans les mots de la source")
    codes_modalite_pedagogique: tuple[CodeFormacode, ...] = Field(
        default=(), description="Modalités pédagogiques, au Formacode ; avec version_formacode_modalite"
    )
    version_formacode_modalite: str | None = Field(
        default=None, description="Version du Formacode des modalités ; absente si la source la tait"
    )
    enseignements: tuple[Enseignement, ...] = Field(default=(), description="Enseignements proposés")
    equipements: tuple[Equipement, ...] = Field(default=(), description="Équipements à se procurer")
    restauration: str | None = Field(default=None, description="Restauration")
    hebergement: str | None = Field(default=None, description="Hébergement")
    transport: str | None = Field(default=None, description="Transport")
    acces_handicap: str | None = Field(default=None, description="Accès des personnes handicapées")
    lieu_information: Coordonnees | None = Field(default=None, description="Où s'informer")
    dates_information: tuple[date, ...] = Field(default=(), description="Jours d'information")
    liens: tuple[str, ...] = Field(default=(), description="Pages de l'action")
    sessions: tuple[SessionFormation, ...] = Field(
        default=(),
        description="Sessions jointes à l'action ; dans une récolte, elles sont à part et citent l'action",
    )
