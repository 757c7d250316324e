"""Codes that a source writes in a name for its own files, and the words that are read instead."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mappings.yaml_files import load_yaml

_FILE = Path(__file__).parent / "intitules.yml"
_AFTER_TYPE = " - "


class Intitule(NamedTuple):
    """A name in two: what type of diploma it begins with, in words, and the rest of it."""

    type_en_mots: str
    """Empty if the name begins with no code."""
    reste: str

    def joined(self, reste: str) -> str:
        """The name with its rest written otherwise."""
        return (
            f"{self.type_en_mots}{_AFTER_TYPE}{reste[:1].upper()}{reste[1:]}" if self.type_en_mots else reste
        )


def read_intitule(written: str) -> Intitule:
    """« MASTER - Finance (fiche nationale) » → master, Finance; a code written twice is read once."""
    rest = _ends().sub("", written) or written
    begins = _beginnings().match(rest)
    if begins is None:
        return Intitule("", rest)
    return Intitule(_types()[begins["code"]], rest[begins.end() :])


def type_en_mots(code: str) -> str:
    """« Grade_Master » → « grade de master »; what is no code stays as it is."""
    return _types().get(code, code)


@cache
def _types() -> dict[str, str]:
    return {code: line["mots"] for code, line in _read()["types"].items()}


@cache
def _beginnings() -> re.Pattern[str]:
    codes = "|".join(map(re.escape, _types()))
    return re.compile(rf"(?P<code>{codes})(?: [-–] (?P=code))* [-–] (?=\S)")


@cache
def _ends() -> re.Pattern[str]:
    ends = "|".join(re.escape(line["mots"]) for line in _read()["fins"])
    return re.compile(rf"\s*(?:{ends})\s*$", re.IGNORECASE)


@cache
def _read() -> dict[str, Any]:
    content: dict[str, Any] = load_yaml(_FILE)
    return content
