"""What other files say of a commune: its zone and bassin, its postcodes, its point."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import decimal
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, padded

ZONE = re.compile(r"\d{4}$", re.ASCII)
POSTCODE = re.compile(r"\d{5}$", re.ASCII)
INSEE = 5
"""Characters of the code of a commune, and of a postcode."""
Row = dict[str, str]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Around:
    """By code of commune, but for the names of zones and bassins, by their own code."""

    zones: dict[str, str]
    bassins: dict[str, str]
    zone_names: dict[str, str]
    bassin_names: dict[str, str]
    postcodes: dict[str, tuple[str, ...]]
    points: dict[str, Point]


def read_around(files: RawFiles, run: Run) -> Around:
    zone_columns = ("code_commune", "code_zone_emploi", "libelle_zone_emploi")
    bassin_columns = ("code_commune_insee", "code_bassin_BMO", "lib_bassin_BMO")
    zones, zone_names = _meshes(files, run, "zones", zone_columns)
    bassins, names = _meshes(files, run, "bassins", bassin_columns)
    return Around(zones, bassins, zone_names, names, _postcodes(files, run), _points(files, run))


def _rows(files: RawFiles, run: Run, name: str) -> Iterator[Row]:
    if name in files.names():
        yield from read_rows(files, run, name)


def _meshes(
    files: RawFiles, run: Run, name: str, columns: tuple[str, str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Commune → code of its mesh, and the names of the meshes."""
    commune, code, libelle = columns
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in _rows(files, run, name):
        mesh = code_of(run, ZONE, padded(row[code], 4, zeros=3), record=row[commune], field=code)
        if mesh:
            codes.setdefault(padded(row[commune], INSEE), mesh)
            names[mesh] = names.get(mesh) or row[libelle]
    return codes, names


def _postcodes(files: RawFiles, run: Run) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(files, run, "postes"):
        commune = padded(row["Code_commune_INSEE"], INSEE)
        text = padded(row["Code_postal"], INSEE)
        if postcode := code_of(run, POSTCODE, text, record=commune, field="Code_postal"):
            found[commune][postcode] = None
    return {commune: tuple(sorted(postcodes)) for commune, postcodes in found.items()}


def _points(files: RawFiles, run: Run) -> dict[str, Point]:
    found = {}
    for row in _rows(files, run, "points"):
        commune = padded(row["Code_Officiel_Commune"], INSEE)
        latitude = decimal(run, row["latitude"], record=commune, field="latitude")
        longitude = decimal(run, row["longitude"], record=commune, field="longitude")
        if latitude is None or longitude is None:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            found[commune] = (round(latitude, 5), round(longitude, 5))
        else:
            run.report(Issue.MALFORMED, record=commune, field="latitude", value=f"{latitude}, {longitude}")
    return found
