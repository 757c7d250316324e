"""Métiers 2030 by region → what is forecast, and beside it what was observed in 2019."""

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.contract import RawFiles, Run
from crawler.readers.figures import Column, Level, fap_of, in_one_unit, measures
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, make
from crawler.sources.metiers_2030.families import families
from mappings.records import Indicateur, Record

FILE = "projections"
HORIZON = "2019-2030"
THOUSANDS = "milliers de postes"
POSTES = Column("postes_a_pourvoir_milliers", "postes-a-pourvoir", THOUSANDS, digits=3)
EMPLOI = Column("effectifs_2019_milliers", "emploi-regional", "milliers de personnes", digits=3)
FLOWS = {
    "creations_destructions": "creations-destructions",
    "departs_fin_carriere": "departs-fin-carriere",
    "jeunes_debutants": "jeunes-debutants",
    "solde_mobilites_inter_regions": "solde-mobilites-inter-regions",
    "desequilibre": "desequilibre",
}
FORECAST = (
    Column("postes_a_pourvoir_pct", "part-postes-a-pourvoir", "% de l'emploi de 2019", times=100, digits=1),
    *(Column(f"{name}_milliers", nom, THOUSANDS, digits=3) for name, nom in FLOWS.items()),
    *(
        Column(f"{name}_pct", f"part-{nom}", "% de l'emploi de 2019", times=100, digits=1)
        for name, nom in FLOWS.items()
    ),
)
OBSERVED = (
    Column("part_metier_region", "part-emploi-regional", "%", times=100, digits=2),
    Column("indice_specificite", "indice-specificite", "1 : même part qu'en France", digits=2),
    Level("niveau_tension_2019", "categorie-tension"),
)
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    shares = (column for column in (*FORECAST, *OBSERVED) if column.times != 1)
    for row in in_one_unit(run, FILE, read_rows(files, run, FILE), *shares):
        yield from _figures(run, row)


def _figures(run: Run, row: Row) -> Iterator[Indicateur]:
    record = f"{row['code_fap']}/{row['region']}"
    codes = families(run, row["code_fap"], record=record)
    region = declared(run, "region", row["region"], record=record)
    if codes and region:
        place: dict[str, Any] = {
            "code_territoire": region,
            "codes_regroupes": codes if len(codes) > 1 else (),
        }
        found = (
            _figure(run, row, POSTES, FORECAST, **place, nature="prevision", periode=HORIZON),
            _figure(run, row, EMPLOI, OBSERVED, **place, nature="observe", periode="2019"),
        )
        yield from filter(None, found)


def _figure(
    run: Run,
    row: Row,
    main: Column,
    others: Sequence[Column],
    *,
    code_territoire: str,
    **facts: Any,
) -> Indicateur | None:
    record = f"{row['code_fap']}/{row['region']}"
    return make(
        run,
        Indicateur,
        *("metiers-2030", main.nom, row["code_fap"], "region", code_territoire),
        provenance=run.provenance(version=f"projections {HORIZON}"),
        nom=main.nom,
        niveau_territoire="region",
        code_territoire=code_territoire,
        libelle_territoire=row["region"],
        code_metier=row["code_fap"],
        nomenclature_metier=fap_of(row["code_fap"], "fap2009"),
        libelle_metier=row["fap_libelle"] or None,
        valeur=main.value(run, row, record=record),
        unite=main.unite,
        details=measures(run, row, others, record=record),
        **facts,
    )
