"""Days as sites write them, and how precisely: « 12 mars 2024 », « mars 2024 », « 2024-03-12T08:00Z »."""

import re
from datetime import date
from typing import Literal, NamedTuple

from mappings.letters import without_accents

MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_WORDS = re.compile(rf"(?:(?<!\d)(\d{{1,2}})(?:er)?\s+)?({'|'.join(MONTHS)})\s+(\d{{4}})(?!\d)")
_YEAR = re.compile(r"^\s*(\d{4})\s*$")
_ANNOUNCED = re.compile(
    r"(?:mise? a jour|actualisee?|modifiee?|revisee?|derniere modification)\b[^.;\n]{0,40}"
)
"""« Mis à jour le », « Dernière mise à jour : », « fiche actualisée en »."""

Precision = Literal["jour", "mois", "annee"]


class Dated(NamedTuple):
    day: date
    precision: Precision


def read_date(text: str) -> Dated | None:
    """The first date of a text, None if it has none that exists."""
    plain = _plain(text)
    if match := _ISO.search(plain):
        return _dated(match[1], match[2], match[3])
    if match := _FIGURES.search(plain):
        return _dated(match[3], match[2], match[1])
    if match := _WORDS.search(plain):
        return _dated(match[3], str(MONTHS.index(match[2]) + 1), match[1])
    match = _YEAR.match(plain)
    return _dated(match[1], None, None) if match else None


def announced_date(text: str) -> Dated | None:
    """The date that a text announces as that of its last revision."""
    found = (read_date(match[0]) for match in _ANNOUNCED.finditer(_plain(text)))
    return next((dated for dated in found if dated), None)


def _dated(year: str, month: str | None, day: str | None) -> Dated | None:
    precision: Precision = "jour" if day else "mois" if month else "annee"
    try:
        return Dated(date(int(year), int(month or 1), int(day or 1)), precision)
    except ValueError:
        return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", without_accents(text.casefold()))
