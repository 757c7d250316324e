"""A table of a norm: what each element holds, how often, how long, out of which list."""

from functools import cache
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field

from crawler.catalog import SOURCES, folder_name
from mappings.records import Model

WITHOUT_END = "n"


class Bounds(Model):
    least: int
    most: int | None

    def __str__(self) -> str:
        return f"{self.least}..{WITHOUT_END if self.most is None else self.most}"


def bounds(written: str) -> Bounds:
    """« 0..5 », « 1..n »."""
    least, _, most = written.partition("..")
    return Bounds(least=int(least), most=None if most == WITHOUT_END else int(most))


def _readable(written: str) -> str:
    bounds(written)
    return written


Interval = Annotated[str, AfterValidator(_readable)]


class Element(Model):
    """One of `contient`, `texte`, `entier`, `liste`, `date`, `libre` says what it holds."""

    contient: dict[str, Interval] = Field(default_factory=dict)
    en_desordre: bool = False
    """Its children may come in any order."""
    texte: Interval | None = None
    entier: Interval | None = None
    liste: str | None = None
    date: bool = False
    libre: bool = False
    """Anything: the norm says nothing of it."""
    attributs: tuple[str, ...] = ()
    """Those that the definition demands."""

    @property
    def is_leaf(self) -> bool:
        return not (self.contient or self.libre)


class Norm(Model):
    nom: str
    espace: str
    """Its namespace."""
    racines: tuple[str, ...]
    objets: tuple[str, ...]
    """Elements that a publisher knows by their number: a finding names the one it is in."""
    elements: dict[str, Element]
    listes: dict[str, dict[str, str]] = Field(default_factory=dict)


@cache
def norms_of(source: str) -> tuple[Norm, ...]:
    """Every version of the norm of a source, the newest last; none if nobody wrote it down."""
    paths = sorted((SOURCES / folder_name(source)).glob("norme-*.yml"))
    return tuple(Norm.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths)
