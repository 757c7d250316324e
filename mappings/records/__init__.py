"""The common format, version 1: public names of its records."""

from mappings.records.base import Libelle, Model, Provenance, Record, Section
from mappings.records.certification import (
    BlocCompetences,
    Certificateur,
    Certification,
    FormationCertifiante,
    StatistiquesPromotion,
    VoieAcces,
)
from mappings.records.fiche import Fiche, FormatCourt, LienFormation, LienMetier, Publication, SourceNumerique
from mappings.records.formacode import LienFormacode, TermeFormacode
from mappings.records.formation import (
    ActionFormation,
    Formation,
    Niveau,
    OrganismeFormation,
    Periode,
    SessionFormation,
    Voie,
)
from mappings.records.metier import (
    Appellation,
    CentreInteret,
    Competence,
    ContexteTravail,
    LienCentreInteret,
    LienCompetence,
    Metier,
    Mobilite,
    SecteurActivite,
    TypeCompetence,
)
from mappings.records.territoire import Indicateur, Structure, Territoire

FORMAT_VERSION = "1.0"

RECORD_TYPES: dict[str, type[Record]] = {
    "metier": Metier,
    "fiche": Fiche,
    "appellation": Appellation,
    "competence": Competence,
    "centre-interet": CentreInteret,
    "formation": Formation,
    "certification": Certification,
    "terme-formacode": TermeFormacode,
    "action-formation": ActionFormation,
    "session-formation": SessionFormation,
    "organisme-formation": OrganismeFormation,
    "structure": Structure,
    "territoire": Territoire,
    "indicateur": Indicateur,
}
"""Name of each type in ids and file names → class."""

__all__ = [
    "FORMAT_VERSION",
    "RECORD_TYPES",
    "ActionFormation",
    "Appellation",
    "BlocCompetences",
    "CentreInteret",
    "Certificateur",
    "Certification",
    "Competence",
    "ContexteTravail",
    "Fiche",
    "FormatCourt",
    "Formation",
    "FormationCertifiante",
    "Indicateur",
    "Libelle",
    "LienCentreInteret",
    "LienCompetence",
    "LienFormacode",
    "LienFormation",
    "LienMetier",
    "Metier",
    "Mobilite",
    "Model",
    "Niveau",
    "OrganismeFormation",
    "Periode",
    "Provenance",
    "Publication",
    "Record",
    "SecteurActivite",
    "Section",
    "SessionFormation",
    "SourceNumerique",
    "StatistiquesPromotion",
    "Structure",
    "TermeFormacode",
    "Territoire",
    "TypeCompetence",
    "Voie",
    "VoieAcces",
]
