"""iCal agendas: every habit of their programs, and what is told of what could not be read."""

from datetime import date, time

import pytest

from crawler.catalog import load_catalog
from crawler.contract import Issue
from crawler.files.unnamed import ordinary
from crawler.network.file_spider import wrong_content
from crawler.sources.agenda.parse import parse
from debouches.errors import ParseError
from tests.crawler.factories import DAY, MemoryFiles, make_run, publish_folder, real_spec

SPEC = real_spec("agenda")
WHOLE = """\
UID:salon-1@exemple.fr
SUMMARY:Salon des métiers du bois
DTSTART;TZID=Europe/Paris:20260310T093000
DTEND;TZID=Europe/Paris:20260311T170000
LOCATION:Halle aux Grains\\, 3 rue du Port\\, 44000 Nantes Cedex 1
GEO:47.21;-1.55
ORGANIZER;CN="Association du Copeau":mailto:personne@exemple.fr
URL:https://exemple.fr/salon
DESCRIPTION:<p>Entrée <b>libre</b>.</p><p>Venez nombreux.</p>
CATEGORIES:Orientation,Bois
STATUS:CONFIRMED
SEQUENCE:2
LAST-MODIFIED:20260102T080000Z
"""
SHORT = "UID:court\nSUMMARY:Rencontre\nDTSTART:20260310T090000Z\n"


def calendar(*events: str, head: str = "X-WR-CALNAME:Agenda du Copeau\n") -> str:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:essai\n{head}{body}END:VCALENDAR\n"


def read_files(**contents: str | bytes):
    run = make_run(SPEC)
    files = {
        f"agenda:{name}": text if isinstance(text, bytes) else text.encode()
        for name, text in contents.items()
    }
    return list(parse(MemoryFiles(files), run)), run


def read(*events: str, **options: str):
    return read_files(un=calendar(*events, **options))


def one(*lines: str):
    """The event made of the short one and of some more lines; a property said twice replaces the first."""
    said = {line.split(":")[0].split(";")[0]: line for line in (*SHORT.splitlines(), *lines)}
    found, run = read("\n".join(said.values()))
    assert len(found) == 1, found
    return found[0], run


def test_every_property_becomes_a_field():
    (event,), run = read(WHOLE)
    assert not run.issues.counts
    assert (event.uid, event.intitule, event.nature) == (
        "salon-1@exemple.fr",
        "Salon des métiers du bois",
        "salon",
    )
    assert (event.debut, event.heure_debut) == (date(2026, 3, 10), time(9, 30))
    assert (event.fin, event.heure_fin) == (date(2026, 3, 11), time(17))
    assert (event.lieu, event.adresse) == ("Halle aux Grains", "3 rue du Port, 44000 Nantes Cedex 1")
    assert (event.code_postal, event.commune) == ("44000", "Nantes")
    assert (event.latitude, event.longitude) == (47.21, -1.55)
    assert event.organisateur == "Association du Copeau"
    assert event.url == event.provenance.url == "https://exemple.fr/salon"
    assert event.description == ("Entrée libre.", "Venez nombreux.")
    assert event.categories == ("Orientation", "Bois")
    assert (event.sequence, event.provenance.date_maj) == (2, date(2026, 1, 2))
    assert event.provenance.editeur == "Agenda du Copeau"
    assert (event.est_annule, event.est_en_ligne, event.est_repete) == (False, False, False)


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("DTSTART:20260310T090000Z", date(2026, 3, 10), time(10)),
        ("DTSTART:20260710T090000Z", date(2026, 7, 10), time(11)),
        ("DTSTART:20260310T233000Z", date(2026, 3, 11), time(0, 30)),
        ("DTSTART;TZID=Indian/Reunion:20260310T100000", date(2026, 3, 10), time(7)),
        ("DTSTART:20260310T090000", date(2026, 3, 10), time(9)),
        ("DTSTART;VALUE=DATE:20260310", date(2026, 3, 10), None),
    ],
)
def test_hours_become_those_of_paris(start, day, hour):
    event, run = one(start)
    assert (event.debut, event.heure_debut, event.fin, event.heure_fin) == (day, hour, day, None)
    assert not run.issues.counts


def test_an_hour_without_a_zone_is_in_that_of_its_calendar():
    (event,), _ = read("UID:a\nSUMMARY:b\nDTSTART:20260310T100000", head="X-WR-TIMEZONE:Indian/Reunion\n")
    assert event.heure_debut == time(7)


