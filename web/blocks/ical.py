"""Events as an iCal file (RFC 5545). Hours leave in UTC: there is no zone to describe."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vGeo, vUri

from index.annexes.agenda.views import EvenementView
from mappings.records import Evenement
from web.wording.periods import lieu_evenement
from web.wording.words import EVENEMENTS, date_fr

MEDIA_TYPE = "text/calendar; charset=utf-8"
PARIS = ZoneInfo("Europe/Paris")
_DAY = timedelta(days=1)


def calendar_of(views: Iterable[EvenementView], nom: str) -> bytes:
    """The same events give the same bytes, whenever they are asked for."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Débouchés//Agenda//FR")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", nom)
    for view in views:
        calendar.add_component(_event(view))
    return bytes(calendar.to_ical())


def _event(view: EvenementView) -> Event:
    one, source = view.evenement, view.evenement.provenance
    event = Event()
    event.add("UID", f"{one.code}@debouches")
    event.add("DTSTAMP", _midnight(source.date_recolte))
    event.add("SUMMARY", one.intitule)
    event.add("SEQUENCE", one.sequence)
    event.add("STATUS", "CANCELLED" if one.est_annule else "CONFIRMED")
    event.add("CATEGORIES", [EVENEMENTS[one.nature]])
    event.add("DESCRIPTION", "\n".join(_said(one)))
    for name, value in _limits(one):
        event.add(name, value)
    if source.date_maj:
        event.add("LAST-MODIFIED", _midnight(source.date_maj))
    if where := lieu_evenement(view):
        event.add("LOCATION", where)
    if one.url:
        event.add("URL", vUri(one.url))
    if view.latitude is not None and view.longitude is not None:
        event.add("GEO", vGeo((view.latitude, view.longitude)))
    return event


def _limits(one: Evenement) -> Iterable[tuple[str, date | datetime]]:
    """For whole days, iCal ends on the day after the last."""
    if one.heure_debut is None:
        yield "DTSTART", one.debut
        yield "DTEND", one.fin + _DAY
        return
    yield "DTSTART", _paris(one.debut, one.heure_debut)
    if one.heure_fin is not None:
        yield "DTEND", _paris(one.fin, one.heure_fin)
    elif one.fin > one.debut:
        yield "DTEND", _paris(one.fin + _DAY, time.min)


def _said(one: Evenement) -> Iterable[str]:
    yield from one.description
    if one.organisateur:
        yield f"Organisé par {one.organisateur}."
    source = one.provenance
    yield f"Source : {source.editeur}, récolté par Débouchés le {date_fr(source.date_recolte)}."


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _paris(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=PARIS).astimezone(UTC)
