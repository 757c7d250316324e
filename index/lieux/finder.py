"""From what somebody writes to places: names, beginnings of names, postcodes, codes, ids."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson

from debouches.errors import NotFoundError
from index.engines.base import Annexe
from index.lieux.make import CODE, DANS, DEBUT, FEW, LIEU, NOM, NOMS, REPERES, Nom
from index.lieux.model import ID_OF_LIEU, Lieu
from index.lieux.noms import Ecritures

MOST = 50
"""Places given for one name, and names read: no name has more homonyms."""
LONGEST = 100
_SHORTEST = 4
_CODE = re.compile(r"\d{5}|\d{2,3}|2[ab]", re.ASCII | re.IGNORECASE)
_WITH_CODE = re.compile(rf"(?P<nom>.*\D)[\s,(]+(?P<code>{_CODE.pattern})\)?", re.ASCII | re.IGNORECASE)


class Annexes(Protocol):
    """The part of an engine that places need."""

    def annexes(self, cles: Sequence[str]) -> dict[str, bytes]: ...

    def annexes_from(self, debut: str, limit: int) -> list[Annexe]: ...


@dataclass(frozen=True, slots=True)
class _Demande:
    """« Saint-Denis (93) » → the name, and the code that tells homonyms apart."""

    nom: str
    code: str | None


class LieuFinder:
    """Finds places in an open generation; keeps nothing in memory."""

    def __init__(self, engine: Annexes, ecritures: Ecritures) -> None:
        self._engine, self._ecritures = engine, ecritures

    def lieux(self, q: str, limit: int = 8) -> tuple[Lieu, ...]:
        """The places that a text names or begins to name, the most probable first."""
        q = q.strip()[:LONGEST]
        limit = max(1, min(limit, MOST))
        if ID_OF_LIEU.fullmatch(q):
            return self._followed([Nom("", q, 0, None)])
        noms = self._by_code(q) if _CODE.fullmatch(q) else self._by_name(q)
        found = self._followed(noms[: limit if not _WITH_CODE.fullmatch(q) else MOST])
        return self._nearest_first(q, found)[:limit]

    def lieu(self, identifiant: str) -> Lieu:
        """One place by its id (« commune-69123 »); its successor if it no longer exists."""
        found = self._followed([Nom("", identifiant, 0, None)]) if ID_OF_LIEU.fullmatch(identifiant) else ()
        if not found:
            raise NotFoundError(f"Aucun lieu ne porte l'identifiant « {identifiant} ».")
        return found[0]

    def nommes(self, nom: str) -> tuple[Lieu, ...]:
        """The places that bear exactly this name, the most probable first; none for a beginning of name."""
        cle = self._ecritures.cle(nom[:LONGEST])
        return self._followed(self._exactly(cle)) if cle else ()

    def with_ids(self, identifiants: Sequence[str]) -> tuple[Lieu, ...]:
        """The places with these ids, in one round trip; unknown ids are skipped."""
        return tuple(self._read(identifiants).values())

    def noms(self) -> frozenset[str]:
        """Keys of every name; none without territories."""
        return self._keys(NOMS)

    def reperes(self) -> frozenset[str]:
        """Keys of the names that everyone takes for a place."""
        return self._keys(REPERES)

    def _keys(self, cle: str) -> frozenset[str]:
        return frozenset(orjson.loads(self._engine.annexes([cle]).get(cle, b"[]")))

    def parties(self, identifiant: str) -> tuple[Lieu, ...]:
        """The places listed in another, in the order of their names."""
        found = self._engine.annexes([DANS + identifiant])
        ids: list[str] = orjson.loads(found[DANS + identifiant]) if found else []
        return tuple(sorted(self._read(ids).values(), key=lambda lieu: self._ecritures.cle(lieu.libelle)))

    def _by_code(self, code: str) -> list[Nom]:
        key = CODE + code.upper()
        found = self._engine.annexes([key])
        return [Nom("", lieu, 0, None) for lieu in orjson.loads(found.get(key, b"[]"))]

    def _by_name(self, q: str) -> list[Nom]:
        cle = self._ecritures.cle(q)
        if not cle:
            return []
        asked = _read_code(q)
        if asked.code:
            exact = self._exactly(cle) + self._exactly(self._ecritures.cle(asked.nom))
            return exact or self._beginning(self._ecritures.cle(asked.nom))
        named = self._ecritures.cle(asked.nom)
        return self._beginning(cle) or self._exactly(named) or self._forgiving(named)

    def _exactly(self, cle: str) -> list[Nom]:
        noms = [_nom_of(annexe) for annexe in self._engine.annexes_from(f"{NOM}{cle}|", MOST)]
        return sorted(noms, key=lambda nom: nom.sort_key(cle))

    def _beginning(self, cle: str) -> list[Nom]:
        """Names that begin so: sorted when built if they are many, else now."""
        crowded = self._engine.annexes([DEBUT + cle]).get(DEBUT + cle)
        if crowded:
            return [Nom(*line) for line in orjson.loads(crowded)]
        noms = [_nom_of(annexe) for annexe in self._engine.annexes_from(NOM + cle, FEW)]
        return sorted(noms, key=lambda nom: nom.sort_key(cle))

    def _forgiving(self, cle: str) -> list[Nom]:
        """A wrong end (« marseile »), a wrong small word (« chalons sur saone »): what comes before it."""
        first = cle.partition(" ")[0]
        ends = [cle[:-1], cle[:-2], cle[:-3], first, first[:-1]]
        shorter = (self._beginning(end) for end in ends if len(end) >= _SHORTEST)
        return next(filter(None, shorter), [])

    def _followed(self, noms: Iterable[Nom]) -> tuple[Lieu, ...]:
        """The places of these names, each once, under the name it was asked by if it is a former one."""
        wanted = list({nom.lieu: nom for nom in reversed(list(noms))}.values())[::-1]
        places = self._read([nom.lieu for nom in wanted])
        heirs = self._read([heir for lieu in places.values() for heir in lieu.successeurs])
        found: dict[str, Lieu] = {}
        for nom in wanted:
            if lieu := places.get(nom.lieu):
                for one in _today(lieu, nom.ancien, heirs):
                    found.setdefault(one.id, one)
        return tuple(found.values())

    def _read(self, ids: Sequence[str]) -> dict[str, Lieu]:
        found = self._engine.annexes([LIEU + one for one in dict.fromkeys(ids)]) if ids else {}
        return {one: Lieu.model_validate_json(found[LIEU + one]) for one in ids if LIEU + one in found}

    def _nearest_first(self, q: str, found: tuple[Lieu, ...]) -> tuple[Lieu, ...]:
        """Homonyms: those of the code that was written; the whole name as we show it before all."""
        code, cle = _read_code(q).code, self._ecritures.cle(q)
        if code:
            found = tuple(lieu for lieu in found if self._is_in(lieu, code, cle)) or found
        return tuple(sorted(found, key=lambda lieu: self._ecritures.cle(lieu.nom_complet) != cle))

    def _is_in(self, lieu: Lieu, code: str, cle: str) -> bool:
        codes = {lieu.code, *lieu.codes_postaux, *(one.code for one in lieu.departements)}
        return code.upper() in codes or self._ecritures.cle(lieu.libelle) == cle


def _read_code(q: str) -> _Demande:
    match = _WITH_CODE.fullmatch(q)
    nom, code = (match["nom"], match["code"]) if match else (q, None)
    return _Demande(nom.partition(",")[0].strip(" (-"), code)


def _nom_of(annexe: Annexe) -> Nom:
    cle, _, lieu = annexe[0].removeprefix(NOM).rpartition("|")
    rang, ancien = orjson.loads(annexe[1])
    return Nom(cle, lieu, rang, ancien)


def _today(lieu: Lieu, ancien: str | None, heirs: dict[str, Lieu]) -> list[Lieu]:
    """A place, or those that replaced it, with the name that led to them."""
    if not lieu.successeurs:
        return [lieu.model_copy(update={"nom_demande": ancien}) if ancien else lieu]
    heirs_of = [heirs[heir] for heir in lieu.successeurs if heir in heirs]
    return [heir.model_copy(update={"nom_demande": lieu.libelle}) for heir in heirs_of]
