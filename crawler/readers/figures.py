"""Figures: numbers as publishers write them, and codes of places with the zeros that spreadsheets eat."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from crawler.contract import Issue, Run
from crawler.readers.values import codes_in
from debouches.errors import ParseError
from mappings.letters import same_words
from mappings.records import Mesure

FAP = re.compile(r"[A-Z][\dA-Z][A-Z](?:\d{2}[a-z]?)?$", re.ASCII)
"""A family of métiers (A0Z) or a métier (A0Z40, QAX01), in the FAP of 2009 or of 2021."""
_LETTERS_OF_FAP = {"X": "fap2021", "Z": "fap2009"}
Row = Mapping[str, str]
R = TypeVar("R", bound=Row)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?:\D|$))")
"""« 1 095,5 », with any space."""
_GERMAN = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
"""« 1.234,5 »: a point for the thousands where a comma is that of the decimals."""
_UNIT = re.compile(r"(?<=\d)\s?(?:%|€|euros?)$", re.IGNORECASE)
_HIDDEN = frozenset(
    {"*", "**", "***", "s", "ss", "c", "secret", "secret stat", "secret statistique", "confidentiel"}
)
"""As the Dares, the Insee and France Travail write it."""
_NOTHING = frozenset(
    {
        "",  # « . », « .. », « ... »: the words of a text lose their last points
        *(
            "-",
            "--",
            "–",
            "—",
            "…",
            "/",
            "//",
            "///",
            "nd",
            "n.d",
            "ns",
            "n.s",
            "nc",
            "n.c",
            "na",
            "n.a",
            "nr",
        ),
        *("so", "s.o", "n/a", "nan", "null", "none", "non disponible", "non significatif", "non diffuse"),
        *("non communique", "non concerne", "non renseigne", "sans objet"),
        *("#n/a", "#ref!", "#valeur!", "#value!", "#div/0!"),
    }
)
"""Not known, not significant, without object: a figure that is not there, which is not 0."""
_LOOKED_AT, _MANY, _TWICE = 2_000, 20, 2.0
"""Rows that are looked at, figures that tell the unit of their column; no share is twice its whole."""
MOST = 10**9
"""More than there are people: no count."""
_A_COUNT = "un nombre entier, sans point ni virgule (12000)"
_OF_TWO_READINGS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}", re.ASCII)
"""« 12.000 »: twelve thousand for some, twelve for others."""
_DECIMALS = re.compile(r"[.,]0+$")
_DEPARTEMENT = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d|98\d)$", re.ASCII)
_REGION = re.compile(r"\d{2}$", re.ASCII)


def decimal(run: Run, value: str, *, record: str, field: str) -> float | None:
    """« 16,61 » or « 16.61 »; None if empty or malformed (then reported)."""
    if not value or is_hidden(value) or same_words(value) in _NOTHING:
        return None
    if (found := _read(value)) is None:
        run.report(Issue.MALFORMED, record=record, field=field, value=value)
    return found


def _read(value: str) -> float | None:
    plain = _plain(value)
    return found if _NUMBER.fullmatch(plain) and math.isfinite(found := float(plain)) else None


def in_one_unit(run: Run, file: str, rows: Iterable[R], *columns: "Column") -> Iterator[R]:
    """The rows, once their first ones have shown the unit of these columns.

    Percentages of which none exceeds one are fractions; fractions above two are percentages.
    """
    rest = iter(rows)
    first = list(islice(rest, _LOOKED_AT))
    for column in columns:
        _refuse_other_unit(run, file, first, column)
    yield from first
    yield from rest


def _refuse_other_unit(run: Run, file: str, rows: Sequence[Row], column: "Column") -> None:
    written = [row[column.name] for row in rows if row[column.name] and "%" not in row[column.name]]
    found = [abs(figure) for figure in map(_read, written) if figure is not None]
    is_fraction, most = column.times != 1, max(found, default=0)
    if len(found) >= _MANY and (most > _TWICE if is_fraction else most <= 1):
        said = ("fractions (0,45)", "pourcentages (45)")
        given, wanted = said[::-1] if is_fraction else said
        message = f"Colonne écrite en {given}, et non en {wanted} comme dans les autres éditions"
        raise ParseError(message, source=run.source, file=file, field=column.name)


def count_of(run: Run, value: str, *, record: str, field: str) -> int | None:
    """A number of people, of projects: none is negative, none has decimals, « 12.000 » has two readings."""
    if _OF_TWO_READINGS.fullmatch(value) or "%" in value:
        run.report(Issue.MALFORMED, record=record, field=field, value=value, expected=_A_COUNT)
        return None
    found = decimal(run, value, record=record, field=field)
    if found is None or (found.is_integer() and 0 <= found < MOST):
        return None if found is None else int(found)
    run.report(Issue.MALFORMED, record=record, field=field, value=value, expected=_A_COUNT)
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
    """One code; of two, none is that of the row."""
    if not value:
        return None
    found = codes_in(pattern, _DECIMALS.sub("", value).zfill(2))
    if len(found) == 1:
        return found[0]
    run.report(Issue.MALFORMED, record=record, field=field, value=value)
    return None


def fap_of(code: str, default: str) -> str:
    """The FAP of a code: that of 2021 writes X where that of 2009 writes Z; a few are written alike."""
    return _LETTERS_OF_FAP.get(code[2:3], default)


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
    least: float = -math.inf
    most: float = math.inf
    """What the column may hold: a figure out of it was read in another unit than its own."""
    above_zero: float = 0.0
    """The least that is not nothing: under it, a percentage was written as a fraction."""
    is_count: bool = False

    def value(self, run: Run, row: Row, *, record: str) -> float | None:
        written = row[self.name]
        read = count_of if self.is_count else decimal
        found = read(run, written, record=record, field=self.name)
        if found is None:
            return None
        if "%" not in written:  # a fraction that says « % » is none
            found *= self.times
        if not self.least <= found <= self.most or 0 < found < self.above_zero:
            run.report(
                Issue.MALFORMED, record=record, field=self.name, value=written, expected=self._expected
            )
            return None
        return found if self.digits is None else round(found, self.digits)

    @property
    def _expected(self) -> str:
        """In the unit that the publisher writes."""
        least, most = self.least / self.times, self.most / self.times
        return f"au moins {least:g}" if math.isinf(most) else f"de {least:g} à {most:g}"


@dataclass(frozen=True, slots=True)
class Share(Column):
    """A percentage of a whole."""

    least: float = 0.0
    most: float = 100.0


@dataclass(frozen=True, slots=True)
class Level(Column):
    """One of five classes, of the Dares."""

    unite: str = "niveau de 1 à 5"
    least: float = 1.0
    most: float = 5.0


def measures(run: Run, row: Row, columns: Iterable[Column], *, record: str) -> tuple[Mesure, ...]:
    """The measures of a row, without those that the publisher leaves blank."""
    found = ((column, column.value(run, row, record=record)) for column in columns)
    return tuple(
        Mesure(nom=column.nom, valeur=value, unite=column.unite)
        for column, value in found
        if value is not None
    )
