"""What a generation keeps of places, and under which keys.

lieu:commune-69123         the place
lieu-nom:lyon|commune-69123    one of its names → its rank, and its former name if it is one
lieu-debut:saint m         the best of the names that begin so, where they are many
lieu-code:69003            ids, for a postcode, an INSEE code or the number of a département
lieu-dans:bassin-emploi-8428   the places listed in it
lieu-noms                  every name, so that most words are known for no place without looking
lieu-reperes               names of regions, départements and well-known towns: places in any query
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from itertools import groupby

import orjson

from index.engines.base import Annexe
from index.lieux.atlas import Atlas, enfants_of, lieu_of, read_atlas
from index.lieux.model import Lieu
from index.lieux.noms import Ecritures
from mappings.records import Territoire

LIEU, NOM, DEBUT, CODE, DANS = "lieu:", "lieu-nom:", "lieu-debut:", "lieu-code:", "lieu-dans:"
REPERES, NOMS = "lieu-reperes", "lieu-noms"
FEW = 40
"""So many names with the same first letters are read and sorted when asked; more are sorted here, once."""
BEST = 30
_FINEST = 100
"""No commune has as many postcodes."""
Relire = Callable[[], Iterable[Territoire]]
"""Reads the records again: there are too many to keep."""


@dataclass(frozen=True, slots=True)
class Nom:
    """A name of a place. The smaller its rank, the sooner it is offered."""

    cle: str
    lieu: str
    rang: int
    ancien: str | None

    def sort_key(self, asked: str) -> tuple[bool, int, str, str]:
        """The exact name first, unless it is that of a commune merged long ago; then the rank."""
        is_forgotten = self.ancien is not None and self.lieu.startswith("commune-")
        return (self.cle != asked or is_forgotten, self.rang, self.cle, self.lieu)


@dataclass
class _Tables:
    """What is kept of places once all have been seen."""

    noms: dict[tuple[str, str], Nom] = field(default_factory=dict)
    codes: dict[str, list[tuple[tuple[bool, bool, int], str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    dans: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def name(self, cles: Iterable[str], lieu: str, rang: int, ancien: str | None = None) -> None:
        for cle in cles:
            self.noms.setdefault((cle, lieu), Nom(cle, lieu, rang, ancien))


def annexes_of_lieux(relire: Relire, ecritures: Ecritures) -> Iterator[Annexe]:
    """Every annexe of places; none when no source gives territories."""
    atlas, tables = read_atlas(relire()), _Tables()
    seen: set[str] = set()
    for territoire in relire():
        lieu = lieu_of(atlas, territoire)
        if lieu.id not in seen:
            seen.add(lieu.id)
            yield LIEU + lieu.id, lieu.model_dump_json(exclude_defaults=True).encode()
            _tell(tables, ecritures, territoire, lieu, atlas)
    for nom, one in ecritures.surnoms():
        if one in atlas.nommes:
            tables.name([ecritures.cle(nom)], one, ecritures.rangs["region"])
    yield from _written(tables)
    yield NOMS, orjson.dumps(sorted({cle for cle, _ in tables.noms}))
    yield REPERES, orjson.dumps(sorted(_landmarks(tables, ecritures.rangs["departement"] * _FINEST)))


def _tell(tables: _Tables, ecritures: Ecritures, territoire: Territoire, lieu: Lieu, atlas: Atlas) -> None:
    rang = _rank(ecritures, territoire, lieu, atlas)
    old = ecritures.rangs["ancien"] * _FINEST
    if lieu.successeurs:
        _tell_old(tables, ecritures, lieu, old)
    elif not _doubles_its_region(lieu, atlas) and territoire.date_fin is None:
        tables.name(ecritures.cles(lieu.libelle), lieu.id, rang)
    for nom in territoire.autres_noms:
        tables.name([ecritures.cle(nom)], lieu.id, old, nom)
    for code in _codes(lieu):
        tables.codes[code].append((_code_rank(territoire, code, rang), lieu.id))
    if territoire.date_fin is None:
        for parent in enfants_of(lieu):
            tables.dans[parent].append(lieu.id)


def _tell_old(tables: _Tables, ecritures: Ecritures, lieu: Lieu, rang: int) -> None:
    """A region of before 2016 is found by its name; the former communes are names of today's."""
    if lieu.niveau == "region":
        for heir in lieu.successeurs:
            tables.name(ecritures.cles(lieu.libelle), heir, rang, lieu.libelle)


