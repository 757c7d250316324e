"""iCal properties, one component at a time: what could not be read, or is not known, is reported once."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from icalendar import Component
from icalendar.prop import vBroken

from crawler.contract import Issue, Run

FILE = "agenda"
READ = {
    "VCALENDAR": {"METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "VEVENT"},
    "VEVENT": {
        *("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        *("LOCATION", "GEO", "ORGANIZER", "URL", "DESCRIPTION", "STATUS", "CATEGORIES", "CLASS"),
        *("SEQUENCE", "LAST-MODIFIED", "DTSTAMP", "CONFERENCE"),
    },
}


def texts(component: Component, name: str) -> Iterator[str]:
    """The values of a property that may be there several times, freed of their spaces."""
    for value in each(component, name):
        if text := str(value).strip():
            yield text


def text(component: Component, name: str) -> str:
    return next(texts(component, name), "")


def each(component: Component, name: str) -> Iterator[Any]:
    """The values of a property that could be read."""
    found = component.get(name)
    for value in found if isinstance(found, list) else [found]:
        if value is not None and not isinstance(value, vBroken):
            yield value


def audit(run: Run, component: Component, record: str) -> None:
    """Report what the parser neither reads nor sets aside with a reason."""
    kind = component.name or ""
    for name, fault in component.errors:
        run.report(Issue.MALFORMED, record=record, field=name or kind, value=str(fault))
    for name in dict.fromkeys((*component.keys(), *(one.name or "" for one in component.subcomponents))):
        if name not in READ[kind] and not _is_set_aside(run, f"{kind}/{name}"):
            run.report(Issue.UNREAD_FIELD, record=record, field=name, value=str(component.get(name, "")))


def _is_set_aside(run: Run, path: str) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in run.spec.files[FILE].ignored_columns)
