"""The offer of guidance: who does what for whom, by the codes of a shared nomenclature, and by which title.

One table for both entries of the directory: a list by need and the sheet of a structure read the same lines.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from mappings.letters import without_accents
from mappings.mots_facette import MotsFacette, read_mots
from mappings.records import Model
from mappings.records.territoire import NiveauCep, PlaceSpro, StatutCep
from mappings.yaml_files import load_yaml

FOLDER = Path(__file__).parent
NomFacetteStructure = Literal["reseau", "situation", "demande", "cep", "niveau", "spro"]
"""A facet bears the name of its parameter in an address."""
NOMS: tuple[NomFacetteStructure, ...] = get_args(NomFacetteStructure)
Condition = Literal["handicap", "cadre"]
_OPERATORS = frozenset({"operateur-loi", "operateur-designe"})
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


class Nature(Model):
    """A kind of prestation, and the level of the conseil en évolution professionnelle that it is of."""

    libelle: str = Field(description="En mots")
    niveau: NiveauCep = Field(description="Niveau du conseil en évolution professionnelle")
    raison: str = Field(description="Pourquoi ce niveau")


class Prestation(Model):
    code: str = Field(description="Code de la nomenclature : « vae-accompagnement »")
    libelle: str = Field(description="Ce que fait la structure, en mots")
    demande: str = Field(description="À quoi cela répond")
    nature: str = Field(description="information, diagnostic, conseil ou accompagnement")
    niveau: NiveauCep = Field(description="Niveau du conseil en évolution professionnelle")
    mots: tuple[str, ...] = Field(description="Écritures des sources")


class Titre(Model):
    """By which title somebody takes part in the regional service of guidance."""

    place: PlaceSpro = Field(description="À quel titre")
    publics: str | None = Field(default=None, description="Pour qui, ou où, si ce n'est pas partout")


class Statut(Model):
    """The standing of a structure. What no text says is « non renseigné », never a guess."""

    cep: StatutCep | None = Field(
        default=None, description="Opérateur du conseil en évolution professionnelle ; null : non renseigné"
    )
    niveaux: tuple[NiveauCep, ...] = Field(
        default=(), description="Niveaux de ce conseil qu'elle rend (cahier des charges de 2014)"
    )
    spro: tuple[Titre, ...] = Field(
        default=(), description="Titres au service public régional de l'orientation ; vide : non renseigné"
    )
    source: str | None = Field(default=None, description="Texte qui le dit")

    @property
    def est_operateur(self) -> bool:
        """Of the conseil en évolution professionnelle."""
        return self.cep in _OPERATORS


class Interlocuteur(Model):
    """Somebody to talk to: for whom, what for, how, and by which title."""

    id: str
    nom: str
    situations: tuple[str, ...]
    prestations: tuple[str, ...]
    statut: Statut
    pour_qui: str
    pour_quoi: str
    comment: str
    conditions: tuple[Condition, ...] = ()
    telephone: str | None = None
    url: str | None = None
    reseau: str | None = None
    """Network of the directory whose places are shown under it."""
    noms: tuple[str, ...] = ()
    sigles: tuple[str, ...] = ()
    ses_mots_se_cherchent: bool = True
    """False where the words of its name would mean something else in a search."""
    note: str | None = None
    a_distance: bool = False
    """True if it answers at a distance alone: from everywhere, and nowhere to go to."""
    accueille_aussi: tuple[str, ...] = ()
    """Situations that it hears too, without taking them all the way: for who can reach nobody else today."""

    @property
    def demandes(self) -> tuple[str, ...]:
        """What it answers."""
        known = nomenclature().prestations
        return tuple(dict.fromkeys(known[code].demande for code in self.prestations))

    @property
    def publics(self) -> tuple[str, ...]:
        """Whom it takes to the end, or on which condition."""
        return (*self.situations, *self.conditions)

    @model_validator(mode="after")
    def _is_of_the_nomenclature(self) -> Self:
        if unknown := set(self.prestations) - nomenclature().prestations.keys():
            raise ValueError(f"prestations sans code dans la nomenclature : {', '.join(sorted(unknown))}")
        return self


class Nomenclature(Model):
    version: str = Field(description="Version : le second nombre change quand un code s'ajoute")
    natures: dict[str, Nature] = Field(description="Natures des prestations")
    prestations: dict[str, Prestation] = Field(description="Prestations, par leur code")

    def codes_of(self, service: str) -> tuple[str, ...]:
        """What a service is, by its code or in the words of its source; none: no code holds it."""
        if service in self.prestations:
            return (service,)
        said = f" {_plain(service)} "
        return tuple(dict.fromkeys(code for words, code in self._written if f" {words} " in said))

    def without_code(self, services: Iterable[str]) -> tuple[str, ...]:
        """Those that no code holds: kept in their words, they are told to who can give them one."""
        return tuple(service for service in services if not self.codes_of(service))

    @cached_property
    def _written(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (_plain(words), one.code)
            for one in self.prestations.values()
            for words in (one.libelle, *one.mots)
        )


@cache
def nomenclature() -> Nomenclature:
    read = load_yaml(FOLDER / "prestations.yml")
    natures = {name: Nature.model_validate(one) for name, one in read["natures"].items()}
    prestations = {code: _prestation(code, one, natures) for code, one in read["prestations"].items()}
    return Nomenclature(version=read["version"], natures=natures, prestations=prestations)


def _prestation(code: str, read: dict[str, object], natures: dict[str, Nature]) -> Prestation:
    demande, _, nature = code.rpartition("-")
    told = {"code": code, "demande": demande, "nature": nature, "niveau": natures[nature].niveau}
    return Prestation.model_validate(read | told)


@cache
def interlocuteurs() -> tuple[Interlocuteur, ...]:
    read = load_yaml(FOLDER / "interlocuteurs.yml")
    return tuple(Interlocuteur.model_validate(one) for one in read["interlocuteurs"])


@cache
def of_reseau(reseau: str | None) -> Interlocuteur | None:
    """Who answers for a network of the directories; None where nothing is known of what it does."""
    return next((one for one in interlocuteurs() if reseau and one.reseau == reseau), None)


def named_by(text: str) -> Interlocuteur | None:
    """The one network that a text names: « Transitions Pro de votre région »; several are a choice."""
    said = f" {_plain(text)} "
    if " ou " in said:
        return None
    named = [one for one in interlocuteurs() if any(f" {_plain(nom)} " in said for nom in one.noms)]
    return named[0] if len(named) == 1 else None


@cache
def facettes_structures() -> dict[str, MotsFacette]:
    """In the order of the pages."""
    return read_mots(FOLDER / "facettes.yml", NOMS)


def _plain(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", without_accents(text).lower().replace("œ", "oe")).strip()
