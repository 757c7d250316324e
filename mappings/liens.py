"""Addresses of other sites: what was last seen of each, and what may be shown as a link."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field

from mappings.records import Model
from mappings.yaml_files import load_yaml

RULES = Path(__file__).parent / "liens.yml"

Etat = Literal["vivant", "deplace", "accueil", "mort", "incertain", "non-verifiable"]
"""`deplace`: for good, to a page; `accueil`: to a home page; `incertain`: it fails, not long enough yet."""
NON_VIVANTS: frozenset[Etat] = frozenset({"mort", "accueil"})
"""No longer shown as links."""
A_SAVOIR: frozenset[Etat] = NON_VIVANTS | {"deplace"}
"""What pages are told; the other states change nothing in a link."""


class EtatLien(Model):
    """What is known of an address that is no longer what its source says."""

    etat: Etat = Field(
        description="« mort » : la page n'existe plus ; « accueil » : l'adresse ne mène plus qu'à une page "
        "d'accueil ; « deplace » : la page a une autre adresse"
    )
    constate_le: date = Field(description="Jour de la dernière vérification")
    depuis: date = Field(description="Jour où cet état a été constaté pour la première fois")
    vers: str | None = Field(default=None, description="Où mène le renvoi de l'éditeur")


class Constat(Model):
    """All that is known of an address: one line of the journal of checks."""

    url: str = Field(description="Adresse, telle que la source la donne")
    etat: Etat = Field(description="État de l'adresse")
    vu_le: datetime = Field(description="Dernière vérification, même sans conclusion")
    constate_le: datetime = Field(description="Dernière vérification qui a donné cet état")
    depuis: datetime = Field(description="Première vérification qui a donné cet état")
    code: int | None = Field(default=None, description="Réponse HTTP ; absente : pas de réponse")
    motif: str | None = Field(default=None, description="Pourquoi il n'y a pas eu de réponse")
    vers: str | None = Field(default=None, description="Où mènent les renvois de l'éditeur")
    echecs: int = Field(default=0, description="Échecs passagers de suite")
    echec_depuis: datetime | None = Field(default=None, description="Le premier d'entre eux")

    def a_savoir(self) -> EtatLien:
        return EtatLien(
            etat=self.etat, constate_le=self.constate_le.date(), depuis=self.depuis.date(), vers=self.vers
        )


class Table(Model):
    """The addresses whose links change, for pages: a small file, replaced whole."""

    le: datetime = Field(description="Quand cette table a été écrite")
    liens: dict[str, EtatLien] = Field(description="Adresse de la source → ce qu'elle est devenue")


class Reponse(Model):
    code: int
    etat: Literal["mort", "non-verifiable"]
    raison: str


class Chemin(Model):
    chemin: str
    raison: str


class HoteBrise(Model):
    motif: str
    raison: str


class Mort(Model):
    """How many transient failures, over how many days, make a dead link."""

    echecs: int = Field(gt=1)
    jours: int = Field(gt=0)


class ReglesDePassage(Model):
    """What one run of checks may ask, and of whom."""

    par_passage: int = Field(gt=0)
    par_hote: int = Field(gt=0)
    hotes_a_la_fois: int = Field(gt=0)
    delai_s: float = Field(gt=0)
    echecs_de_suite: int = Field(gt=0)
    renvois: int = Field(gt=0)


class Regles(Model):
    """`liens.yml`."""

    champs: dict[str, tuple[str, ...]]
    accueil: tuple[Chemin, ...]
    hotes_brises: tuple[HoteBrise, ...]
    reponses: tuple[Reponse, ...]
    mort: Mort
    echeances: dict[Etat, float]
    passage: ReglesDePassage

    def state_of_code(self, code: int) -> Literal["mort", "non-verifiable"] | None:
        """What a refusal means; None for a transient failure."""
        return next((reponse.etat for reponse in self.reponses if reponse.code == code), None)


@cache
def read_regles() -> Regles:
    return Regles.model_validate(load_yaml(RULES))


@cache
def _chemins_d_accueil() -> frozenset[str]:
    return frozenset(one["chemin"] for one in load_yaml(RULES)["accueil"])


@cache
def _brises() -> re.Pattern[str]:
    return re.compile("|".join(one["motif"] for one in load_yaml(RULES)["hotes_brises"]))


def addresses_in(record: Any, champs: Iterable[str]) -> Iterator[str]:
    """What the fields of a record, as JSON, hold: « certificateurs.site » goes through lists."""
    for champ in champs:
        yield from _values(record, champ.split("."))


def _values(value: Any, path: Sequence[str]) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _values(one, path)
    elif path and isinstance(value, dict):
        yield from _values(value.get(path[0]), path[1:])
    elif not path and isinstance(value, str):
        yield value


def host_of_page(url: str | None) -> str | None:
    """The host of an address that leads to a precise page; None for a home page, or what cannot be one."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or is_home(parts.path, parts.query):
        return None
    return None if _brises().search(host) else host


def is_home(path: str, query: str) -> bool:
    return path.strip("/").casefold() in _chemins_d_accueil() and not query
