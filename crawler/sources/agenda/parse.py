"""iCal agendas → Evenement. Of one event in several files, the newest version is kept and the other told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Component

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.flat_text import text_sections
from crawler.readers.values import declared, make
from crawler.sources.agenda.calendars import read_calendars
from crawler.sources.agenda.dates import PARIS, Dates, Moment, dates_of, moment_of, repeated, revision_of
from crawler.sources.agenda.places import place_of
from crawler.sources.agenda.properties import audit, each, text, texts
from debouches.errors import ParseError
from mappings.letters import without_accents
from mappings.records import Evenement, Record

_PUBLIC = ("", "PUBLIC")
_WEB = ("https://", "http://")
Key = tuple[str, Moment | None]
"""UID, and for a date of a series that was changed, the date it had."""


@dataclass(frozen=True)
class Agenda:
    """What a calendar says for all of its events."""

    nom: str | None
    fuseau: ZoneInfo
    est_annule: bool


@dataclass(frozen=True)
class Lu:
    """An event as it was read, and where."""

    uid: str
    event: Component
    agenda: Agenda
    file: str


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    kept: dict[Key, Lu] = {}
    for name in files.names():
        for one in _events(files, run, name):
            _keep(run, kept, one)
    changed: dict[str, set[Moment]] = {}
    for uid, moment in kept:
        if moment:
            changed.setdefault(uid, set()).add(moment)
    for (uid, moment), one in kept.items():
        yield from _records(run, one, moment, changed.get(uid, set()))


def _events(files: RawFiles, run: Run, name: str) -> Iterator[Lu]:
    """One unreadable agenda must not hide the others; if it is alone, it is an error."""
    try:
        calendars = read_calendars(files, run, name)
    except ParseError as error:
        if len(files.names()) == 1:
            raise
        run.report(Issue.MALFORMED, record=name, field="fichier", value=str(error))
        return
    for calendar in calendars:
        audit(run, calendar, name)
        agenda = _agenda(run, calendar, name)
        for event in calendar.walk("VEVENT"):
            yield _lu(run, event, agenda, name)


def _agenda(run: Run, calendar: Component, name: str) -> Agenda:
    zone = text(calendar, "X-WR-TIMEZONE")
    try:
        fuseau = ZoneInfo(zone) if zone else PARIS
    except (ZoneInfoNotFoundError, ValueError, OSError):
        run.report(Issue.MALFORMED, record=name, field="X-WR-TIMEZONE", value=zone)
        fuseau = PARIS
    nom = text(calendar, "X-WR-CALNAME") or text(calendar, "NAME") or None
    return Agenda(nom, fuseau, text(calendar, "METHOD").upper() == "CANCEL")


def _lu(run: Run, event: Component, agenda: Agenda, name: str) -> Lu:
    uid = text(event, "UID")
    if not uid:
        uid = f"{text(event, 'SUMMARY')} {getattr(next(each(event, 'DTSTART'), None), 'dt', '')}".strip()
        run.report(Issue.MALFORMED, record=uid or name, field="UID", value="absent : tiré de l'intitulé")
    audit(run, event, uid or name)
    return Lu(uid or name, event, agenda, name)


def _keep(run: Run, kept: dict[Key, Lu], one: Lu) -> None:
    key = (one.uid, _recurrence(one))
    known = kept.get(key)
    if known is None:
        kept[key] = one
        return
    newest, other = (one, known) if revision_of(one.event) > revision_of(known.event) else (known, one)
    kept[key] = newest
    value = f"gardé : {newest.file} ; écarté : {other.file}"
    run.report(Issue.DUPLICATE, record=one.uid, field="UID", value=value)


def _recurrence(one: Lu) -> Moment | None:
    given = next(each(one.event, "RECURRENCE-ID"), None)
    try:
        return moment_of(getattr(given, "dt", None), one.agenda.fuseau)
    except (OverflowError, ValueError):
        return None


def _records(run: Run, one: Lu, moment: Moment | None, changed: set[Moment]) -> Iterator[Record]:
    """Each date of an event, except the dates of a series that have an event of their own."""
    event, fuseau = one.event, one.agenda.fuseau
    if (said := text(event, "CLASS").upper()) not in _PUBLIC:
        run.report(Issue.REJECTED, record=one.uid, field="CLASS", value=said)
        return
    first = dates_of(run, event, one.uid, fuseau)
    if first is None:
        return
    facts = _facts(run, one)
    if moment is not None:
        yield from _record(run, one.uid, moment, first, facts | {"est_repete": True})
        return
    for dates in repeated(run, event, one.uid, first, fuseau):
        which = dates.debut if dates.est_repete else None
        if which not in changed:
            yield from _record(run, one.uid, which, dates, facts | {"est_repete": dates.est_repete})


def _record(
    run: Run, uid: str, which: Moment | None, dates: Dates, facts: dict[str, Any]
) -> Iterator[Record]:
    code = blake2b(f"{uid}|{which.naive if which else ''}".encode(), digest_size=8).hexdigest()
    when = {
        "debut": dates.debut.jour,
        "heure_debut": dates.debut.heure,
        "fin": dates.fin.jour,
        "heure_fin": dates.fin.heure,
    }
    if record := make(run, Evenement, code, code=code, uid=uid, **when, **facts):
        yield record


def _facts(run: Run, one: Lu) -> dict[str, Any]:
    """What every date of an event shares."""
    event = one.event
    title, location = text(event, "SUMMARY"), text(event, "LOCATION")
    categories = tuple(dict.fromkeys(_categories(event)))
    sequence, day = revision_of(event)
    url = _url(run, one)
    status = declared(run, "statut", text(event, "STATUS").upper(), record=one.uid)
    return {
        "provenance": run.provenance(
            url=url, date_maj=day.date() if day.year > 1 else None, editeur=one.agenda.nom
        ),
        "intitule": title,
        "nature": _said(run, "nature", (*categories, title)) or "autre",
        **place_of(location),
        **_point(event),
        "est_en_ligne": "CONFERENCE" in event
        or location.startswith(_WEB)
        or _said(run, "en-ligne", (location, title)) is not None,
        "est_annule": one.agenda.est_annule or status == "annule",
        "organisateur": _organiser(event),
        "url": url,
        "categories": categories,
        "description": _paragraphs(event),
        "sequence": max(0, sequence),
    }


def _said(run: Run, field: str, said: tuple[str, ...]) -> str | None:
    """The meaning of the first declared words that a text says, whole."""
    written = [f" {re.sub(r'[^a-z0-9]+', ' ', without_accents(one.casefold()))} " for one in said]
    for words, meaning in run.spec.lookups[field].valeurs.items():
        if any(f" {re.sub(r'[^a-z0-9]+', ' ', words)} " in one for one in written):
            return meaning
    return None


def _url(run: Run, one: Lu) -> str | None:
    url = text(one.event, "URL")
    if url and not url.startswith(_WEB):
        run.report(Issue.MALFORMED, record=one.uid, field="URL", value=url)
        return None
    return url or None


def _categories(event: Component) -> Iterator[str]:
    for value in each(event, "CATEGORIES"):
        yield from (cat.strip() for cat in map(str, getattr(value, "cats", [value])) if cat.strip())


def _point(event: Component) -> dict[str, float]:
    """(0, 0), in the ocean, is what programs write of a place that they do not know."""
    geo = next(each(event, "GEO"), None)
    if geo is None or (geo.latitude, geo.longitude) == (0, 0):
        return {}
    return {"latitude": geo.latitude, "longitude": geo.longitude}


def _organiser(event: Component) -> str | None:
    """A name, never an address."""
    organiser = next(each(event, "ORGANIZER"), None)
    name = str(getattr(organiser, "params", {}).get("CN", "")).strip(" \"'")
    return name if name and "@" not in name else None


def _paragraphs(event: Component) -> tuple[str, ...]:
    said = "\n".join(texts(event, "DESCRIPTION"))
    sections = text_sections(said)
    lines = (line for one in sections for line in ((one.titre,) if one.titre else ()) + one.paragraphes)
    return tuple(line for line in lines if line)
