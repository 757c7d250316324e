"""Bytes of a file → its calendars. A file that is no calendar is an error."""

import re

from icalendar import Calendar, Component

from crawler.contract import Issue, RawFiles, Run
from debouches.errors import ParseError

_FOLD = re.compile(rb"\r?\n[ \t]")
"""Old programs cut a letter of two bytes in its middle: lines are joined before they are decoded."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_calendars(files: RawFiles, run: Run, name: str) -> list[Component]:
    with files.open(name) as stream:
        text = _decoded(run, name, _FOLD.sub(b"", stream.read()))
    try:
        calendars = Calendar.from_ical(_CONTROL.sub("", text), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError) as error:
        raise ParseError(f"Ce n'est pas un agenda iCal : {error}", source=run.source, file=name) from error
    found: list[Component] = [calendar for calendar in calendars if calendar.name == "VCALENDAR"]
    if not found:
        raise ParseError("Aucun agenda iCal entier (VCALENDAR)", source=run.source, file=name)
    return found


def _decoded(run: Run, name: str, body: bytes) -> str:
    declared, *others = run.spec.file(name).encodings
    for encoding in (declared, *others):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != declared:
            run.report(Issue.MALFORMED, record=name, field="encodage", value=f"{encoding}, pas {declared}")
        return text
    raise ParseError(f"Encodage inattendu (déclaré : {declared})", source=run.source, file=name)
