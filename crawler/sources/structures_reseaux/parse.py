"""Reference lists of two networks → Structure, with the communes that a mission locale receives."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import departement_code
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, declared, make, padded
from mappings.records import Record, Structure

AGENCES, MISSIONS, COUVERTURE = "agences", "missions", "couverture"
INSEE = re.compile(r"(\d{2}|2[AB])\d{3}$", re.ASCII)
SUFFIX = "S00"
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in read_rows(files, run, AGENCES):
        network = declared(run, "structure", row["structure"], record=row["id"])
        if network and (agency := _structure(run, row, "ft", "France Travail", row["nom_agence"])):
            yield agency
    zones = _zones(files, run)
    known = set()
    for row in read_rows(files, run, MISSIONS):
        code = row["id"].removesuffix(SUFFIX)
        known.add(code)
        nom = row["nom_usuel"] or row["nom_officiel"]
        if mission := _structure(run, row, "ml", "Mission locale", nom, **zones.get(code, {})):
            yield mission
    for code in sorted(zones.keys() - known):
        run.report(Issue.DANGLING, record=code, field="Code ML", value=code)


def _structure(run: Run, row: Row, kind: str, reseau: str, nom: str, **facts: Any) -> Structure | None:
    departement = departement_code(run, row["code_departement"], record=row["id"], field="code_departement")
    return make(
        run,
        Structure,
        *(kind, row["id"]),
        provenance=run.provenance(),
        code=f"{kind}-{row['id']}",
        nom=nom,
        reseau=reseau,
        code_departement=departement,
        **facts,
    )


def _zones(files: RawFiles, run: Run) -> dict[str, dict[str, Any]]:
    """Mission locale → its address and the communes that it receives."""
    communes: dict[str, dict[str, None]] = defaultdict(dict)
    places: dict[str, dict[str, Any]] = {}
    if COUVERTURE not in files.names():
        return places
    for row in read_rows(files, run, COUVERTURE):
        code, text = row["Code ML"].removesuffix(SUFFIX), padded(row["Code INSEE"], 5)
        if commune := code_of(run, INSEE, text, record=code, field="Code INSEE"):
            communes[code][commune] = None
            places[code] = {
                "adresse": row["Adresse ML"] or None,
                "code_postal": row["Code Postal ML"] or None,
                "ville": row["Ville ML"] or None,
            }
    return {code: place | {"communes_couvertes": tuple(communes[code])} for code, place in places.items()}
