"""Fiches of branches beside what is public about the same métier: shown, never above it.

Most are folded in the page and the card of a métier. One that has a page of its own comes after every public
card that bears one of its ROME codes, or its very name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from pydantic import TypeAdapter

from index.arrays import Ints
from index.engines.base import Annexe, Engine
from mappings.records import Fiche, Metier
from nlp.analysis import Analyser

CLE = "branches"
_Sign = tuple[str | None, str] | frozenset[str]
"""What two fiches about one métier share: a code of one version of the ROME, or the words of a name."""
_BEHIND = TypeAdapter(dict[str, tuple[str, ...]])


def annexes_of_branches(
    fiches: Iterable[Fiche], metiers: Iterable[Metier], analyser: Analyser
) -> Iterator[Annexe]:
    """Code of a fiche of a branche → codes of public cards about the same métier."""
    publics: dict[_Sign, list[str]] = defaultdict(list)
    for metier in metiers:
        name = _name(metier.intitule_masculin, analyser)
        known: list[_Sign] = [("4", metier.code_rome), ("3", metier.code_rome_parent), name]
        for sign in known:
            publics[sign].append(metier.code_rome)
    branches = []
    for fiche in fiches:
        codes = ((fiche.version_rome, code) for code in fiche.codes_rome)
        signs: list[_Sign] = [*codes, _name(fiche.titre_masculin, analyser)]
        if fiche.est_de_branche:
            branches.append((fiche.code, signs))
            continue
        for sign in signs:
            publics[sign].append(fiche.code)
    behind = {code: tuple(sorted({c for sign in signs for c in publics[sign]})) for code, signs in branches}
    yield CLE, _BEHIND.dump_json(behind)


def _name(title: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(analyser.keys(title))


class Branches:
    """Read once per generation; a generation without such fiches costs nothing to a search."""

    def __init__(self, engine: Engine) -> None:
        kept = engine.annexes([CLE]).get(CLE)
        found = _BEHIND.validate_json(kept) if kept else {}
        self._behind = {
            entity: frozenset(_homes(engine, publics) - {entity})
            for code, publics in found.items()
            for entity in _homes(engine, [code])
            if entity in engine.entities_of([code])  # else it is folded in the card of a métier
        }

    def after_publics(self, cards: Ints, homes: Ints) -> Ints:
        """The same cards, in order, but those of branches: each comes after the public ones it repeats."""
        shown = homes[cards].tolist() if self._behind else []
        if not self._behind.keys() & set(shown):
            return cards
        places = {entity: place for place, entity in enumerate(shown)}
        keys = [max([place, *self._after(entity, places)]) for entity, place in places.items()]
        return cards[np.argsort(np.array(keys), kind="stable")]

    def _after(self, entity: int, places: dict[int, int]) -> Iterator[float]:
        for public in self._behind.get(entity, ()):
            if public in places:
                yield places[public] + 0.5


def _homes(engine: Engine, codes: Iterable[str]) -> set[int]:
    """The cards on which these codes are shown."""
    entities = np.array(engine.entities_of(list(codes)), dtype=np.int64)
    return set(engine.places(entities).homes.tolist()) if len(entities) else set()
