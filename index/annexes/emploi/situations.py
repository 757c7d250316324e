"""Whether a métier recruits, is under tension… in a place: read only when a filter asks for it.

A place keeps what is measured in it, by groups of métiers: for each situation and nomenclature, the codes it
is true of, then those that it is false of. What is measured around answers for what is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from index.annexes.emploi.reglages import Situation
from index.engines.base import Annexe
from index.lieux.finder import Annexes
from mappings.records import Indicateur

SITUATION, GROUPES = "emploi-situation:", "emploi-situations"
_Said = tuple[str, bool]
"""Period, and whether the situation holds."""
Known = Mapping[str, Mapping[str, bool]]
"""Situation → « fap2021:S0X42 » → whether it holds."""


class SituationsMaker:
    """Keeps the latest of what each figure says."""

    def __init__(self, situations: Iterable[Situation]) -> None:
        self._of: dict[str, list[Situation]] = defaultdict(list)
        for situation in situations:
            self._of[situation.nom].append(situation)
        self._kept: dict[str, dict[tuple[str, str, str], _Said]] = defaultdict(dict)
        self._shared: dict[_Said, _Said] = {}
        """There are a few periods, and a million figures."""

    def add(self, chiffre: Indicateur) -> None:
        """A figure that covers a part of its territory does not speak for it."""
        if chiffre.champ is None:
            for situation in self._of.get(chiffre.nom, ()):
                if (holds := situation.holds(chiffre)) is not None:
                    self._keep(chiffre, situation.valeur, (chiffre.periode, holds))

    def annexes(self) -> Iterator[Annexe]:
        for lieu, said in self._kept.items():
            codes: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
            for (valeur, nomenclature, code), (_, holds) in said.items():
                codes[valeur, nomenclature][not holds].append(code)
            lines = [[*key, " ".join(sorted(yes)), " ".join(sorted(no))] for key, (yes, no) in codes.items()]
            yield SITUATION + lieu, orjson.dumps(sorted(lines))

    def _keep(self, chiffre: Indicateur, valeur: str, said: _Said) -> None:
        kept = self._kept[f"{chiffre.niveau_territoire}-{chiffre.code_territoire}"]
        for code in chiffre.codes_regroupes or (str(chiffre.code_metier),):
            key = (valeur, str(chiffre.nomenclature_metier), code)
            if key not in kept or kept[key][0] <= said[0]:
                kept[key] = self._shared.setdefault(said, said)


class SituationsReader:
    """The situations of every métier in a place, from an open generation."""

    def __init__(self, engine: Annexes, situations: Iterable[Situation]) -> None:
        self._engine = engine
        self._here = frozenset(one.valeur for one in situations if one.ici)

    def of(self, lieux: Sequence[str]) -> dict[str, dict[str, bool]]:
        """ROME code → situation → whether it holds, in the first of these places that says it.

        A situation that none says is absent, and so is a métier without any.
        """
        found = self._engine.annexes([GROUPES, *(SITUATION + lieu for lieu in lieux)])
        groups: dict[str, list[str]] = orjson.loads(found.get(GROUPES, b"{}"))
        places = [_known(orjson.loads(found[key])) for lieu in lieux if (key := SITUATION + lieu) in found]
        by_place = {valeur: self._answering(valeur, places) for place in places for valeur in place}
        said = ((code, dict(_said(of_metier, by_place))) for code, of_metier in groups.items())
        return {code: situations for code, situations in said if situations}

    def _answering(self, valeur: str, places: Iterable[Known]) -> list[Mapping[str, bool]]:
        """What each place says of a situation, the narrowest first."""
        told = [place[valeur] for place in places if valeur in place]
        return told[:1] if valeur in self._here else told


def _known(lines: Iterable[Sequence[Any]]) -> Known:
    known: dict[str, dict[str, bool]] = defaultdict(dict)
    for valeur, nomenclature, yes, no in lines:
        known[valeur] |= {f"{nomenclature}:{code}": True for code in yes.split()}
        known[valeur] |= {f"{nomenclature}:{code}": False for code in no.split()}
    return known


def _said(
    groups: Sequence[str], by_place: Mapping[str, Sequence[Mapping[str, bool]]]
) -> Iterator[tuple[str, bool]]:
    """The narrowest place first; in it, the most fitting group that is measured."""
    for valeur, told in by_place.items():
        known = (place[group] for place in told for group in groups if group in place)
        if (first := next(known, None)) is not None:
            yield valeur, first