def test_an_unknown_zone_is_reported_and_the_hour_kept():
    event, run = one("DTSTART;TZID=Lune/Copernic:20260310T090000")
    assert event.heure_debut == time(9)
    assert run.issues.counts[Issue.MALFORMED] == 1


@pytest.mark.parametrize(
    ("lines", "last", "hour"),
    [
        (("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260312"), date(2026, 3, 11), None),
        (("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260310"), date(2026, 3, 10), None),
        (("DTSTART:20260310T200000Z", "DTEND:20260310T230000Z"), date(2026, 3, 10), None),
        (("DURATION:PT90M",), date(2026, 3, 10), time(11, 30)),
    ],
)
def test_the_last_day_is_one_when_something_still_happens(lines, last, hour):
    event, _ = one(*lines)
    assert (event.fin, event.heure_fin) == (last, hour)


def test_an_end_before_the_beginning_is_reported_and_left_out():
    event, run = one("DTEND:20260309T090000Z")
    assert (event.fin, event.heure_fin) == (event.debut, None)
    assert run.issues.counts[Issue.MALFORMED] == 1


def test_each_date_of_a_series_is_an_event_but_those_left_out():
    found, run = read(
        SHORT
        + "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20260317T090000Z\nRDATE:20260401T080000Z\nDTEND:20260310T110000Z"
    )
    assert [(event.debut, event.heure_debut, event.heure_fin) for event in found] == [
        (date(2026, 3, 10), time(10), time(12)),
        (date(2026, 3, 24), time(10), time(12)),
        (date(2026, 3, 31), time(10), time(12)),
        (date(2026, 4, 1), time(10), time(12)),
    ]
    assert len({event.id for event in found}) == 4
    assert all(event.est_repete for event in found)
    assert not run.issues.counts


def test_a_date_that_was_moved_takes_the_place_of_its_own():
    moved = SHORT.replace("10T09", "18T09") + "RECURRENCE-ID:20260317T090000Z\nSTATUS:CANCELLED"
    found, _ = read(SHORT + "RRULE:FREQ=WEEKLY;COUNT=3", moved)
    days = {event.debut: event for event in found}
    assert sorted(days) == [date(2026, 3, 10), date(2026, 3, 18), date(2026, 3, 24)]
    assert days[date(2026, 3, 18)].est_annule
    assert not days[date(2026, 3, 24)].est_annule


def test_an_endless_series_stops_eighteen_months_after_the_harvest_and_begins_with_it():
    found, _ = read("UID:a\nSUMMARY:b\nDTSTART:20240101T090000Z\nRRULE:FREQ=MONTHLY")
    assert found[0].debut == date(2026, 2, 1)
    assert (found[-1].debut - DAY).days <= 548
    assert len(found) == 18


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=SECONDLY", "FREQ=NEVER", "BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=99", "FREQ=DAILY;INTERVAL=0"),
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_is_not_followed_gives_its_first_date_and_is_reported(rule):
    found, run = read(SHORT + f"RRULE:{rule}")
    assert [event.debut for event in found] == [date(2026, 3, 10)]
    assert run.issues.counts[Issue.MALFORMED]


@pytest.mark.parametrize(
    ("title", "categories", "nature"),
    [
        ("JPO du lycée", "", "portes-ouvertes"),
        ("Journées portes-ouvertes", "", "portes-ouvertes"),
        ("Information collective", "", "reunion-information"),
        ("Venez voir", "CATEGORIES:Forum", "forum"),
        ("Les salonards", "", "autre"),
        ("Atelier CV", "", "atelier"),
    ],
)
def test_the_nature_is_read_in_whole_words(title, categories, nature):
    assert one(f"SUMMARY:{title}", *filter(None, [categories]))[0].nature == nature


@pytest.mark.parametrize(
    "line", ["LOCATION:En ligne", "LOCATION:https://visio.exemple", "SUMMARY:Webinaire : le bois"]
)
def test_what_is_followed_from_afar_says_so(line):
    assert one(line)[0].est_en_ligne


def test_a_cancelled_event_is_kept_and_says_so():
    assert one("STATUS:CANCELLED")[0].est_annule
    assert read(SHORT, head="METHOD:CANCEL\n")[0][0].est_annule


def test_what_is_private_is_not_published():
    found, run = read(SHORT + "CLASS:PRIVATE")
    assert found == []
    assert run.issues.counts == {Issue.REJECTED: 1}


