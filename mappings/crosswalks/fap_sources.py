"""Reads the publishers' tables of the FAP, in their formats (SAS programs in ISO-8859-1, CSV in cp1252)."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from debouches.errors import ConfigError

_ASSIGNMENT = re.compile(r'^\s*((?:"[A-N]\d{4,5}"\s*,?\s*)+)=\s*"([A-Z]\d[A-Z]\d\d)"', re.MULTILINE)
_QUOTED = re.compile(r'"([A-N]\d{4})(\d?)"')
_LABEL = re.compile(r'^"([A-Z]\d[A-Z]\d\d)"\s*=\s*"(?:\1\s*:\s*)?([^"]+)"', re.MULTILINE)
_ROME = re.compile(r"[A-N]\d{4}$", re.ASCII)


class Passage(NamedTuple):
    """A ROME code, with a qualification or alone, and the métier of the FAP of 2009."""

    rome: str
    qualification: str
    fap: str


def read_passages(folder: Path) -> list[Passage]:
    text = _text(folder, "passage_fap2009_romev3.txt", "iso-8859-1")
    return [
        Passage(rome, qualification, fap)
        for romes, fap in _ASSIGNMENT.findall(text)
        for rome, qualification in _QUOTED.findall(romes)
    ]


def read_fap2009(folder: Path) -> dict[str, str]:
    text = _text(folder, "intitule_fap2009.txt", "iso-8859-1")
    return {code: " ".join(label.split()) for code, label in _LABEL.findall(text)}


def read_fap2021(folder: Path) -> dict[str, str]:
    rows = _rows(folder, "Intitules_FAP2021.csv", "utf-8-sig")
    return {row["Code_FAP228"]: row["Intitulé_FAP228"].strip() for row in rows}


def read_fap225(folder: Path) -> set[tuple[str, str]]:
    """Pairs FAP of 2009, ROME code, in the other table of the publisher."""
    rows = _rows(folder, "fap225_rome.csv", "cp1252")
    return {(row["Fap"], row["Rome"]) for row in rows if _ROME.match(row["Rome"])}


def _rows(folder: Path, name: str, encoding: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(folder, name, encoding).splitlines(), delimiter=";")


def _text(folder: Path, name: str, encoding: str) -> str:
    path = next(iter(sorted(folder.rglob(name))), None)
    if path is None:
        raise ConfigError(f"Table de passage absente : {name} n'est pas dans {folder}")
    return path.read_text(encoding=encoding)
