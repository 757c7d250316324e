"""Builds the names of the ROME 3: `python -m mappings.crosswalks.build_rome3 FILE` of a table ROME ↔ ISCO.

The ROME 4.0 keeps the codes of the ROME 3 as parents, and gives each of them the name of one métier; figures
counted by code of the ROME 3 are those of a whole family, which has a name of its own.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from mappings.crosswalks import FOLDER
from mappings.records.codes import is_rome

_SHEET = "ROME to ISCO-08"


def names(path: Path) -> Iterator[tuple[str, str]]:
    """(code, name) of each line of the table; a code comes once for each of its pairs."""
    book = openpyxl.load_workbook(path, read_only=True)
    for code, libelle, *_ in book[_SHEET].iter_rows(values_only=True):
        if isinstance(code, str) and is_rome(code) and libelle:
            yield code, " ".join(str(libelle).split())


def build(path: Path, folder: Path = FOLDER) -> None:
    with (folder / "rome3.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerows([("code", "libelle"), *sorted(dict(names(path)).items())])


if __name__ == "__main__":
    build(Path(sys.argv[1]))
