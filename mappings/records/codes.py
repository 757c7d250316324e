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

ROME = re.compile(r"^[A-N]\d{4}$")
MET = re.compile(r"^MET\.\d+$")
FOR = re.compile(r"^(FOR|DEMO)\.\d+$")
FORMATION = re.compile(r"^((FOR|DEMO)\.\d+|(LHEO|SITE)\.[\w.-]+)$")
RNCP = re.compile(r"^(RNCP|RS)\d+$")


def is_rome(code: str) -> bool:
    return bool(ROME.match(code))


def family_of(code_rome: str) -> str:
    """Domaine professionnel of a ROME code: « D1102 » → « D11 »."""
    return code_rome[:3]
