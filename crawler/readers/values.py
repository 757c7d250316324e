"""Small conversions shared by the parsers, and the one way to make a record."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from crawler.contract import Issue, Run
from mappings.records import Record
from mappings.records.codes import EN_MOTS
from mappings.records.ids import make_id

R = TypeVar("R", bound=Record)
_LIST = re.compile(r"\s*\|\s*")


def make(run: Run, record_type: type[R], *codes: str, **fields: Any) -> R | None:
    """The record whose id is made of `codes`, or None and a report that names the field at fault."""
    try:
        identifier = make_id(record_type, *codes)
        return record_type(id=identifier, **fields)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where, value = ".".join(map(str, fault["loc"])), str(fault["input"])
    except ValueError:
        where, value = "id", ":".join(codes)
    run.report(Issue.REJECTED, record=codes[-1], field=where, value=value)
    return None


def split_list(text: str) -> tuple[str, ...]:
    """« a| b | c » → its values, each once, in order."""
    return tuple(dict.fromkeys(part for part in _LIST.split(text.strip()) if part))


def matching(
    run: Run, pattern: re.Pattern[str], values: Sequence[str], *, record: str, field: str
) -> tuple[str, ...]:
    """The values that match a code pattern; the others are reported."""
    good = []
    for value in values:
        if pattern.match(value):
            good.append(value)
        else:
            expected = EN_MOTS.get(pattern.pattern, "")
            run.report(Issue.MALFORMED, record=record, field=field, value=value, expected=expected)
    return tuple(dict.fromkeys(good))


def code_of(run: Run, pattern: re.Pattern[str], value: str, *, record: str, field: str) -> str | None:
    """One code, None if empty or malformed (then reported)."""
    found = matching(run, pattern, (value,) if value else (), record=record, field=field)
    return found[0] if found else None


def number(run: Run, value: str, *, record: str, field: str) -> int | None:
    """A whole number, None if empty or malformed (then reported)."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return int(value)
    run.report(Issue.MALFORMED, record=record, field=field, value=value, expected="un nombre entier")
    return None


def declared(run: Run, field: str, value: str, *, record: str) -> str | None:
    """The declared meaning of a value; None if the value is empty, unknown (reported) or means « absent »."""
    return (run.lookup(field, value, record=record) or None) if value else None


def day_of(run: Run, value: str, *, record: str, field: str) -> date | None:
    """JJ/MM/AAAA, None if empty or malformed (then reported)."""
    if not value:
        return None
    try:
        return datetime.strptime(value, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError:
        run.report(Issue.MALFORMED, record=record, field=field, value=value, expected="JJ/MM/AAAA")
        return None
