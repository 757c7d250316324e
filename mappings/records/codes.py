"""Codes of the French nomenclatures: one pattern each, used as field types.

A value that does not match is refused where it enters, with the field that held it.
"""

import re
from typing import Annotated

from pydantic import StringConstraints

CodeRome = Annotated[str, StringConstraints(pattern=r"^[A-N]\d{4}$")]
"""ROME: a letter from A to N and four digits. Always read with the version of the ROME it belongs to."""

CodeFormation = Annotated[
    str, StringConstraints(pattern=r"^(FOR\.\d+|DEMO\.\d+|LHEO\.[\w.-]+|SITE\.[\w.-]+)$")
]
"""Idéo identifier of ONISEP, number in a LHEO feed, page of a site, or formation of the demonstration."""

CodeCertification = Annotated[str, StringConstraints(pattern=r"^(RNCP|RS)\d+$")]
CodeScolarite = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{8}$")]
"""Diploma code of the BCN; its leading zero counts."""

CodeBloc = Annotated[str, StringConstraints(pattern=r"^(RNCP|RS)\d+BC\d+$")]
"""Bloc de compétences: the code of its certification, « BC », its number."""

CodeFormacode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
CodeNsf = Annotated[str, StringConstraints(pattern=r"^\d{2,3}[a-z]?$")]
Siret = Annotated[str, StringConstraints(pattern=r"^\d{14}$")]
CodeInsee = Annotated[str, StringConstraints(pattern=r"^(\d{2}|2[AB])\d{3}$")]

_OVERSEAS = ("97", "98")
"""Their départements and territories have three digits."""
ROME = re.compile(r"^[A-N]\d{4}$")
MET = re.compile(r"^MET\.\d+$")
FOR = re.compile(r"^(FOR|DEMO)\.\d+$")
FORMATION = re.compile(r"^((FOR|DEMO)\.\d+|(LHEO|SITE)\.[\w.-]+)$")
RNCP = re.compile(r"^(RNCP|RS)\d+$")

EN_MOTS = {
    r"^[A-N]\d{4}$": "un code ROME, une lettre de A à N et quatre chiffres (D1102)",
    r"^MET\.\d+$": "un identifiant de métier de l'Onisep (MET.17)",
    r"^(FOR|DEMO)\.\d+$": "un identifiant de formation de l'Onisep (FOR.1234)",
    r"^((FOR|DEMO)\.\d+|(LHEO|SITE)\.[\w.-]+)$": "un identifiant de formation (FOR.12, LHEO.numéro)",
    r"^(FOR\.\d+|DEMO\.\d+|LHEO\.[\w.-]+|SITE\.[\w.-]+)$": "un identifiant de formation (FOR.12)",
    r"^(RNCP|RS)\d+$": "un numéro de France compétences (RNCP12345, RS1234)",
    r"^(RNCP|RS)\d+BC\d+$": "un numéro de bloc de compétences (RNCP12345BC01)",
    r"^[0-9A-Z]{8}$": "un code de diplôme de huit caractères, son zéro de tête compris (50022137)",
    r"^\d{5}$": "cinq chiffres",
    r"^\d{2,3}[a-z]?$": "un code NSF, deux ou trois chiffres et au plus une minuscule (221, 326t)",
    r"^(?:\d{2}|2[AB]|9[78]\d)$": "le numéro d'un département (69, 2A, 974)",
    r"^\d{2}$": "deux chiffres",
    r"^[A-Z]{2}$": "deux lettres capitales (FR)",
    r"^\d{7}[A-Z]$": "un code UAI, sept chiffres et une lettre capitale (0693764S)",
    r"^\d{2}[\dA-Z]{7,9}$": "un numéro de déclaration d'activité, onze caractères sans espace",
    r"^\d{14}$": "un SIRET, quatorze chiffres sans espace",
    r"^(\d{2}|2[AB])\d{3}$": "un code Insee de commune, cinq caractères (69123, 2A004)",
    r"^(?:\d{2}|2[AB])\d{3}$": "un code Insee de commune, cinq caractères (69123, 2A004)",
}
"""What each pattern asks for, for who wrote something else. A pattern that is not here is shown as it is."""


def is_rome(code: str) -> bool:
    return bool(ROME.match(code))


def departement_of(code: str) -> str:
    """Of the code of a commune, or of a postcode but for « 20 », which two départements of Corsica share."""
    return code[:3] if code.startswith(_OVERSEAS) else code[:2]


def family_of(code_rome: str) -> str:
    """Domaine professionnel of a ROME code: « D1102 » → « D11 »."""
    return code_rome[:3]
