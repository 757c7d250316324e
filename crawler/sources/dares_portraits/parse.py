"""Portraits of métiers (CSV tables) → Indicateur: one per row of a series or métier of a distribution."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.figures import FAP, Column, decimal, fap_of, in_one_unit
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, key_of, make
from crawler.sources.dares_portraits.tables import AGES, DISTRIBUTIONS, EDITION, SERIES, Distribution, Series
from mappings.records import Indicateur, Mesure, Record
from mappings.records.territoire import FRANCE

CHAMP = "France métropolitaine"
PERIOD = re.compile(r"(19|20)\d\d(-(19|20)\d\d)?$", re.ASCII)
METIER = re.compile(rf"(?:[A-Z]|{FAP.pattern})$", re.ASCII)
"""A domain (one letter) is a level of the portraits too."""
Row = dict[str, str]
Names = Mapping[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    names = _names(files, run)
    for distribution in DISTRIBUTIONS:
        if distribution.file in files.names():
            yield from _distribution(files, run, distribution, names)
    for series in SERIES:
        if series.file in files.names():
            yield from _series(files, run, series, names)


def _names(files: RawFiles, run: Run) -> Names:
    """Names of métiers; the publisher repeats the code of those that it leaves without a name."""
    rows = read_rows(files, run, AGES.file)
    return {row[AGES.metier]: row["libelle"] for row in rows if row["libelle"] not in ("", row[AGES.metier])}


def _metier(run: Run, value: str) -> str | None:
    """A code of the FAP, or of all métiers together; None for « unknown métier »."""
    if value in run.spec.lookups["fap"].valeurs:
        return declared(run, "fap", value, record=value)
    return key_of(run, METIER, value, record=value, field="fap")


def _series(files: RawFiles, run: Run, series: Series, names: Names) -> Iterator[Indicateur]:
    shares = (series.column,) if series.unite.startswith("%") else ()
    for row in in_one_unit(run, series.file, read_rows(files, run, series.file), *shares):
        metier = _metier(run, row[series.metier])
        periode = key_of(run, PERIOD, row[series.periode], record=row[series.metier], field=series.periode)
        nom = series.nom or declared(run, "nom", row[series.nom_column or ""], record=row[series.metier])
        if metier is None or periode in (None, series.skipped) or nom is None:
            continue
        valeur = series.column.value(run, row, record=metier)
        facts = {"periode": periode, "valeur": valeur, "unite": series.unite}
        if figure := _figure(run, nom, metier, names, **facts):
            yield figure


def _distribution(files: RawFiles, run: Run, table: Distribution, names: Names) -> Iterator[Indicateur]:
    for metier, rows in _by_metier(files, run, table).items():
        counts = [decimal(run, row[table.milliers], record=metier, field=table.milliers) for row in rows]
        total = sum(count for count in counts if count is not None)
        facts = {"periode": EDITION, "valeur": round(total, 3), "unite": "milliers de personnes"}
        shares = (_share(run, table, row, count, total) for row, count in zip(rows, counts, strict=True))
        details = tuple(filter(None, shares))
        if figure := _figure(run, table.nom, metier, names, **facts, est_calcule=True, details=details):
            yield figure


def _by_metier(files: RawFiles, run: Run, table: Distribution) -> dict[str, list[Row]]:
    """A row given twice counts once: it would spoil the shares of the others."""
    groups: dict[str, list[Row]] = defaultdict(list)
    shares = (Column(table.part, table.nom, "%", table.times),) if table.part is not None else ()
    for row in in_one_unit(run, table.file, read_rows(files, run, table.file), *shares):
        if metier := _metier(run, row[table.metier]):
            if row in groups[metier]:
                run.report(Issue.DUPLICATE, record=metier, field=table.tranche, value=row[table.tranche])
            else:
                groups[metier].append(row)
    return groups


def _share(run: Run, table: Distribution, row: Row, count: float | None, total: float) -> Mesure | None:
    """The share of one category; None if it has none, or no name."""
    record, nom = row[table.metier], row[table.tranche]
    if table.is_closed:
        nom = declared(run, "tranche", nom, record=record) or ""
    if table.part is not None:
        share = decimal(run, row[table.part], record=record, field=table.part)
    else:
        share = 100 * count / total if count is not None and total else None
    if not nom or share is None:
        return None
    return Mesure(nom=nom, valeur=round(table.times * share, 1), unite="%")


def _figure(run: Run, nom: str, metier: str, names: Names, **facts: Any) -> Indicateur | None:
    return make(
        run,
        Indicateur,
        *("dares-portraits", nom, metier, facts["periode"]),
        provenance=run.provenance(version=f"période {facts['periode']}"),
        nom=nom,
        nature="observe",
        niveau_territoire="france",
        code_territoire=FRANCE,
        champ=CHAMP,
        code_metier=metier,
        nomenclature_metier=fap_of(metier, "fap2009"),
        libelle_metier=names.get(metier),
        **facts,
    )
