"""What is kept and shown of the innovative actions."""

from datetime import date

from pydantic import Field

from index.annexes.choices import Facette
from mappings.records import ActionInnovante, Model


class RegionNommee(Model):
    code: str = Field(description="Code INSEE")
    libelle: str = Field(description="Nom")
    lieu: str | None = Field(
        default=None,
        description="Identifiant de la page du territoire, si une source le donne : « region-84 »",
    )


class ActionInnovanteView(Model):
    """An action, with the words of its codes."""

    action: ActionInnovante = Field(description="Enregistrement")
    themes: tuple[str, ...] = Field(default=(), description="Thèmes, en mots")
    niveau: str | None = Field(default=None, description="Qui la porte, en mots ; null : non renseigné")
    regions: tuple[RegionNommee, ...] = Field(default=(), description="Régions, nommées")


class Point(Model):
    """An action as light as choosing among them allows."""

    code: str
    intitule: str
    theme: tuple[str, ...]
    niveau: tuple[str, ...]
    region: tuple[str, ...]
    """Values of each facet; never empty: what is not said is a value too."""
    mots_titre: str
    mots: str
    """Roots of the words of the title, and of all that it says."""
    jour: date | None = None
    """Of the information."""
    est_demonstration: bool = False


class LienAction(Model):
    code: str = Field(description="Code")
    intitule: str = Field(description="Titre")
    est_demonstration: bool = Field(default=False, description="Vrai pour un exemple écrit par le projet")


class ActionInnovantePage(Model):
    """One action, and those that are like it."""

    view: ActionInnovanteView = Field(description="L'action")
    proches: tuple[LienAction, ...] = Field(
        default=(), description="Actions qui ont avec elle le plus de thèmes et de régions en commun"
    )


class InnovantesPage(Model):
    """The actions that answer, the freshest information first among those that say as much."""

    page: int = Field(description="Page")
    par_page: int = Field(description="Actions par page")
    total: int = Field(description="Actions qui répondent à la demande")
    connues: int = Field(description="Actions de la collection entière")
    est_partielle: bool = Field(
        default=False, description="Vrai si aucune ne dit tous les mots : celles-ci en disent une partie"
    )
    mots_sans_reponse: tuple[str, ...] = Field(
        default=(), description="Mots demandés qu'aucune action ne dit"
    )
    correction: str | None = Field(
        default=None, description="La demande, mots inconnus écrits comme ceux qui leur ressemblent le plus"
    )
    facettes: tuple[Facette, ...] = Field(description="De quoi affiner")
    actions: tuple[ActionInnovanteView, ...] = Field(description="Actions de cette page")
