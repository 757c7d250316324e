"""Dates of LHEO: AAAAMMJJ, AAAAMM00 or AAAAMM99 for a month, AAAA0000 for a year; ISO 8601 in attributes.

Feeds write them in many other ways, of which those that have one reading are read.
"""

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Literal, NamedTuple

from crawler.contract import Issue, Run
from crawler.dates import whole_date

_LHEO = re.compile(r"^(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})$", re.ASCII)
_NOT_KNOWN = (0, 99)
_KNOWN_YEARS = range(1901, 2099)
"""Feeds write 1900 for a start that they do not know, 2099 or 9999 for an end."""
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
    """What a date covers, None if empty, unknown, or impossible (then reported)."""
    found = _moment_of(value) if value else None
    if value and found is None:
        run.report(Issue.MALFORMED, record=record, field=field, value=value, expected="une date AAAAMMJJ")
    return found if found and found.first.year in _KNOWN_YEARS else None


def _moment_of(value: str) -> Moment | None:
    match = _LHEO.match(value)
    try:
        if match:
            return _moment(*(int(match[part]) for part in ("year", "month", "day")))
    except ValueError:
        pass  # a thirteenth month, or JJMMAAAA: tried as any other notation
    said = whole_date(value)
    if said is None:
        return None
    day = said.day
    month_day = {"jour": (day.month, day.day), "mois": (day.month, 0), "annee": (0, 0)}
    return _moment(day.year, *month_day[said.precision])


def _moment(year: int, month: int, day: int) -> Moment:
    if month in _NOT_KNOWN and day in _NOT_KNOWN:
        return Moment(2, date(year, 1, 1), date(year, 12, 31))
    if day in _NOT_KNOWN:
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
