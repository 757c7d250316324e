"""What is ranked on the page of a territory, and words of codes (`mappings/emploi.yml`)."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from mappings.records import Indicateur, Mesure, Model
from mappings.yaml_files import load_yaml

_FILE = Path(__file__).resolve().parents[3] / "mappings" / "emploi.yml"
VALEUR = "valeur"
"""The measure that is the figure itself, not one of its details."""


class Classement(Model):
    """One list of métiers of a territory."""

    nom: str
    mesure: str
    longueurs: tuple[int, ...] = ()
    raison: str

    def holds(self, code: str) -> bool:
        return not self.longueurs or len(code) in self.longueurs


class Somme(Model):
    """What is added up for a sector, where a source publishes it group by group."""

    nom: str
    mesures: tuple[str, ...] = ()
    pays: bool = False
    raison: str


class Situation(Model):
    """What makes a métier be in one situation on the labour market of a place."""

    valeur: str
    nom: str
    mesures: tuple[str, ...]
    unite: str | None = None
    au_moins: float
    ici: bool = False
    """True if what contains a place does not answer for it."""
    raison: str

    def holds(self, chiffre: Indicateur) -> bool | None:
        """None if the figure does not say."""
        own = Mesure(nom=VALEUR, valeur=chiffre.valeur, unite=chiffre.unite)
        given = {mesure.nom: mesure for mesure in (*chiffre.details, own)}
        known = (given[nom] for nom in self.mesures if nom in given)
        said = next((one for one in known if self.unite in {None, one.unite}), None)
        return None if said is None or said.valeur is None else said.valeur >= self.au_moins


class _Qualification(Model):
    code: str
    mots: str
    execution: bool = False
    raison: str


class _Role(Model):
    mots: str
    raison: str


class _DebutUai(Model):
    debut: str
    departement: str
    raison: str


class _Reglages(Model):
    palmares: tuple[Classement, ...]
    secteurs: dict[str, str]
    secteurs_fap2021: dict[str, str] = Field(default_factory=dict)
    sommes: tuple[Somme, ...]
    situations: tuple[Situation, ...]
    qualifications: tuple[_Qualification, ...]
    roles_de_technicien: tuple[_Role, ...]
    uai: tuple[_DebutUai, ...] = Field(default=())


@dataclass(frozen=True)
class Reglages:
    lus: _Reglages

    @property
    def palmares(self) -> tuple[Classement, ...]:
        return self.lus.palmares

    @property
    def secteurs(self) -> tuple[str, ...]:
        """The letters of the FAP."""
        return tuple(self.lus.secteurs)

    def secteur(self, code: str, nomenclature: str = "") -> str:
        """The name of a sector; in the words of an edition of the FAP, if it has its own."""
        changed = self.lus.secteurs_fap2021 if nomenclature == "fap2021" else {}
        return changed.get(code) or self.lus.secteurs[code]

    @property
    def sommes(self) -> tuple[Somme, ...]:
        return self.lus.sommes

    @property
    def situations(self) -> tuple[Situation, ...]:
        return self.lus.situations

    def qualifications(self, codes: str) -> tuple[str, ...]:
        """« 7 8 » → « technicien », « agent de maîtrise »; « toutes » → nothing to say."""
        return tuple(self._words[code] for code in codes.split() if code in self._words)

    @cached_property
    def execution(self) -> frozenset[str]:
        """Qualifications of workers and clerks."""
        return frozenset(line.mots for line in self.lus.qualifications if line.execution)

    @property
    def roles_de_technicien(self) -> tuple[str, ...]:
        """First words of the métiers whose jobs are technicians' first, where a table shares them."""
        return tuple(line.mots for line in self.lus.roles_de_technicien)

    def departement_of(self, uai: str) -> str:
        """« 0692717A » → « 69 », « 9741234X » → « 974 », « 6200001A » → « 2A »."""
        start = uai[:3]
        exception = next((d.departement for d in self.lus.uai if d.debut == start), None)
        return exception or start.removeprefix("0")

    @cached_property
    def _words(self) -> dict[str, str]:
        return {line.code: line.mots for line in self.lus.qualifications}


def read_reglages() -> Reglages:
    return Reglages(_Reglages.model_validate(load_yaml(_FILE)))
