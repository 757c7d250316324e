"""Small conversions shared by the parsers, and the one way to make a record."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from crawler.contract import Issue, Run
from crawler.dates import whole_date
from mappings.records import Record
from mappings.records.codes import EN_MOTS
from mappings.records.ids import make_id

R = TypeVar("R", bound=Record)
_BETWEEN = re.compile(r"\s*[,;|/]\s*")
_BETWEEN_WHOLE = re.compile(r"[\s,;|/]+")
"""Where the length of a code is known, a blank separates two as well; « 247 999 » may be one."""
_LABELLED = re.compile(r"([A-Za-z]*\d+[A-Za-z]?)\s*[-–:(]\s*[^\W\d]")
"""« M1805 - Études »: a code, a sign, words."""
_WHOLE = re.compile(
    r"(\d{1,3}(?:\s\d{3})+|\d+)(?:[.,](?!000(?!\d))0+)?(?:\s*(?:h|heures?|places?))?",
    re.ASCII | re.IGNORECASE,
)
"""« 1 050 », « 35.0 », « 70 heures »; not « 1.000 », which is one or a thousand."""
_AS_NUMBER = re.compile(r"(?<=\d)[.,]0$")
"""« 2024.0 »: a code that a program took for a number."""
_LIST = re.compile(r"\s*\|\s*")
MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


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
    """The values that match a code pattern, or hold such codes; the others are reported."""
    good: list[str] = []
    for value in values:
        if found := codes_in(pattern, value):
            good += found
        else:
            expected = EN_MOTS.get(pattern.pattern, "")
            run.report(Issue.MALFORMED, record=record, field=field, value=value, expected=expected)
    return tuple(dict.fromkeys(good))


def codes_in(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """« k1602 », « 2024.0 », « K1601, K1602 », « M1805 - Études » → the codes that it can only be, if any."""
    for written in (text, text.upper(), text.lower(), _AS_NUMBER.sub("", text)):
        if pattern.match(written):
            return (written,)
    between = _BETWEEN if "+" in pattern.pattern else _BETWEEN_WHOLE
    for parts in (between.split(text.upper()), between.split(text)):
        if len(parts) > 1 and all(map(pattern.match, parts)):
            return tuple(parts)
    label = _LABELLED.match(text)
    return (label[1],) if label and pattern.match(label[1]) else ()


def padded(code: str, length: int, *, zeros: int = 1) -> str:
    """« 1001 » or « 1001.0 » is the « 01001 » of which a spreadsheet ate at most so many `zeros`."""
    plain = _AS_NUMBER.sub("", code)
    is_eaten = 0 < length - len(plain) <= zeros and plain.isdecimal() and not plain.startswith("0")
    return plain.zfill(length) if is_eaten else plain


def code_of(run: Run, pattern: re.Pattern[str], value: str, *, record: str, field: str) -> str | None:
    """One code, None if empty or malformed (then reported)."""
    found = matching(run, pattern, (value,) if value else (), record=record, field=field)
    return found[0] if found else None


def key_of(run: Run, pattern: re.Pattern[str], value: str, *, record: str, field: str) -> str | None:
    """The code without which a row is no record: that it is missing is reported too."""
    if not value:
        run.report(
            Issue.MALFORMED, record=record, field=field, value="", expected=EN_MOTS.get(pattern.pattern, "")
        )
    return code_of(run, pattern, value, record=record, field=field)


def number(run: Run, value: str, *, record: str, field: str) -> int | None:
    """A whole number, None if empty or malformed (then reported)."""
    if not value:
        return None
    if match := _WHOLE.fullmatch(" ".join(value.split())):
        return int(match[1].replace(" ", ""))
    run.report(Issue.MALFORMED, record=record, field=field, value=value, expected="un nombre entier")
    return None


def declared(run: Run, field: str, value: str, *, record: str) -> str | None:
    """The declared meaning of a value; None if the value is empty, unknown (reported) or means « absent »."""
    return (run.lookup(field, value, record=record) or None) if value else None


def day_of(run: Run, value: str, *, record: str, field: str) -> date | None:
    """JJ/MM/AAAA, or a day in another notation; None if empty or malformed (then reported)."""
    if not value:
        return None
    if (found := whole_date(value)) and found.precision == "jour":
        return found.day
    run.report(Issue.MALFORMED, record=record, field=field, value=value, expected="JJ/MM/AAAA")
    return None
