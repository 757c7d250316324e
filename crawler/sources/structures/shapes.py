"""Values of the directory, whose shape varies: an object if alone, else a list, or JSON in a text."""

import json
import re
from datetime import date
from typing import Any

from crawler.contract import Issue, Run
from crawler.readers.figures import decimal

INSEE = re.compile(r"(\d{2}|2[AB])\d{3}$", re.ASCII)
SIRET = re.compile(r"\d{14}$", re.ASCII)
LIMITS = {"latitude": 90, "longitude": 180}
Item = dict[str, Any]


def items(value: Any) -> list[Item]:
    """The objects of a value; the exports of the API write them as JSON in a text."""
    found = _loaded(value) if isinstance(value, str) else value
    listed = found if isinstance(found, list) else [found]
    return [item for item in listed if isinstance(item, dict)]


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a value, each once: bare, or under the keys of the two formats."""
    found = _loaded(value) if isinstance(value, str) else value
    listed = found if isinstance(found, list) else [found]
    words = (item.get("$t") or item.get("valeur") if isinstance(item, dict) else item for item in listed)
    clean = (" ".join(word.split()) for word in words if isinstance(word, str))
    return tuple(dict.fromkeys(word for word in clean if word))


def text(value: Any) -> str:
    return next(iter(texts(value)), "")


def _loaded(value: str) -> Any:
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def degrees(run: Run, value: Any, field: str, *, record: str) -> float | None:
    """A latitude or a longitude; out of this world, it is reported."""
    found = decimal(run, text(value), record=record, field=field)
    if found is None or abs(found) <= LIMITS[field]:
        return found
    run.report(Issue.MALFORMED, record=record, field=field, value=text(value))
    return None


def iso_day(run: Run, value: str, *, record: str, field: str) -> date | None:
    """AAAA-MM-JJ, or JJ/MM/AAAA with or without an hour."""
    if not value:
        return None
    day = re.split(r"[ T]", value, maxsplit=1)[0]
    try:
        return date.fromisoformat("-".join(reversed(day.split("/"))))
    except ValueError:
        run.report(Issue.MALFORMED, record=record, field=field, value=value)
        return None


def days(first: str, last: str) -> str:
    """« du lundi au vendredi », « le samedi »."""
    first, last = first.lower(), last.lower()
    return f"du {first} au {last}" if last and last != first else f"le {first}"


def opening(when: str, hours: list[tuple[str, str]], note: str) -> str:
    """« du lundi au vendredi : 09:00-12:00, 13:30-17:00 (sur rendez-vous) »."""
    spans = ", ".join(f"{start[:5]}-{end[:5]}" for start, end in hours if start and end)
    line = f"{when} : {spans}" if spans else when
    return f"{line} ({note})" if note else line
