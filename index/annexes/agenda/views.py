"""What is kept and shown of the events."""

from datetime import date, time

from pydantic import Field

from index.lieux.model import Lieu
from mappings.records import Evenement, Model, NatureEvenement
from mappings.records.territoire import Latitude, Longitude


class EvenementView(Model):
    """An event, and where it is as far as can be known."""

    evenement: Evenement = Field(description="Enregistrement")
    commune: str | None = Field(
        default=None, description="Commune : celle que la source écrit, sinon celle de son point"
    )
    lieux: tuple[str, ...] = Field(
        default=(), description="Identifiants de son département et de sa région, s'ils sont connus"
    )
    latitude: Latitude | None = Field(default=None, description="Latitude de son point ou de sa commune")
    longitude: Longitude | None = Field(default=None, description="Longitude")


class Point(Model):
    """An event as light as choosing among them allows."""

    code: str
    nature: NatureEvenement = "autre"
    debut: date
    heure: time | None = None
    fin: date
    lieux: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    est_en_ligne: bool = False
    serie: str = ""
    """What the dates of one series share."""


class EvenementProche(Model):
    """An event seen from a place."""

    view: EvenementView = Field(description="L'événement")
    distance_km: float | None = Field(
        default=None,
        description="À vol d'oiseau du lieu demandé ; absente si l'un des points n'est pas connu, ou "
        "si l'on ne connaît que sa commune et que c'est celle-là",
    )
    autres_dates: tuple[date, ...] = Field(
        default=(), description="Dates suivantes de la même série, parmi ce qui est demandé"
    )


class Compte(Model):
    """How many events a choice would leave."""

    valeur: str = Field(description="Mois (« 2026-03 ») ou nature")
    total: int = Field(description="Événements")


class AgendaPage(Model):
    """What comes, soonest first, as of a day."""

    lieu: Lieu | None = Field(description="Le lieu demandé ; null : partout")
    page: int = Field(description="Page")
    par_page: int = Field(description="Événements par page")
    total: int = Field(description="Événements à venir qui répondent à la demande")
    connus: int = Field(description="Événements à venir, partout, toutes natures")
    sans_lieu: int = Field(
        description="Événements à venir dont le lieu n'est pas connu : aucun lieu demandé ne les montre"
    )
    mois: tuple[Compte, ...] = Field(description="Mois où il y en a, les autres choix restant")
    natures: tuple[Compte, ...] = Field(description="Natures qu'il y a, les autres choix restant")
    evenements: tuple[EvenementProche, ...] = Field(
        description="Événements, le plus proche dans le temps d'abord"
    )
