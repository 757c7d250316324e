"""Figures: numbers as publishers write them, and codes of places with the zeros that spreadsheets eat."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.contract import Issue, Run
from mappings.letters import same_words
from mappings.records import Mesure

FAP = re.compile(r"[A-Z][\dA-Z][A-Z](?:\d{2}[a-z]?)?$", re.ASCII)
"""A family of métiers (A0Z) or a métier (A0Z40, QAX01), in the FAP of 2009 or of 2021."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?:\D|$))")
"""« 1 095,5 », with any space."""
_GERMAN = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
"""« 1.234,5 »: a point for the thousands where a comma is that of the decimals."""
_UNIT = re.compile(r"(?<=\d)\s?(?:%|€|euros?)$", re.IGNORECASE)
_HIDDEN = frozenset({"*", "**", "s", "ss", "c", "secret", "secret stat", "secret statistique"})
"""As the Dares, the Insee and France Travail write it."""
_NOTHING = frozenset(
    {
        *("-", "–", "…", "/", "//", "///", "nd", "n.d", "ns", "n.s", "nc", "n.c", "na", "n.a", "nr", "so"),
        *("n/a", "nan", "null", "none", "non disponible", "non significatif"),
        *("#n/a", "#ref!", "#valeur!", "#value!", "#div/0!"),
    }
)
"""Not known, not significant, without object: a figure that is not there, which is not 0."""
_DECIMALS = re.compile(r"[.,]0+$")
_DEPARTEMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d|98\d", re.ASCII)
_REGION = re.compile(r"\d{2}", re.ASCII)


def decimal(run: Run, value: str, *, record: str, field: str) -> float | None:
    """« 16,61 » or « 16.61 »; None if empty or malformed (then reported)."""
    if not value or is_hidden(value) or same_words(value) in _NOTHING:
        return None
    plain = _plain(value)
    if _NUMBER.fullmatch(plain) and math.isfinite(found := float(plain)):
        return found
    run.report(Issue.MALFORMED, record=record, field=field, value=value)
    return None


def is_hidden(value: str) -> bool:
    """Whether a publisher keeps a figure to itself: it says too much about too few."""
    return same_words(value) in _HIDDEN


def _plain(value: str) -> str:
    """« −1.234,5 % » → « -1234.5 », where only one reading fits."""
    digits = _UNIT.sub("", _THOUSANDS.sub("", value)).replace("−", "-").replace("–", "-").strip()
    if _GERMAN.fullmatch(digits):
        digits = digits.replace(".", "")
    return digits.replace(",", ".")


def departement_code(run: Run, value: str, *, record: str, field: str) -> str | None:
    """« 1 », « 1.0 » or « 01 » → « 01 »; None if empty or malformed (then reported)."""
    return _padded(run, _DEPARTEMENT, value, record=record, field=field)


def region_code(run: Run, value: str, *, record: str, field: str) -> str | None:
    """« 1.0 » → « 01 », Guadeloupe; None if empty or malformed (then reported)."""
    return _padded(run, _REGION, value, record=record, field=field)


def _padded(run: Run, pattern: re.Pattern[str], value: str, *, record: str, field: str) -> str | None:
    if not value:
        return None
    code = _DECIMALS.sub("", value).upper().zfill(2)
    if pattern.fullmatch(code):
        return code
    run.report(Issue.MALFORMED, record=record, field=field, value=value)
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures, and what it measures."""

    name: str
    nom: str
    unite: str
    times: float = 1.0
    """100 where the publisher writes a share as a fraction."""
    digits: int | None = None
    """Significant decimals, where the publisher leaves the noise of its computation."""

    def value(self, run: Run, row: Mapping[str, str], *, record: str) -> float | None:
        found = decimal(run, row[self.name], record=record, field=self.name)
        if found is None:
            return None
        if "%" not in row[self.name]:  # a fraction that says « % » is none
            found *= self.times
        return found if self.digits is None else round(found, self.digits)


def measures(
    run: Run, row: Mapping[str, str], columns: Iterable[Column], *, record: str
) -> tuple[Mesure, ...]:
    """The measures of a row, without those that the publisher leaves blank."""
    found = ((column, column.value(run, row, record=record)) for column in columns)
    return tuple(
        Mesure(nom=column.nom, valeur=value, unite=column.unite)
        for column, value in found
        if value is not None
    )
