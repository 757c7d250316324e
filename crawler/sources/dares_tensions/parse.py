"""DARES tensions (CSV) → one Indicateur per métier, territory and year."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import FAP, Column, Level, departement_code, fap_of, measures, region_code
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, key_of, make
from mappings.records import Indicateur, Record
from mappings.records.territoire import FRANCE

TENSIONS, EVOLUTION = "tensions", "evolution"
NOM = "tension"
UNITE = "indice centré réduit (moyenne 2014-2018 : 0)"
EFFECTIF = "personnes, à la centaine près"
"""All of the publisher's are: 0 stands for fewer than fifty."""
TENSION = Column("Tension", NOM, UNITE)
DETAILS = (
    Level("Catégorie Tension", "categorie-tension"),
    Column("Emploi moyen", "emploi-moyen", EFFECTIF, is_count=True),
    Level("Intensité d'embauches", "intensite-embauches"),
    Level("Conditions de travail contraignantes", "conditions-contraignantes"),
    Level("Non-durabilité de l'emploi", "non-durabilite"),
    Level("Manque de main-d'œuvre disponible", "manque-main-oeuvre"),
    Level("Lien formation-emploi", "lien-formation-emploi"),
    Level("Inadéquation géographique", "inadequation-geographique"),
)
NOMENCLATURE = "nomenclature"
FAP_2009 = "fap2009"
YEAR = re.compile(r"20\d\d$", re.ASCII)
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    years = set()
    for row in _named(read_rows(files, run, TENSIONS)):
        years.add(row["Année"])
        if place := _place(run, row):
            yield from _figures(run, row, *place, DETAILS)
    if EVOLUTION in files.names():
        for row in _named(read_rows(files, run, EVOLUTION)):
            if row["Année"] not in years:  # the main file has that year in full
                yield from _figures(run, row, "france", FRANCE, ())


def _named(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that say their FAP; a code that both have is of the same as the one before it."""
    nomenclature = FAP_2009
    for row in rows:
        nomenclature = fap_of(row["fap"], nomenclature)
        yield row | {NOMENCLATURE: nomenclature}


def _place(run: Run, row: Row) -> tuple[str, str] | None:
    """Mesh and code of the territory of a row."""
    niveau = declared(run, "niveau_geo", row["niveau_geo"], record=row["fap"])
    if not row["niveau_geo"]:
        run.report(Issue.MALFORMED, record=row["fap"], field="niveau_geo", value="")
    code: str | None = FRANCE
    if niveau == "region":
        code = region_code(run, row["reg"], record=row["fap"], field="reg")
    elif niveau == "departement":
        code = departement_code(run, row["dep"], record=row["fap"], field="dep")
    return (niveau, code) if niveau and code else None


def _figures(run: Run, row: Row, niveau: str, code: str, columns: tuple[Column, ...]) -> Iterator[Indicateur]:
    fap = key_of(run, FAP, row["fap"], record=row["fap"], field="fap")
    annee = key_of(run, YEAR, row["Année"], record=row["fap"], field="Année")
    if fap is None or annee is None:
        return
    facts: dict[str, Any] = {
        "valeur": TENSION.value(run, row, record=fap),
        "details": measures(run, row, columns, record=fap),
    }
    figure = make(
        run,
        Indicateur,
        *("dares-tensions", annee, fap, niveau, code),
        provenance=run.provenance(version=f"tensions de {annee}"),
        nom=NOM,
        nature="observe",
        periode=annee,
        niveau_territoire=niveau,
        code_territoire=code,
        code_metier=fap,
        nomenclature_metier=row[NOMENCLATURE],
        unite=UNITE,
        **facts,
    )
    if figure:
        yield figure
