"""From any way of writing the name of a place to one key; how places are ordered (`mappings/lieux.yml`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mappings.records import Model
from mappings.yaml_files import load_yaml
from nlp.normalise import fold

_FILE = Path(__file__).resolve().parents[2] / "mappings" / "lieux.yml"
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_SUR = re.compile(r"\bs/")
_ORDINAL = re.compile(r"(\d{1,2})(?:er|ere|e|eme|ieme|nd|nde)")
_CAPITALS = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset({"de", "du", "des", "d", "l", "la", "le", "les", "en", "sur", "sous", "et", "aux"})


class _Ecritures(Model):
    """`mappings/lieux.yml` as it is written."""

    abreviations: tuple[dict[str, str], ...]
    mots_ignores: tuple[dict[str, str], ...]
    articles: tuple[dict[str, str], ...]
    surnoms: tuple[dict[str, str], ...]
    rangs: tuple[dict[str, Any], ...]
    villes: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Ecritures:
    """How names of places are written, and which comes first."""

    lues: _Ecritures

    def cle(self, nom: str) -> str:
        """« St-Étienne », « Saint Etienne » → « saint etienne »; « Lyon 3e » → « lyon 3 »."""
        return " ".join(self._words(_SUR.sub("sur ", fold(nom))))

    def cles(self, nom: str) -> tuple[str, ...]:
        """Every key under which a name is looked for: with its article, and without."""
        cle = self.cle(nom)
        article, _, reste = cle.partition(" ")
        return (cle, reste) if reste and article in self._articles else (cle,)

    def surnoms(self) -> Iterator[tuple[str, str]]:
        """(name, id of the place)."""
        return ((line["nom"], line["lieu"]) for line in self.lues.surnoms)

    @cached_property
    def rangs(self) -> dict[str, int]:
        return {line["lieu"]: int(line["rang"]) for line in self.lues.rangs}

    @cached_property
    def villes(self) -> frozenset[str]:
        """Ids of the towns that nothing in the data tells from villages."""
        return frozenset(line["lieu"] for line in self.lues.villes)

    def _words(self, folded: str) -> Iterator[str]:
        for word in _BETWEEN_WORDS.sub(" ", folded).split():
            ordinal = _ORDINAL.fullmatch(word)
            if word not in self._ignored:
                yield ordinal[1] if ordinal else self._short.get(word, word)

    @cached_property
    def _short(self) -> dict[str, str]:
        return {line["ecrit"]: line["veut_dire"] for line in self.lues.abreviations}

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(line["mot"] for line in self.lues.mots_ignores)

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(line["mot"] for line in self.lues.articles)


def read_ecritures() -> Ecritures:
    return Ecritures(_Ecritures.model_validate(load_yaml(_FILE)))


def readable_name(libelle: str) -> str:
    """« LE PUY EN VELAY » → « Le Puy en Velay »: names written in capitals, as one reads them."""
    if not libelle.isupper():
        return libelle
    small = _CAPITALS.sub(lambda word: _readable(word[0].lower()), libelle)
    return small[:1].upper() + small[1:]


def _readable(word: str) -> str:
    return word if word in _SMALL_WORDS else word.capitalize()
