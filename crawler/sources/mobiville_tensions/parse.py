"""Mobiville (CSV) → one Indicateur per ROME code and bassin d'emploi."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import Column, Level, measures, region_code
from crawler.readers.rows import read_rows
from crawler.readers.values import key_of, make, padded
from mappings.records import Indicateur, Record
from mappings.records.codes import ROME

TENSIONS, BASSINS = "tensions", "bassins"
MILLESIME = 2019
TENSION = Level("ind_tension_d", "tension")
DETAILS = (
    Column("oee", "offres-emploi", "offres, en moyenne", least=0),
    Column("defm_abc", "demandeurs-emploi-abc", "personnes, en moyenne", least=0),
    Level("ind_int_emb_d", "intensite-embauches"),
    Level("ind_main_oeuvre_d", "manque-main-oeuvre"),
    Level("ind_dur_empl_d", "non-durabilite"),
    Level("ind_cond_travail_d", "conditions-contraignantes"),
    Level("ind_mismatch_geo_d", "inadequation-geographique"),
    Level("ind_specif_form_empl_d", "lien-formation-emploi"),
)
YEAR = re.compile(r"20\d\d$", re.ASCII)
BASSIN = re.compile(r"\d{4}$", re.ASCII)
Row = dict[str, str]
Places = Mapping[str, dict[str, Any]]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    places = _places(files, run)
    for row in read_rows(files, run, TENSIONS):
        if figure := _figure(run, row, places):
            yield figure


def _places(files: RawFiles, run: Run) -> Places:
    """What the list of communes says of each bassin: its name and its region."""
    places: dict[str, dict[str, Any]] = {}
    if BASSINS not in files.names():
        return places
    for row in read_rows(files, run, BASSINS):
        code = padded(row["BE19"], 4, zeros=3)
        if code not in places and row["NOMBE19"]:
            region = region_code(run, row["REG"], record=code, field="REG")
            parents = (f"territoire:region:{region}",) if region else ()
            places[code] = {"libelle_territoire": row["NOMBE19"], "codes_parents": parents}
    return places


def _figure(run: Run, row: Row, places: Places) -> Indicateur | None:
    record = f"{row['ROME']}/{row['cbassin']}"
    rome = key_of(run, ROME, row["ROME"], record=record, field="ROME")
    annee = key_of(run, YEAR, row["annee"], record=record, field="annee")
    bassin = key_of(run, BASSIN, padded(row["cbassin"], 4, zeros=3), record=record, field="cbassin")
    if rome is None or annee is None or bassin is None:
        return None
    if places and bassin not in places:
        run.report(Issue.DANGLING, record=record, field="cbassin", value=bassin)
    return make(
        run,
        Indicateur,
        *("mobiville", annee, rome, "bassin-emploi", bassin),
        provenance=run.provenance(version=f"tensions de {annee}"),
        nom=TENSION.nom,
        nature="observe",
        periode=annee,
        niveau_territoire="bassin-emploi",
        code_territoire=bassin,
        millesime_territoire=MILLESIME,
        code_metier=rome,
        nomenclature_metier="rome3",
        valeur=TENSION.value(run, row, record=record),
        unite=TENSION.unite,
        details=measures(run, row, DETAILS, record=record),
        **places.get(bassin, {}),
    )
