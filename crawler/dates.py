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
_HOUR = r"(?:[t ]\d{1,2}[:h]\d{2}(?:[:m]\d{2}(?:\.\d+)?s?)?)?(?:z|[+-]\d{2}:?\d{2})?"
_WHOLE = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<year>\d{{4}})(?P<between>[-/.])(?P<month>\d{{1,2}})(?P=between)(?P<day>\d{{1,2}}){_HOUR}",
        rf"(?P<day>\d{{1,2}})(?P<between>[-/. ])(?P<month>\d{{1,2}})(?P=between)(?P<year>\d{{4}}){_HOUR}",
        rf"(?:(?P<day>\d{{1,2}})(?:er)?\s)?(?P<month>{'|'.join(MONTHS)})\s(?P<year>\d{{4}})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>\d{4})[-/](?P<month>\d{2})",
        r"(?P<year>20(?:1[3-9]|[2-9]\d))(?P<month>0[1-9]|1[0-2])",
        r"(?P<year>(?:19|20)\d{2})",
    )
)
"""Each has one reading; « 201012 » and « 30/06/28 » have two."""
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


def whole_date(text: str) -> Dated | None:
    """The date that a text is, and nothing else: « 2027-09-01T00:00:00+02:00 », « 1/9/2027 », « 202709 »."""
    plain = _plain(text).strip()
    for pattern in _WHOLE:
        if match := pattern.fullmatch(plain):
            said = match.groupdict()
            month = said.get("month")
            number = str(MONTHS.index(month) + 1) if month in MONTHS else month
            return _dated(said["year"], number, said.get("day"))
    return None


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