def _doubles_its_region(lieu: Lieu, atlas: Atlas) -> bool:
    """« Guadeloupe » is a region and its only département: one line is enough, the narrower."""
    return lieu.niveau == "region" and lieu.libelle in atlas.departements


def _code_rank(territoire: Territoire, code: str, rang: int) -> tuple[bool, bool, int]:
    """Five digits are first a postcode; that of an arrondissement names it before its town."""
    is_insee = territoire.niveau == "commune" and territoire.code == code
    return (is_insee, territoire.nature != "arrondissement", rang)


def _rank(ecritures: Ecritures, territoire: Territoire, lieu: Lieu, atlas: Atlas) -> int:
    rangs = ecritures.rangs
    if lieu.niveau != "commune":
        return rangs[lieu.niveau] * _FINEST
    if territoire.nature == "arrondissement":
        return rangs["arrondissement"] * _FINEST
    kind = "ville" if _is_landmark(ecritures, lieu, atlas) else "commune"
    return (rangs[kind] + 1) * _FINEST - 1 - min(len(lieu.codes_postaux), _FINEST - 1)


def _is_landmark(ecritures: Ecritures, lieu: Lieu, atlas: Atlas) -> bool:
    """A bassin bears the name of its main town; a postcode in « 000 » of one commune only is of one."""
    if lieu.id in ecritures.villes:
        return True
    bassin = lieu.parent("bassin-emploi")
    if bassin and _names_each_other(ecritures.cle(lieu.libelle), ecritures.cle(bassin.libelle)):
        return True
    return any(code.endswith("000") and atlas.postes[code] == 1 for code in lieu.codes_postaux)


def _names_each_other(town: str, bassin: str) -> bool:
    """« Lyon » and « Lyon Centre », « Le Puy-en-Velay » and « Le Puy »."""
    return f" {town} " in f" {bassin} " or town.startswith(f"{bassin} ")


def _codes(lieu: Lieu) -> Iterator[str]:
    if lieu.niveau == "departement":
        yield lieu.code
    elif lieu.niveau == "commune":
        yield from {lieu.code, *(lieu.codes_postaux if not lieu.successeurs else ())}


def _written(tables: _Tables) -> Iterator[Annexe]:
    noms = sorted(tables.noms.values(), key=lambda nom: (nom.cle, nom.lieu))
    for nom in noms:
        yield f"{NOM}{nom.cle}|{nom.lieu}", orjson.dumps([nom.rang, nom.ancien])
    for debut, best in _crowded(noms):
        lines = [[nom.cle, nom.lieu, nom.rang, nom.ancien] for nom in best]
        yield DEBUT + debut, orjson.dumps(lines)
    for code, places in tables.codes.items():
        yield CODE + code, orjson.dumps([lieu for _, lieu in sorted(places)])
    for parent, children in tables.dans.items():
        yield DANS + parent, orjson.dumps(children)


def _landmarks(tables: _Tables, last_rank: int) -> set[str]:
    """Former regions too: « Auvergne »."""
    return {
        nom.cle for nom in tables.noms.values() if nom.rang <= last_rank or nom.lieu.startswith("region-")
    }


def _crowded(noms: list[Nom]) -> Iterator[tuple[str, list[Nom]]]:
    """First letters that more than FEW names share, and the best of those names."""
    waiting = [("", noms)]
    for shared, group in waiting:
        for debut, same in _by_beginning(group, len(shared) + 1):
            if len(same) > FEW:
                waiting.append((debut, same))
                yield debut, nsmallest(BEST, same, key=partial(_sort_key, debut))


def _sort_key(asked: str, nom: Nom) -> tuple[bool, int, str, str]:
    return nom.sort_key(asked)


def _by_beginning(noms: list[Nom], size: int) -> Iterator[tuple[str, list[Nom]]]:
    """Ordered names, grouped by their first letters."""
    longer = (nom for nom in noms if len(nom.cle) >= size)
    return ((debut, list(same)) for debut, same in groupby(longer, lambda nom: nom.cle[:size]))
