"""What is kept and shown of the training offer: actions, sessions, organismes."""

from datetime import date

from pydantic import Field

from mappings.records import ActionFormation, Model, OrganismeFormation, Periode
from mappings.records.codes import Siret

EXHAUSTIVITE = (
    "L'offre privée n'est pas exhaustive : d'autres organismes peuvent donner cette formation, "
    "ou d'autres sessions exister."
)
"""R-A8: said wherever an offer is shown."""


class OrganismeLie(Model):
    """An organisme in short, beside what it gives."""

    code: str = Field(description="Code de l'organisme, celui de sa page")
    nom: str = Field(description="Nom")
    siret: Siret | None = Field(default=None, description="SIRET")
    numero_activite: str | None = Field(default=None, description="Numéro de déclaration d'activité")
    labels: tuple[str, ...] = Field(default=(), description="Labels de qualité que la source lui donne")
    editeur: str = Field(description="Qui le dit")


class ActionView(Model):
    """One action with its sessions, and those who give it."""

    action: ActionFormation = Field(description="Enregistrement, sessions comprises")
    organismes: tuple[OrganismeLie, ...] = Field(
        default=(), description="Ceux qui forment, puis celui qui répond de l'action"
    )
    distance_km: float | None = Field(
        default=None, description="À vol d'oiseau du lieu demandé ; absente si un point n'est pas connu"
    )


class DatesSession(Model):
    """What is needed of a session to know, on a given day, whether it is to come."""

    periode: Periode = Field(description="Dates")
    est_ouverte: bool = Field(default=True, description="Faux si la source la dit close ou suspendue")


class Ligne(Model):
    """One action, as light as ordering and filtering allow."""

    action: str = Field(description="Code de l'action")
    departement: str | None = Field(default=None, description="Département du premier lieu")
    ville: str | None = Field(default=None, description="Ville du premier lieu")
    latitude: float | None = Field(default=None, description="Latitude du premier lieu, ou de sa commune")
    longitude: float | None = Field(default=None, description="Longitude du premier lieu, ou de sa commune")
    est_permanente: bool = Field(default=False, description="Entrées et sorties permanentes")
    sessions: tuple[DatesSession, ...] = Field(default=(), description="Ses sessions")
    organismes: tuple[str, ...] = Field(default=(), description="Codes de ceux qui la donnent")


class Lignes(Model):
    """The annex of a formation: all its actions in short, and who gives them."""

    lignes: tuple[Ligne, ...] = Field(description="Une par action")
    organismes: tuple[OrganismeLie, ...] = Field(default=(), description="Chacun une fois")


class FormationDonnee(Model):
    """A formation that an organisme gives, and until when something of it is known."""

    code: str = Field(description="Code de la formation")
    actions: int = Field(description="Nombre d'actions de l'organisme pour cette formation")
    departements: tuple[str, ...] = Field(default=(), description="Où")
    jusqu_au: date = Field(description="Dernier jour connu où l'on peut y entrer ; 9999 : sans limite connue")


class Dossier(Model):
    """The annex of an organisme."""

    organisme: OrganismeFormation = Field(description="Enregistrement")
    formations: tuple[FormationDonnee, ...] = Field(default=(), description="Ce qu'il donne")


class DepartementOffert(Model):
    code: str = Field(description="Département")
    libelle: str | None = Field(default=None, description="Son nom, si le référentiel est récolté")
    actions: int = Field(description="Actions en cours ou à venir dans ce département")


class PointOffert(Model):
    """Where actions of a list are given, as a map shows it: one point for those of one place."""

    ville: str | None = Field(description="Ville")
    departement: str | None = Field(description="Département")
    latitude: float = Field(description="Latitude")
    longitude: float = Field(description="Longitude")
    actions: int = Field(description="Actions de cette liste qui y sont données")


class OffrePage(Model):
    """A page of the actions of a formation, as of a day: what can still be joined comes first."""

    formation: str = Field(description="Code de la formation")
    departement: str | None = Field(description="Département demandé ; null : tous")
    rayon_km: int | None = Field(
        default=None, description="Rayon demandé autour du lieu, en kilomètres ; null : sans limite"
    )
    page: int = Field(description="Page rendue")
    par_page: int = Field(description="Actions par page")
    connues: int = Field(description="Actions connues pour cette formation, partout, passées comprises")
    total: int = Field(description="Actions de cette liste, toutes pages réunies")
    passees: int = Field(description="Actions du même filtre dont toutes les sessions connues sont passées")
    departements: tuple[DepartementOffert, ...] = Field(description="Où, pour filtrer")
    points: tuple[PointOffert, ...] = Field(
        default=(), description="Où la liste entière est donnée : avec « sans_point », le compte de « total »"
    )
    sans_point: int = Field(default=0, description="Actions de la liste dont aucun point n'est connu")
    hors_rayon: int = Field(
        default=0, description="Actions que le rayon écarte, dont celles dont aucun point n'est connu"
    )
    actions: tuple[ActionView, ...] = Field(description="Actions de la page")
    exhaustivite: str = Field(default=EXHAUSTIVITE, description="Ce que cette liste ne prétend pas couvrir")


class OffreProche(Model):
    """The nearest place where one may still enter a formation."""

    formation: str = Field(description="Code de la formation")
    ville: str | None = Field(description="Ville")
    distance_km: float | None = Field(
        description="À vol d'oiseau ; absente si un point n'est pas connu, dans le même département"
    )


class FormationOfferte(Model):
    """A line of the page of an organisme."""

    code: str = Field(description="Code de la formation")
    titre: str = Field(description="Titre")
    actions: int = Field(description="Nombre d'actions")
    departements: tuple[str, ...] = Field(description="Où")
    est_a_venir: bool = Field(description="Vrai si l'on peut encore y entrer, d'après les dates connues")


class OrganismeView(Model):
    """The page of an organisme, as of a day."""

    code: str = Field(description="Code de l'organisme : son SIRET s'il est connu")
    organisme: OrganismeFormation = Field(description="Enregistrement")
    formations: tuple[FormationOfferte, ...] = Field(description="Celles où l'on peut entrer d'abord")
    total: int = Field(description="Formations connues")
    page: int = Field(description="Page rendue")
    par_page: int = Field(description="Formations par page")
    exhaustivite: str = Field(default=EXHAUSTIVITE, description="Ce que cette liste ne prétend pas couvrir")
