"""What lists and links need of a formation or a certification, without its texts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from mappings.records import Certification, Formation

T = TypeVar("T")
_UNIQUE = ("code", "intitule", "autres_intitules")
"""Values that do not come back: looking for their like would cost more than it saves."""
NamedMetier = tuple[str | None, str]
"""Code of a métier at the publisher, if it is given, and its name."""


@dataclass(frozen=True, slots=True)
class FormationBrief:
    code: str
    intitule: str
    sigle: str | None
    type_formation: str | None
    niveau: int | None
    duree: str | None
    editeur: str
    domaines: tuple[str, ...]
    metiers: tuple[NamedMetier, ...]
    codes_rome: tuple[str, ...]
    code_certification: str | None
    voies: tuple[str, ...]
    mots_cles: tuple[str, ...]
    codes_formacode: tuple[str, ...]
    version_formacode: str | None


@dataclass(frozen=True, slots=True)
class CertificationBrief:
    code: str
    intitule: str
    autres_intitules: tuple[str, ...]
    type_diplome: str | None
    sigle_type: str | None
    niveau: int | None
    editeur: str
    est_active: bool | None
    date_effet: date | None
    date_fin_enregistrement: date | None
    date_limite_delivrance: date | None
    date_recolte: date
    remplace: tuple[str, ...]
    remplacee_par: tuple[str, ...]
    formations: tuple[str, ...]
    codes_rome: tuple[str, ...]
    codes_formacode: tuple[str, ...]
    version_formacode: str | None
    voies: tuple[str, ...]
    """Open: those that the source says closed are not here."""


def open_voies(certification: Certification) -> tuple[str, ...]:
    closed = certification.voies_fermees
    return tuple(voie for voie in certification.voies_acces if voie not in closed)


class Briefer:
    """Makes briefs; values that come back (a type of diploma, a list of métiers) are kept once."""

    def __init__(self) -> None:
        self._kept: dict[object, object] = {}
        self._fields: dict[type, tuple[str, ...]] = {
            brief: tuple(field.name for field in fields(brief))
            for brief in (FormationBrief, CertificationBrief)
        }

    def formation(self, record: Formation) -> FormationBrief:
        own = {
            "editeur": record.provenance.editeur,
            "metiers": tuple((metier.code, metier.libelle) for metier in record.metiers),
        }
        return self._made(FormationBrief, record, own)

    def certification(self, record: Certification) -> CertificationBrief:
        own = {
            "editeur": record.provenance.editeur,
            "date_recolte": record.provenance.date_recolte,
            "formations": tuple(formation.code for formation in record.formations),
            "voies": open_voies(record),
        }
        return self._made(CertificationBrief, record, own)

    def _made(self, brief: type[T], record: object, own: Mapping[str, object]) -> T:
        """`own`: what a brief says otherwise than the record."""
        said = {name: own[name] if name in own else getattr(record, name) for name in self._fields[brief]}
        return brief(**{name: self._once(name, value) for name, value in said.items()})

    def _once(self, name: str, value: object) -> object:
        if name in _UNIQUE or not isinstance(value, str | tuple):
            return value
        return self._kept.setdefault(value, value)
