"""The curated vocabularies: what people write that no publisher's label says.

One YAML file and one frozen class each. `load_vocabularies` refuses a line it does not understand; what is
understood and should not be there, `mappings.vocabulary_lint` says.
"""

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from debouches.errors import ConfigError
from mappings.records import TypeCompetence
from mappings.records.codes import ROME
from mappings.yaml_files import load_yaml

FOLDER = Path(__file__).parent / "vocabularies"
_STRICT = ConfigDict(extra="forbid")

Nature = Literal[
    "diplome", "metier", "certification", "organisme", "technique", "outil", "secteur", "dispositif"
]
Codes = tuple[str, ...]
"""Codes of métiers, the most probable or typical first."""
Origine = Literal["familier", "ancien", "anglicisme", "courant", "regional", "derive"]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Sens:
    """One meaning of an acronym."""

    developpe: str
    contexte: str
    nature: Nature
    mots: str
    """Words to search for in place of the acronym."""
    codes_rome: Codes = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Acronyme:
    sigle: str
    sens: Annotated[tuple[Sens, ...], Field(min_length=1)]
    """The most asked for first."""
    raison: str
    majuscules: bool | None = None
    """True: understood only in capitals. Up to two letters, it must be said."""
    sauf: tuple[str, ...] = ()
    """Words, without accents, beside which it says nothing to search: « DE longue durée »."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class MotCourant:
    """An everyday word for one or several métiers."""

    terme: str
    origine: Origine
    raison: str
    codes_rome: Codes = ()
    codes_onisep: Codes = ()
    mots: str = ""
    """Words to search for instead, when no métier is meant in particular."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Envie:
    """An interest or a wish about work, in plain words."""

    en_clair: str
    phrases: tuple[str, ...]
    raison: str
    codes_rome: Codes
    codes_onisep: Codes = ()
    """Fiches of ONISEP about a métier that the ROME does not tell apart: « astronaute »."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Outil:
    """A tool, technique, material or licence that the official data do not tie, or badly, to a métier."""

    terme: str
    codes_rome: Codes
    nature: Literal[
        "logiciel", "machine", "technique", "materiau", "habilitation", "produit", "norme", "langage"
    ]
    raison: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Activite:
    """What people do or want to do, with the verbs of every day."""

    phrases: tuple[str, ...]
    codes_rome: Codes
    raison: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Annonce:
    """How job ads and workshops speak of one métier."""

    code: Annotated[str, Field(pattern=ROME.pattern)]
    raison: str
    titres: tuple[str, ...] = ()
    """Names in the masculine singular that are no appellation of this métier."""
    gestes: tuple[str, ...] = ()
    """Know-how, tasks, materials: two to five words, nouns or verbs."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Synonyme:
    """Who types `terme` also accepts `synonymes`; not the other way round."""

    terme: str
    synonymes: tuple[str, ...]
    poids: Annotated[float, Field(ge=0.3, le=0.9)]
    raison: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class MotVide:
    """A word or a phrase that does not say what is looked for."""

    mot: str
    note: str
    sauf: tuple[str, ...] = ()
    """The word counts if the query also holds one of these."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class MotsVides:
    grammaire: tuple[MotVide, ...]
    envie: tuple[MotVide, ...]
    bruit: tuple[MotVide, ...]
    gardes: tuple[MotVide, ...]
    """Homographs that look empty and stay searched."""
    situation: tuple[MotVide, ...] = ()
    """Who asks, and the step they are at: not what they look for."""

    @property
    def appuis(self) -> tuple[MotVide, ...]:
        """Words that only count for want of others."""
        return (*self.envie, *self.bruit, *self.situation)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Diplome:
    """A diploma, a family of diplomas or a level, as people write it."""

    formes: Annotated[tuple[str, ...], Field(min_length=1)]
    sens: str
    raison: str
    diplomes: tuple[str, ...] = ()
    """What it names when nothing else is said, as values of the facet « diplome »."""
    niveau: Annotated[int, Field(ge=1, le=8)] | None = None
    vise: tuple[str, ...] = ()
    """Levels that are then looked for, as values of the facet « niveau »; such words narrow a search."""
    sauf: tuple[str, ...] = ()
    """Words, without accents, beside which it is not a diploma: « agent de maîtrise »."""
    cherche: str | None = None
    """How titles write it: searched instead of the words that were typed."""
    apres: bool = False
    """Says what comes before: its levels are looked for, unless a diploma is named (« BTS après un CAP »)."""
    situation: bool = False
    """Says where someone is, not what is looked for: « je suis en terminale et j'aime les animaux »."""
    ensuite: str | None = None
    """A form of the line that says what comes next: it is read so when nothing else is said."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Specialite:
    """A diploma of one trade, as people say it: « BTS MUC », « CAP plomberie »."""

    formes: Annotated[tuple[str, ...], Field(min_length=1)]
    lu: str
    """Its title today, and the name of a métier if the title says none."""
    raison: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Rang:
    """Words that say who runs and who does, as the first word of the name of a métier."""

    rang: Literal["encadrement", "execution"]
    mots: Annotated[tuple[str, ...], Field(min_length=1)]
    raison: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class CompetenceNommee:
    """A skill that publishers ask for in different words."""

    nom: str
    """What heads its line on a page: never what is recognised."""
    formes: Annotated[tuple[str, ...], Field(min_length=1)]
    raison: str
    codes: tuple[str, ...] = ()
    """The only skills of the ROME that say it, by their code OGR; without any, those that hold a form."""
    types: tuple[TypeCompetence, ...] = ()
    """Of those that hold a form, the kinds that say it; without any, all."""

    def is_said_by(self, code_ogr: str, type_competence: TypeCompetence) -> bool:
        """Whether a skill of the ROME that holds one of its forms says it."""
        if self.codes:
            return code_ogr in self.codes
        return not self.types or type_competence in self.types


@dataclass(frozen=True, slots=True, config=_STRICT)
class Vocabularies:
    acronymes: tuple[Acronyme, ...]
    mots_courants: tuple[MotCourant, ...]
    envies: tuple[Envie, ...]
    refus: tuple[Envie, ...]
    """Wishes that refuse something: apart, since queries are read with them."""
    synonymes: tuple[Synonyme, ...]
    mots_vides: MotsVides
    diplomes: tuple[Diplome, ...]
    specialites: tuple[Specialite, ...]
    outils: tuple[Outil, ...]
    activites: tuple[Activite, ...]
    annonces: tuple[Annonce, ...]
    rangs: tuple[Rang, ...]
    competences: tuple[CompetenceNommee, ...]

    @property
    def souhaits(self) -> tuple[Envie, ...]:
        return (*self.envies, *self.refus)


def load_vocabularies(folder: Path | None = None, only: Collection[str] | None = None) -> Vocabularies:
    """Read the files of the folder; a missing one, or a line not understood, is a `ConfigError`.

    `only`: the parts to read; the others are empty.
    """
    read = {one.name for one in fields(Vocabularies)} if only is None else set(only)
    raw = {
        one.name: _read((folder or FOLDER) / f"{one.name}.yml") if one.name in read else ()
        for one in fields(Vocabularies)
    }
    try:
        return TypeAdapter(Vocabularies).validate_python(raw)
    except ValidationError as error:
        raise ConfigError(_first_fault(error)) from error


def _read(path: Path) -> Any:
    try:
        return load_yaml(path)
    except (OSError, yaml.YAMLError) as error:
        raise ConfigError(f"Vocabulaire illisible : {path} : {error}") from error


def _first_fault(error: ValidationError) -> str:
    name, *place = error.errors()[0]["loc"]
    where = ", ".join(f"ligne n° {part + 1}" if isinstance(part, int) else part for part in place)
    return f"Vocabulaire mal écrit : {name}.yml : {where} : {error.errors()[0]['msg']}"
