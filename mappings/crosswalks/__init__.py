"""Tables that join one nomenclature to another: facts (codes, labels, relations), each with its origin."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

Confiance = Literal["certaine", "forte", "moyenne"]
FOLDER = Path(__file__).parent
FIN_ANCIENNES_REGIONS = date(2016, 1, 1)
"""Law of 16 January 2015: sixteen regions became seven."""


@dataclass(frozen=True, slots=True)
class AncienneRegion:
    """A region of before 2016: people still search for it, and figures were published on it."""

    code: str
    libelle: str
    successeur: str
    departements: tuple[str, ...]


def anciennes_regions() -> tuple[AncienneRegion, ...]:
    return tuple(
        AncienneRegion(row["code"], row["libelle"], row["successeur"], tuple(row["departements"].split()))
        for row in read_table("regions_avant_2016.csv")
    )


@dataclass(frozen=True, slots=True)
class CorrespondanceFap:
    """A métier of the FAP and a ROME code of version 3, never without how sure it is and why."""

    code_fap: str
    code_rome: str
    qualifications: str
    """« toutes », or the qualifications of the ROME code (one digit each) that belong to this métier."""
    confiance: Confiance
    origine: str


def correspondances_fap(nomenclature: Literal["fap2009", "fap2021"]) -> tuple[CorrespondanceFap, ...]:
    """The pairs that are sure enough to be used; those in doubt are in doutes.csv, for a person to judge."""
    return tuple(
        CorrespondanceFap(
            row["fap"],
            row["rome"],
            row["qualifications"],
            cast("Confiance", row["confiance"]),
            row["origine"],
        )
        for row in read_table(f"{nomenclature}_rome.csv")
    )


def libelles_rome3() -> dict[str, str]:
    """Code of the ROME 3 → its name there, that of a family of métiers of the ROME 4.0."""
    return {row["code"]: row["libelle"] for row in read_table("rome3.csv")}


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table of this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")
