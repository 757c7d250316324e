"""Directory of the schools: centres of guidance (CIO) and lycées → Structure."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.addresses import web
from crawler.readers.figures import departement_code
from crawler.readers.phones import numbers
from crawler.readers.rows import read_rows
from crawler.readers.values import code_of, declared, make, padded, split_list
from crawler.sources.structures.shapes import INSEE, SIRET, degrees, iso_day
from mappings.records import Record, Structure

FILE = "etablissements"
UAI = re.compile(r"\d{7}[A-Z]$", re.ASCII)
_POSTCODE = re.compile(r"\d{5}$", re.ASCII)
_OF_THREE = re.compile(r"0(?=\d[\dAB]$)", re.ASCII)
"""« 078 », « 02A »: a département of metropolitan France on three characters."""
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in read_rows(files, run, FILE):
        if (reseau := _network(run, row)) and (made := _structure(run, row, reseau)):
            yield made


def _network(run: Run, row: Row) -> str | None:
    """None for a school where nobody is received for guidance, and for one that is not open."""
    uai, kind = row["identifiant_de_l_etablissement"], row["type_etablissement"]
    if kind not in run.spec.lookups["reseau"].valeurs:
        if not kind:
            run.report(Issue.MALFORMED, record=uai, field="type_etablissement", value="")
        declared(run, "autre_type", kind, record=uai)
        return None
    is_open = not row["etat"] or declared(run, "etat", row["etat"].upper(), record=uai)
    return declared(run, "reseau", kind, record=uai) if is_open else None


def _structure(run: Run, row: Row, reseau: str) -> Structure | None:
    written = row["identifiant_de_l_etablissement"].upper()
    uai = code_of(run, UAI, written, record=row["nom_etablissement"], field="identifiant_de_l_etablissement")
    if uai is None:
        if not written:
            field = "identifiant_de_l_etablissement"
            run.report(Issue.MALFORMED, record=row["nom_etablissement"], field=field, value="")
        return None
    day = iso_day(run, row["date_maj_ligne"], record=uai, field="date_maj_ligne")
    return make(
        run,
        Structure,
        "uai",
        uai,
        provenance=run.provenance(date_maj=day),
        code=f"uai-{uai}",
        nom=row["nom_etablissement"],
        reseau=reseau,
        publics=split_list(run.lookup("publics", reseau, record=uai) or ""),
        telephone=next(iter(numbers(run, row["telephone"], record=uai)), None),
        courriel=row["mail"] or None,
        url=web(row["web"]),
        siret=code_of(run, SIRET, row["siren_siret"].replace(" ", ""), record=uai, field="siren_siret"),
        date_confirmation=day,
        **_place(run, row, uai),
    )


def _place(run: Run, row: Row, uai: str) -> dict[str, Any]:
    """Spreadsheets eat the first zero of the codes; a département may be on three characters."""
    departement = _OF_THREE.sub("", row["code_departement"])
    commune, postcode = (padded(row[name], 5) for name in ("code_commune", "code_postal"))
    return {
        "adresse": ", ".join(filter(None, (row[f"adresse_{line}"] for line in (1, 2, 3)))) or None,
        "code_postal": code_of(run, _POSTCODE, postcode, record=uai, field="code_postal"),
        "ville": row["nom_commune"] or None,
        "code_insee": code_of(run, INSEE, commune, record=uai, field="code_commune"),
        "code_departement": departement_code(run, departement, record=uai, field="code_departement"),
        "latitude": degrees(run, row["latitude"], "latitude", record=uai),
        "longitude": degrees(run, row["longitude"], "longitude", record=uai),
    }