def test_of_two_versions_the_newest_is_kept_whatever_the_order():
    old, new = calendar(WHOLE), calendar(WHOLE.replace("SEQUENCE:2", "SEQUENCE:10").replace("Salon", "Forum"))
    for first, second in ((old, new), (new, old)):
        (event,), run = read_files(un=first, deux=second)
        assert event.intitule == "Forum des métiers du bois"
        assert run.issues.counts == {Issue.DUPLICATE: 1}
    later = calendar(WHOLE.replace("20260102T", "20260103T").replace("Salon", "Forum"))
    assert read_files(un=later, deux=old)[0][0].nature == "forum"


def test_lines_folded_inside_a_letter_are_joined():
    body = calendar(SHORT.replace("Rencontre", "Été")).encode().replace("É".encode(), b"\xc3\r\n \x89")
    (event,), run = read_files(un=body)
    assert event.intitule == "Été"
    assert not run.issues.counts


def test_another_encoding_is_read_and_reported():
    (event,), run = read_files(un=calendar(WHOLE).encode("cp1252"))
    assert event.intitule == "Salon des métiers du bois"
    assert run.issues.counts == {Issue.MALFORMED: 1}


def test_what_nobody_declared_is_reported():
    _, run = one(
        "X-INCONNU:valeur", "X-APPLE-STRUCTURED-LOCATION:ignoré", "ATTENDEE:mailto:personne@exemple.fr"
    )
    assert [(s.field, s.value) for s in run.issues.samples[Issue.UNREAD_FIELD]] == [("X-INCONNU", "valeur")]
    found, run = read(SHORT, head="BEGIN:VTODO\nUID:x\nEND:VTODO\n")
    assert len(found) == 1
    assert run.issues.counts == {Issue.UNREAD_FIELD: 1}


@pytest.mark.parametrize("line", ["DTSTART:demain", "SUMMARY:"])
def test_an_event_without_a_day_or_a_name_is_refused_and_said(line):
    said = {part.split(":")[0]: part for part in (*SHORT.splitlines(), line)}
    found, run = read("\n".join(said.values()), WHOLE)
    assert [event.uid for event in found] == ["salon-1@exemple.fr"]
    assert run.issues.counts[Issue.REJECTED] == 1


def test_a_property_that_cannot_be_read_costs_no_more_than_itself():
    event, run = one("DTEND:bientôt", "GEO:ici", "SEQUENCE:x", "URL:www.exemple.fr")
    assert (event.fin, event.latitude, event.sequence, event.url) == (event.debut, None, 0, None)
    assert run.issues.counts == {Issue.MALFORMED: 4}


def test_an_event_without_an_identifier_keeps_the_same_id_at_each_harvest():
    text = "SUMMARY:Rencontre\nDTSTART:20260310T090000Z"
    (first,), run = read(text)
    assert first.id == read(text)[0][0].id
    assert run.issues.counts == {Issue.MALFORMED: 1}


def test_a_file_that_is_no_agenda_is_an_error_alone_and_reported_beside_another():
    with pytest.raises(ParseError):
        read_files(un="<html></html>")
    with pytest.raises(ParseError):
        read_files(un=calendar(SHORT)[:60])
    with pytest.raises(ParseError):  # the name of a folder of zones, not of a zone
        read("UID:a\nSUMMARY:b\nDTSTART;TZID=Europe:20260310T093000")
    found, run = read_files(un="<html></html>", deux=calendar(SHORT))
    assert len(found) == 1
    assert run.issues.counts == {Issue.MALFORMED: 1}


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("44000 Nantes", ("44000 Nantes", None, "44000", "Nantes")),
        ("Nantes", ("Nantes", None, None, None)),
        ("12 rue X\\, 29200 Brest", (None, "12 rue X, 29200 Brest", "29200", "Brest")),
        ("", (None, None, None, None)),
    ],
)
def test_a_place_is_read_as_it_is_written(location, place):
    event, _ = one(f"LOCATION:{location}")
    assert (event.lieu, event.adresse, event.code_postal, event.commune) == place


def test_agendas_are_harvested_when_the_folder_has_one(tmp_path):
    catalog = load_catalog()
    assert "agenda" not in ordinary(catalog, tmp_path)
    publish_folder(tmp_path, {"crij.ics": calendar(SHORT).encode()})
    assert "agenda" in ordinary(catalog, tmp_path)


def test_a_download_that_is_no_agenda_is_told():
    assert wrong_content("ical", calendar(SHORT).encode()) is None
    assert wrong_content("ical", b"<html>") is not None
    assert wrong_content("ical", b"UID;x") is not None
