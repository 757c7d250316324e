"""Telephone numbers, in the notations of spreadsheets."""

import re

from crawler.contract import Issue, Run

_BETWEEN = re.compile(r"\s*(?:[/;,|\n]|\bou\b|\bet\b)\s*")
_COUNTRY = re.compile(r"^(?:\+|00)33\s*(?:\(0\)\s*)?")
_NO_DIGIT = re.compile(r"\D")
_FRENCH = 10
_SHORT = 4
"""« 3949 »: the shortest number that is called."""


def numbers(run: Run, text: str, *, record: str) -> tuple[str, ...]:
    """« +33 2 98 00 00 00 », « 0298000000 », « 298000000 » → « 02 98 00 00 00 »."""
    found = [_number(part) for part in _BETWEEN.split(text) if part]
    if text and not all(found):
        run.report(Issue.MALFORMED, record=record, field="téléphone", value=text)
    return tuple(dict.fromkeys(filter(None, found)))


def _number(text: str) -> str:
    """Empty if it is none; with the zero that a spreadsheet eats, or that a country code replaces."""
    plain = _COUNTRY.sub("0", text.strip())
    digits = _NO_DIGIT.sub("", plain)
    if len(digits) == _FRENCH - 1 and not digits.startswith("0"):
        digits = f"0{digits}"
    if len(digits) == _FRENCH:
        return " ".join(digits[start : start + 2] for start in range(0, _FRENCH, 2))
    return plain if len(digits) >= _SHORT else ""
