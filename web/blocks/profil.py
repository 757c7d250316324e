"""« Mon profil »: what each card says of itself, so that the browser of a reader compares it with theirs.

The server knows nothing of the profile: the attributes are the same for everybody, and so is the order.
An attribute that is empty is « non renseigné »; one that is absent makes no sense for that kind of card.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markupsafe import Markup

from index.facet_table import read_facet_table
from index.facets import NomFacette
from index.results import Result
from index.views import Genre
from web.contenus.contents import Profil

Traits = tuple[tuple[NomFacette, str], ...]
SANS_DIPLOME = "sans-diplome"
_COMPARED: dict[Genre, tuple[NomFacette, ...]] = {
    "formation": ("niveau", "voie", "departement"),
    "certification": ("niveau", "voie"),
}
"""The level of a métier is the one that publishers give for access; its facet holds those of formations."""


_KEPT = 4096
_IS_OVER: tuple[NomFacette, str] = ("etat", "terminee")
"""A certification that no one can begin fits nobody."""


class Marques:
    """Writes the attributes of cards. The words of levels are read with the first métier that has one."""

    def __init__(self) -> None:
        # Cards that say the same are many: each is written once.
        self._metier = lru_cache(maxsize=_KEPT)(self._write_metier)
        self._other = lru_cache(maxsize=_KEPT)(_write_other)

    def of(self, result: Result) -> Markup:
        if result.genre == "metier":
            return self._metier(result.acces)
        return self._other(result.genre, result.traits)

    def _write_metier(self, acces: str | None) -> Markup:
        return _written({"acces": self._levels_in(acces or "")})

    def _levels_in(self, acces: str) -> list[str]:
        """« bac + 2 (Onisep) » → 5; nothing if the words of one publisher say no level."""
        read = [self._levels.get(one.partition(" (")[0]) for one in acces.split("), ") if one]
        return [level for level in read if level] if all(read) else []

    @cached_property
    def _levels(self) -> Mapping[str, str | None]:
        return read_facet_table()["niveau"].lus


def _write_other(genre: Genre, traits: Traits) -> Markup:
    if _IS_OVER in traits:
        return Markup()
    said: dict[str, list[str]] = {nom: [] for nom in _COMPARED[genre]}
    for nom, value in traits:
        if nom in said:
            said[nom].append(value)
    return _written(said)


def _written(said: Mapping[str, list[str]]) -> Markup:
    attributes = Markup(' data-{}="{}"')
    return Markup().join(attributes.format(nom, " ".join(values)) for nom, values in said.items())


@dataclass(frozen=True, slots=True)
class Diplome:
    """One line of the list: what it is called, what it gives access to."""

    code: str
    mots: str
    atteint: tuple[str, ...]
    """Levels up to this one: what a métier that asks no more may require."""
    ouvre: tuple[str, ...]
    """Levels that one may study for with it."""

    @property
    def jusqu_a(self) -> int:
        return max(int(level) for level in self.ouvre if level.isdigit())


def diplomes(words: Mapping[str, str], profil: Profil) -> tuple[Diplome, ...]:
    """The diplomas that one may have, the lowest first."""
    return tuple(_diplome(code, mots, profil) for code, mots in words.items())


def _diplome(code: str, mots: str, profil: Profil) -> Diplome:
    below = (SANS_DIPLOME, *map(str, range(1, int(code) + 1)))
    return Diplome(code, mots, below, (*below, *profil.ouvre[code]))
