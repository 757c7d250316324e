"""What lists and links need of a formation or a certification, without its texts."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from index.building.corpus.packed import Packed
from index.validity import open_voies
from mappings.records import Certification, Formation

NamedMetier = tuple[str | None, str]
"""Code of a métier at the publisher, if it is given, and its name."""


class FormationBrief(NamedTuple):
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

    @classmethod
    def of(cls, record: Formation) -> "FormationBrief":
        return cls(
            code=record.code,
            intitule=record.intitule,
            sigle=record.sigle,
            type_formation=record.type_formation,
            niveau=record.niveau,
            duree=record.duree,
            editeur=record.provenance.editeur,
            domaines=record.domaines,
            metiers=tuple((metier.code, metier.libelle) for metier in record.metiers),
            codes_rome=record.codes_rome,
            code_certification=record.code_certification,
            voies=record.voies,
            mots_cles=record.mots_cles,
            codes_formacode=record.codes_formacode,
            version_formacode=record.version_formacode,
        )


class CertificationBrief(NamedTuple):
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

    @classmethod
    def of(cls, record: Certification) -> "CertificationBrief":
        return cls(
            code=record.code,
            intitule=record.intitule,
            autres_intitules=record.autres_intitules,
            type_diplome=record.type_diplome,
            sigle_type=record.sigle_type,
            niveau=record.niveau,
            editeur=record.provenance.editeur,
            est_active=record.est_active,
            date_effet=record.date_effet,
            date_fin_enregistrement=record.date_fin_enregistrement,
            date_limite_delivrance=record.date_limite_delivrance,
            date_recolte=record.provenance.date_recolte,
            remplace=record.remplace,
            remplacee_par=record.remplacee_par,
            formations=tuple(formation.code for formation in record.formations),
            codes_rome=record.codes_rome,
            codes_formacode=record.codes_formacode,
            version_formacode=record.version_formacode,
            voies=open_voies(record),
        )


def pack_formations(numbers: Mapping[str, int], read: Callable[[str], Formation]) -> Packed[FormationBrief]:
    return Packed(FormationBrief, numbers, lambda code: FormationBrief.of(read(code)), ("intitule",))


def pack_certifications(
    numbers: Mapping[str, int], read: Callable[[str], Certification]
) -> Packed[CertificationBrief]:
    unique = ("intitule", "autres_intitules")
    return Packed(CertificationBrief, numbers, lambda code: CertificationBrief.of(read(code)), unique)
