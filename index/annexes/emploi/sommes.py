"""Figures of a sector, added up from those of its groups of métiers: counts alone, of what was published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from index.annexes.emploi.reglages import Somme
from mappings.records import Indicateur, Mesure
from mappings.records.territoire import FRANCE

_REGION, _PAYS = "region", "france"


class _Cle(NamedTuple):
    """Which sum: of which sector, where, of what, for which period."""

    secteur: str
    niveau: str
    lieu: str
    nom: str
    periode: str
    nomenclature: str


@dataclass
class _Total:
    """A sum that says whether something is missing from it."""

    valeur: float | None = None
    est_minorant: bool = False

    def add(self, mesure: Indicateur | Mesure | None) -> None:
        if mesure is None or mesure.valeur is None:
            self.est_minorant = True
        else:
            self.valeur = (self.valeur or 0) + mesure.valeur
            self.est_minorant |= mesure.est_minorant

    def as_mesure(self, nom: str, unite: str) -> Mesure:
        """Nothing published is a secret, not zero."""
        if self.valeur is None:
            return Mesure(nom=nom, unite=unite, est_secret=True)
        return Mesure(nom=nom, unite=unite, valeur=round(self.valeur, 3), est_minorant=self.est_minorant)


@dataclass
class _Somme:
    modele: Indicateur
    """One of the figures that are added: what all of them share is read in it."""
    total: _Total = field(default_factory=_Total)
    details: dict[str, tuple[str, _Total]] = field(default_factory=dict)
    """Measure → its unit and its sum."""
    lieux: set[str] = field(default_factory=set)

    def add(self, chiffre: Indicateur, mesures: Iterable[str]) -> None:
        self.total.add(chiffre)
        self.lieux.add(chiffre.code_territoire)
        known = {mesure.nom: mesure for mesure in chiffre.details}
        for nom in mesures:
            if nom in known:
                self.details.setdefault(nom, (known[nom].unite, _Total()))
            if nom in self.details:
                self.details[nom][1].add(known.get(nom))


class SommesMaker:
    """Adds figures as they pass; the sums are given once their source is over."""

    def __init__(self, sommes: Iterable[Somme], secteurs: Iterable[str]) -> None:
        self._sommes = {somme.nom: somme for somme in sommes}
        self._secteurs = frozenset(secteurs)
        self._kept: dict[_Cle, dict[int, _Somme]] = {}
        """By the length of the codes that are added: a group and its members are not added together."""
        self._published: set[_Cle] = set()

    def add(self, chiffre: Indicateur) -> None:
        """A figure that covers a part of its territory would be counted twice."""
        somme = self._sommes.get(chiffre.nom)
        if somme is None or chiffre.champ is not None:
            return
        codes = chiffre.codes_regroupes or (str(chiffre.code_metier),)
        letters = {code[0] for code in codes} & self._secteurs
        for cle in (cle for letter in letters for cle in _cles(chiffre, letter, somme)):
            if codes[0] in self._secteurs:
                self._published.add(cle)
            else:
                self._add(chiffre, cle, len(codes[0]), somme.mesures if len(letters) == 1 else None)

    def drained(self) -> Iterator[Indicateur]:
        """The sums so far, of the finest groups, where the source does not publish them; then forgotten."""
        kept, published = self._kept, self._published
        self._kept, self._published = {}, set()
        for cle, by_length in kept.items():
            somme = by_length[max(by_length)]
            if somme.lieux and cle not in published:
                yield _summed(cle, somme)

    def _add(self, chiffre: Indicateur, cle: _Cle, length: int, mesures: Iterable[str] | None) -> None:
        """What several sectors share is in none of them (`mesures` is None): their sums lack it."""
        somme = self._kept.setdefault(cle, {}).setdefault(length, _Somme(chiffre))
        if mesures is None:
            somme.total.est_minorant = True
        else:
            somme.add(chiffre, mesures)


def _cles(chiffre: Indicateur, letter: str, somme: Somme) -> Iterator[_Cle]:
    about = (chiffre.nom, chiffre.periode, str(chiffre.nomenclature_metier))
    yield _Cle(letter, chiffre.niveau_territoire, chiffre.code_territoire, *about)
    if somme.pays and chiffre.niveau_territoire == _REGION:
        yield _Cle(letter, _PAYS, FRANCE, *about)


def _summed(cle: _Cle, somme: _Somme) -> Indicateur:
    """A country that nobody measured says which regions were added."""
    modele, total = somme.modele, somme.total.as_mesure(cle.nom, somme.modele.unite)
    is_of_regions = cle.niveau != modele.niveau_territoire
    changes = {
        "id": f"{modele.id}:secteur:{cle.secteur}",
        "niveau_territoire": cle.niveau,
        "code_territoire": cle.lieu,
        "libelle_territoire": None if is_of_regions else modele.libelle_territoire,
        "champ": f"les {len(somme.lieux)} régions mesurées" if is_of_regions else None,
        "code_metier": cle.secteur,
        "libelle_metier": None,
        "codes_regroupes": (),
        "valeur": total.valeur,
        "est_secret": total.est_secret,
        "est_minorant": total.est_minorant,
        "est_calcule": True,
        "details": tuple(one.as_mesure(nom, unite) for nom, (unite, one) in somme.details.items()),
    }
    return modele.model_copy(update=changes)
