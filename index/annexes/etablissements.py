"""Establishments and organismes by their names: a list of its own, beside what is ranked."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import orjson

from index.annexes.emploi.etablissements import ETABLISSEMENT
from index.annexes.words import Roots
from index.engines.base import Annexe
from index.lieux.finder import Annexes
from index.results import Etablissement, EtablissementsTrouves, GenreEtablissement
from mappings.records import Model
from mappings.yaml_files import load_yaml

_FILE = Path(__file__).resolve().parents[2] / "mappings" / "etablissements.yml"
NOMS, ORGANISME = "etablissements", "organisme:"
SHOWN = 5
_DEPARTEMENT: Final = "departement-"


class _Annonce(Model):
    mots: tuple[str, ...]
    raison: str


class _Abreviation(Model):
    sigle: str
    mots: str
    raison: str


class _Lus(Model):
    annonces: tuple[_Annonce, ...]
    abreviations: tuple[_Abreviation, ...]


@dataclass(frozen=True)
class Words:
    """How names of establishments are read."""

    roots: Roots

    def of_name(self, nom: str) -> frozenset[str]:
        """Its roots, and those of what it abbreviates or writes in full."""
        said = frozenset(self.roots.of(nom))
        other = (b if a <= said else a for a, b in self._same if a <= said or b <= said)
        return said.union(*other)

    def announces(self, roots: Collection[str]) -> bool:
        return any(one <= set(roots) for one in self._announcing)

    @cached_property
    def _same(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        of = self.roots.of
        return tuple((frozenset(of(one.sigle)), frozenset(of(one.mots))) for one in self._lus.abreviations)

    @cached_property
    def _announcing(self) -> tuple[frozenset[str], ...]:
        words = (mots for annonce in self._lus.annonces for mots in annonce.mots)
        return tuple(frozenset(self.roots.of(mots)) for mots in words)

    @cached_property
    def _lus(self) -> _Lus:
        return _Lus.model_validate(load_yaml(_FILE))


class NomsMaker:
    """Keeps the names of the pages of establishments as these pass, each with its page."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._kept: list[tuple[str, str, str, str | None, str]] = []

    def watched(self, annexes: Iterable[Annexe]) -> Iterator[Annexe]:
        for cle, body in annexes:
            if cle.startswith(ETABLISSEMENT):
                page = orjson.loads(body)
                self._keep("etablissement", cle.removeprefix(ETABLISSEMENT), page["nom"], page["lieux"])
            elif cle.startswith(ORGANISME):
                self._keep(
                    "organisme", cle.removeprefix(ORGANISME), orjson.loads(body)["organisme"]["nom"], ()
                )
            yield cle, body

    def annexes(self) -> Iterator[Annexe]:
        yield NOMS, orjson.dumps(sorted(self._kept, key=lambda line: (line[2], line[1])))

    def _keep(self, genre: GenreEtablissement, code: str, nom: str, lieux: Iterable[str]) -> None:
        codes = (lieu.removeprefix(_DEPARTEMENT) for lieu in lieux if lieu.startswith(_DEPARTEMENT))
        said = " ".join(sorted(self._words.of_name(nom)))
        self._kept.append((genre, code, nom, next(codes, None), said))


class _Names(NamedTuple):
    lines: list[Etablissement]
    roots: list[frozenset[str]]
    holding: Mapping[str, set[int]]
    """Root → the lines whose names say it."""


class EtablissementsReader:
    """The names of one generation, read once, on the first question that may be about them."""

    def __init__(self, engine: Annexes, words: Words, is_common: Callable[[str], bool]) -> None:
        """`is_common`: whether a word, by its key, is said elsewhere than in names of establishments."""
        self._engine, self._words, self._is_common = engine, words, is_common

    def named(self, q: str, departements: Collection[str] = (), limit: int = SHOWN) -> EtablissementsTrouves:
        """Those whose names say every word, in one of these départements if any is asked."""
        roots = frozenset(self._words.roots.of(q))
        if not roots:
            return EtablissementsTrouves()
        sets = [self._names.holding.get(root, set()) for root in roots]
        found = [at for at in set.intersection(*sets) if self._is_there(at, departements)]
        if not (self._words.announces(roots) or self._has_a_name(q)):
            found = [at for at in found if self._names.roots[at] == roots]
        found.sort(key=lambda at: (len(self._names.roots[at]), at))
        return EtablissementsTrouves(
            total=len(found), etablissements=tuple(self._names.lines[at] for at in found[:limit])
        )

    def _has_a_name(self, q: str) -> bool:
        """A word that nothing else says is a proper noun."""
        return not all(map(self._is_common, self._words.roots.analyser.keys(q)))

    def _is_there(self, at: int, departements: Collection[str]) -> bool:
        return not departements or self._names.lines[at].departement in departements

    @cached_property
    def _names(self) -> _Names:
        kept = orjson.loads(self._engine.annexes([NOMS]).get(NOMS, b"[]"))
        lines = [
            Etablissement(genre=genre, code=code, nom=nom, departement=departement)
            for genre, code, nom, departement, _ in kept
        ]
        roots = [frozenset(said.split()) for *_, said in kept]
        holding: dict[str, set[int]] = defaultdict(set)
        for at, said in enumerate(roots):
            for root in said:
                holding[root].add(at)
        return _Names(lines, roots, holding)
