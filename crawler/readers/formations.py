"""Facts that every publication of formations by the ONISEP gives, read in one way."""

import re
from typing import Any

from crawler.contract import Run
from crawler.readers.values import code_of, declared

DIGITS = re.compile(r"^\d+$")
SCOLARITE = re.compile(r"^[0-9A-Z]{8}$")
_TRAILING = re.compile(r"^(?P<words>.*?)\s*\((?P<sigle>[^()]*(?:\([^()]*\))?[^()]*)\)$", re.DOTALL)
_ACRONYM = re.compile(r"^(?=(?:.*[A-Z]){2})[\w.-]{2,8}( [A-Z]+| \(ex [A-Z]+\))?$|^\w+ \w+\.$")


def split_type(libelle: str, given: str = "") -> tuple[str, str | None]:
    """« brevet de technicien supérieur (BTS) » → words and acronym, unless the acronym is given apart."""
    match = _TRAILING.match(libelle)
    if match and _ACRONYM.match(match["sigle"]):
        return match["words"], given or match["sigle"]
    return libelle, given or None


def formation_facts(
    run: Run,
    code: str,
    *,
    type_libelle: str,
    type_sigle: str,
    niveau: str,
    rncp: str,
    scolarite: str,
) -> dict[str, Any]:
    """Type, level and codes of a formation; malformed codes and unknown levels are reported."""
    words, acronym = split_type(type_libelle, type_sigle)
    level = declared(run, "niveau_certification", niveau, record=code)
    number = code_of(run, DIGITS, rncp.removeprefix("RNCP"), record=code, field="code_rncp")
    return {
        "type_formation": words or None,
        "sigle_type": acronym,
        "niveau": int(level) if level else None,
        "niveau_certification": niveau or None,
        "code_certification": f"RNCP{number}" if number else None,
        "code_scolarite": code_of(run, SCOLARITE, scolarite, record=code, field="code_scolarite"),
    }
