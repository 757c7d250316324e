"""The terms that keywords are recognised by: the curated vocabularies, read as entries of one shape."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from debouches.errors import ConfigError
from mappings.vocabulary import FOLDER, Diplome, Outil, Vocabularies
from mappings.yaml_files import load_yaml
from nlp.normalise import normalise

TypeMotCle = Literal[
    "appetence", "competence", "qualification", "secteur", "outil", "lieu", "condition", "editeur"
]
"""« editeur »: a keyword of the publisher, which says no type."""
_STRICT = ConfigDict(extra="forbid")
_LONGEST_ACRONYM = 6
"""A diploma of one short word (BUT, BP, MC) is one only in capitals; « bac » and « master » are words."""
_WORDS = frozenset({"bac", "master", "masters", "msc", "agreg"})


@dataclass(frozen=True, slots=True, config=_STRICT)
class Entree:
    """A term to recognise, and the keyword it stands for."""

    type: TypeMotCle
    libelle: str
    forme: str
    en_capitales: bool = False
    """True: the text must have the capitals of `forme`. « Swift », « BUT », « SIG » are also other words."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Terme:
    """A line of `lieux.yml` or `conditions.yml`."""

    nom: str
    raison: Annotated[str, Field(min_length=1)]
    formes: tuple[str, ...] = ()
    contextes: tuple[str, ...] = ()
    """Labels of work contexts of the ROME that say the same."""
    seulement: tuple[str, ...] = ()
    """The only forms recognised, when the name itself is ambiguous in a text."""

    @property
    def reconnus(self) -> tuple[str, ...]:
        return self.seulement or (self.nom, *self.formes)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Exclusion:
    termes: tuple[str, ...]
    raison: Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Regles:
    """`mots_cles.yml`: which natures and fields give which types, and the terms that mislead."""

    natures: dict[str, TypeMotCle]
    champs: dict[str, tuple[TypeMotCle, ...]]
    exclus: tuple[Exclusion, ...]


@dataclass(frozen=True, config=_STRICT)
class Gazetteer:
    lieux: tuple[Terme, ...]
    conditions: tuple[Terme, ...]
    regles: Regles
    outils: tuple[Outil, ...] = ()
    diplomes: tuple[Diplome, ...] = ()

    def entries(self) -> Iterator[Entree]:
        """Every term to recognise, those that mislead left out."""
        excluded = {normalise(terme) for line in self.regles.exclus for terme in line.termes}
        for entry in (*_of_terms("lieu", self.lieux), *_of_terms("condition", self.conditions)):
            yield entry
        for entry in (*self._of_tools(), *_of_diplomas(self.diplomes)):
            if normalise(entry.forme) not in excluded:
                yield entry

    @cached_property
    def contextes(self) -> dict[str, tuple[TypeMotCle, str]]:
        """Label of a work context → type and name of the keyword that says the same."""
        named: tuple[tuple[TypeMotCle, tuple[Terme, ...]], ...] = (
            ("lieu", self.lieux),
            ("condition", self.conditions),
        )
        return {label: (kind, t.nom) for kind, terms in named for t in terms for label in t.contextes}

    @cached_property
    def niveaux(self) -> dict[str, int]:
        """Name of the keyword of a diploma → its level, if it has one."""
        return {diploma.sens: diploma.niveau for diploma in self.diplomes if diploma.niveau}

    def _of_tools(self) -> Iterator[Entree]:
        for outil in self.outils:
            if kind := self.regles.natures.get(outil.nature):
                yield Entree(kind, outil.terme, outil.terme, outil.terme != outil.terme.lower())


def _of_terms(kind: TypeMotCle, terms: tuple[Terme, ...]) -> Iterator[Entree]:
    for term in terms:
        for forme in term.reconnus:
            yield Entree(kind, term.nom, forme, forme != forme.lower())


def _of_diplomas(diplomas: tuple[Diplome, ...]) -> Iterator[Entree]:
    for diploma in diplomas:
        for forme in diploma.formes:
            is_acronym = forme.isalpha() and len(forme) <= _LONGEST_ACRONYM and forme not in _WORDS
            yield Entree("qualification", diploma.sens, forme.upper() if is_acronym else forme, is_acronym)


def read_gazetteer(vocabularies: Vocabularies) -> Gazetteer:
    """The vocabularies already read, and the files that only keywords use."""
    raw = {name: _read(FOLDER / f"{name}.yml") for name in ("lieux", "conditions")}
    raw["regles"] = _read(Path(__file__).with_name("mots_cles.yml"))
    try:
        return TypeAdapter(Gazetteer).validate_python(
            raw | {"outils": vocabularies.outils, "diplomes": vocabularies.diplomes}
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"Vocabulaire des mots clés mal écrit : {first['loc']} : {first['msg']}") from error


def _read(path: Path) -> Any:
    try:
        return load_yaml(path)
    except (OSError, yaml.YAMLError) as error:
        raise ConfigError(f"Vocabulaire illisible : {path} : {error}") from error
