"""The métiers of each territory by one measure: kept as figures pass, a few for each list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Any

import orjson

from index.annexes.emploi.reglages import VALEUR, Classement
from index.engines.base import Annexe
from mappings.records import Indicateur, Mesure

PALMARES = "emploi-palmares:"
SHOWN = 20


@dataclass
class _List:
    """The first métiers of one territory by one measure, and what all of them add up to."""

    facts: dict[str, Any]
    best: list[tuple[float, str, str | None, tuple[str, ...]]] = field(default_factory=list)
    total: float = 0.0
    published: int = 0
    hidden: int = 0

    def add(self, chiffre: Indicateur, valeur: float | None) -> None:
        if valeur is None:
            self.hidden += 1
            return
        self.published += 1
        self.total += valeur
        libelle = chiffre.libelle_metier if chiffre.codes_regroupes else None
        line = (valeur, str(chiffre.code_metier), libelle, chiffre.codes_regroupes)
        if len(self.best) < SHOWN:
            heappush(self.best, line)
        else:
            heappushpop(self.best, line)

    def as_json(self) -> dict[str, Any]:
        best = sorted(self.best, key=lambda line: (-line[0], line[1]))
        totals = {"total": round(self.total, 3), "publies": self.published, "tus": self.hidden}
        return self.facts | totals | {"rangs": best}


class PalmaresMaker:
    def __init__(self, classements: Iterable[Classement]) -> None:
        self._classements = tuple(classements)
        self._lists: dict[str, dict[tuple[str, ...], _List]] = defaultdict(dict)

    def add(self, chiffre: Indicateur) -> None:
        """A figure that covers a part of its territory, or a period gone by, is in no list."""
        if chiffre.champ is not None:
            return
        for classement in self._classements:
            if classement.nom == chiffre.nom and classement.holds(str(chiffre.code_metier)):
                measure = _measure(chiffre, classement.mesure)
                if measure is not None:
                    self._list_of(chiffre, classement, measure).add(chiffre, measure.valeur)

    def annexes(self) -> Iterator[Annexe]:
        for lieu, lists in self._lists.items():
            last = {key[:-1]: found for key, found in sorted(lists.items())}
            yield PALMARES + lieu, orjson.dumps([found.as_json() for found in last.values()])

    def _list_of(self, chiffre: Indicateur, classement: Classement, measure: Mesure) -> _List:
        lists = self._lists[f"{chiffre.niveau_territoire}-{chiffre.code_territoire}"]
        key = (chiffre.provenance.source, classement.nom, classement.mesure, chiffre.periode)
        if key not in lists:
            lists[key] = _List(_facts(chiffre, classement, measure))
        return lists[key]


def _measure(chiffre: Indicateur, mesure: str) -> Mesure | None:
    """The figure itself, or the detail of this name; None if it does not have it."""
    if mesure == VALEUR:
        return Mesure(nom=chiffre.nom, valeur=chiffre.valeur, unite=chiffre.unite)
    return next((detail for detail in chiffre.details if detail.nom == mesure), None)


def _facts(chiffre: Indicateur, classement: Classement, measure: Mesure) -> dict[str, Any]:
    return {
        "nom": chiffre.nom,
        "mesure": classement.mesure,
        "nature": chiffre.nature,
        "periode": chiffre.periode,
        "unite": measure.unite,
        "source": chiffre.provenance.source,
        "nomenclature": chiffre.nomenclature_metier,
    }
