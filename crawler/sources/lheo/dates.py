"""Dates of LHEO: AAAAMMJJ, AAAAMM00 for a month, AAAA0000 for a year; ISO 8601 in attributes.

Some feeds write JJ/MM/AAAA, which has one reading.
"""

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Literal, NamedTuple

from crawler.contract import Issue, Run

_LHEO = re.compile(r"^(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})$", re.ASCII)
_FRENCH = re.compile(r"^(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})$", re.ASCII)
_COARSENESS: tuple[Literal["jour", "mois", "annee"], ...] = ("jour", "mois", "annee")


class Moment(NamedTuple):
    """The coarser compares greater."""

    coarseness: int
    first: date
    last: date

    @property
    def precision(self) -> Literal["jour", "mois", "annee"]:
        return _COARSENESS[self.coarseness]


def moment(run: Run, value: str, *, record: str, field: str) -> Moment | None:
    """What a date covers, None if empty or impossible (then reported)."""
    if not value:
        return None
    match = _LHEO.match(value) or _FRENCH.match(value)
    try:
        if match:
            return _moment(*(int(match[part]) for part in ("year", "month", "day")))
    except ValueError:
        pass  # a thirteenth month: reported below as any other impossible date
    run.report(Issue.MALFORMED, record=record, field=field, value=value, expected="une date AAAAMMJJ")
    return None


def _moment(year: int, month: int, day: int) -> Moment:
    if month == day == 0:
        return Moment(2, date(year, 1, 1), date(year, 12, 31))
    if day == 0:
        return Moment(1, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    exact = date(year, month, day)
    return Moment(0, exact, exact)


def update_day(run: Run, value: str, *, record: str, field: str) -> date | None:
    """The day of a timestamp (ISO 8601) or of a LHEO date; a day that is not whole is no day of update."""
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        pass  # LHEO also writes days without a month: tried next
    found = moment(run, value, record=record, field=field)
    return found.first if found and found.coarseness == 0 else None
