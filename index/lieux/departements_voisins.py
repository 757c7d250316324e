"""Which départements touch: read from `mappings/departements_voisins.csv`."""

import csv
from collections.abc import Mapping
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "mappings" / "departements_voisins.csv"
Voisins = Mapping[str, tuple[str, ...]]
"""Code of a département → those that touch it."""


def read_voisins(path: Path = _FILE) -> Voisins:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["departement"]: tuple(row["voisins"].split()) for row in rows}
