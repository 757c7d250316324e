"""When an event takes place, in Paris time; every date of a repeated event."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Component

from crawler.contract import Issue, Run
from crawler.sources.agenda.properties import each

PARIS = ZoneInfo("Europe/Paris")
AHEAD = timedelta(days=548)
"""Dates of an event that repeats are given for eighteen months after the harvest."""
LONGEST_SERIES = timedelta(days=3660)
"""A series that began earlier is more often a mistake than a habit, and slow to count from."""
RHYTHMS = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and an hour if one is said."""

    jour: date
    heure: time | None = None

    @property
    def naive(self) -> datetime:
        return datetime.combine(self.jour, self.heure or time.min)

    def plus(self, length: timedelta) -> "Moment":
        """On the wall clock: an event at ten is at ten in summer too."""
        moved = self.naive + length
        return Moment(moved.date(), moved.time() if self.heure is not None else None)


@dataclass(frozen=True, slots=True)
class Dates:
    debut: Moment
    fin: Moment
    est_repete: bool = False

    def moved_to(self, debut: Moment) -> "Dates":
        length = self.fin.naive - self.debut.naive
        fin = Moment((debut.naive + length).date(), self.fin.heure and (debut.naive + length).time())
        return replace(self, debut=debut, fin=fin)


def moment_of(value: Any, floating: ZoneInfo) -> Moment | None:
    """A date of iCal, whose hour becomes that of Paris; one without a zone is in that of its calendar."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=floating)
        local = aware.astimezone(PARIS)
        return Moment(local.date(), local.time().replace(second=0, microsecond=0))
    return Moment(value) if isinstance(value, date) else None


def dates_of(run: Run, event: Component, record: str, floating: ZoneInfo) -> Dates | None:
    """The first date of an event; None, and a report, if it has none."""
    given = next(each(event, "DTSTART"), None)
    debut = _moment(run, given, record, "DTSTART", floating)
    if debut is None:
        run.report(Issue.REJECTED, record=record, field="DTSTART", value=str(event.get("DTSTART", "absent")))
        return None
    _report_unknown_zone(run, given, record)
    fin = _end(run, event, record, debut, floating)
    if fin.naive < debut.naive and (fin.jour < debut.jour or fin.heure is not None):
        run.report(Issue.MALFORMED, record=record, field="DTEND", value=f"{fin.naive} avant {debut.naive}")
        fin = Moment(debut.jour)
    return Dates(debut, fin)


def _end(run: Run, event: Component, record: str, debut: Moment, floating: ZoneInfo) -> Moment:
    """The last day, included; without any end, the day it begins."""
    fin = _moment(run, next(each(event, "DTEND"), None), record, "DTEND", floating)
    duration = getattr(next(each(event, "DURATION"), None), "dt", None)
    if fin is None and isinstance(duration, timedelta):
        try:
            fin = debut.plus(duration)
        except OverflowError:
            run.report(Issue.MALFORMED, record=record, field="DURATION", value=str(duration))
    if fin is None:
        return Moment(debut.jour)
    if fin.heure is None and fin.jour > debut.jour:  # iCal names the day after
        return Moment(fin.jour - _DAY)
    if fin.heure == time.min and fin.jour > debut.jour:
        return Moment(fin.jour - _DAY)
    return fin


def _moment(run: Run, given: Any, record: str, field: str, floating: ZoneInfo) -> Moment | None:
    try:
        return moment_of(getattr(given, "dt", None), floating)
    except (OverflowError, ValueError):
        run.report(Issue.MALFORMED, record=record, field=field, value=str(given))
        return None


def _report_unknown_zone(run: Run, given: Any, record: str) -> None:
    """A zone that nobody knows leaves an hour without a zone."""
    zone = getattr(given, "params", {}).get("TZID")
    if zone and getattr(given.dt, "tzinfo", None) is None:
        run.report(Issue.MALFORMED, record=record, field="TZID", value=f"fuseau inconnu : {zone}")


def repeated(run: Run, event: Component, record: str, first: Dates, floating: ZoneInfo) -> Iterator[Dates]:
    """Each date of an event, less those that it leaves out; itself if it does not repeat."""
    others = _listed(event, "RDATE", floating)
    rule = next(each(event, "RRULE"), None)
    if rule is None and not others:
        yield first
        return
    harvest = run.provenance().date_recolte
    ruled = _ruled(run, rule, record, first, harvest) if rule is not None else [first.debut]
    left_out = set(_listed(event, "EXDATE", floating))
    series = replace(first, est_repete=True)
    for debut in sorted({*ruled, *others} - left_out, key=lambda moment: moment.naive):
        dates = series.moved_to(debut)
        if dates.fin.jour >= harvest and debut.jour <= harvest + AHEAD:
            yield dates


def _ruled(run: Run, rule: Any, record: str, first: Dates, harvest: date) -> list[Moment]:
    """Dates that a rule gives, counted on the clock of Paris; its limits are ours too: none is endless."""
    start, horizon = first.debut.naive, datetime.combine(harvest + AHEAD, time.max)
    try:
        said = rule.to_ical().decode()
        _check(rule, harvest - start.date())
        count = int(rule.get("COUNT", [0])[0]) or None
        until = min([horizon, *map(_last, rule.get("UNTIL", ()))])
        endless = ";".join(part for part in said.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
        found = rrulestr(endless, dtstart=start).replace(until=until)
        days = list(islice(found, count))
        problem = None if days else "ne tombe jamais"
    except (ValueError, KeyError, TypeError, IndexError, OverflowError) as error:
        days, problem = [], str(error)
    if problem is not None:
        run.report(Issue.MALFORMED, record=record, field="RRULE", value=f"{dict(rule)} : {problem}")
        return [first.debut]
    return [Moment(day.date(), first.debut.heure and day.time()) for day in days]


def _check(rule: Any, age: timedelta) -> None:
    """A rule by the hour, or one that never advances, would never end."""
    is_slow = {str(freq).upper() for freq in rule["FREQ"]} <= RHYTHMS
    if not is_slow or int(rule.get("INTERVAL", [1])[0]) < 1 or age > LONGEST_SERIES:
        raise ValueError("règle qui n'est pas suivie")


def _last(until: Any) -> datetime:
    """UNTIL, on the clock of Paris; a day is included whole."""
    if isinstance(until, datetime):
        return until.astimezone(PARIS).replace(tzinfo=None) if until.tzinfo else until
    return datetime.combine(until, time.max)


def _listed(event: Component, name: str, floating: ZoneInfo) -> list[Moment]:
    """Dates of RDATE or EXDATE; a period counts by its beginning."""
    values = (one.dt for dates in each(event, name) for one in getattr(dates, "dts", ()))
    begun = (value[0] if isinstance(value, tuple) else value for value in values)
    return [moment for value in begun if (moment := moment_of(value, floating))]


def revision_of(event: Component) -> tuple[int, datetime]:
    """What tells the newer of two versions of one event."""
    sequence = next(each(event, "SEQUENCE"), 0)
    stamps = (getattr(one, "dt", None) for name in ("LAST-MODIFIED", "DTSTAMP") for one in each(event, name))
    day = next((stamp for stamp in stamps if isinstance(stamp, datetime)), datetime.min.replace(tzinfo=UTC))
    return int(sequence), day if day.tzinfo else day.replace(tzinfo=UTC)
