"""Idéo-Métiers, one row per métier and publication (CSV, XML or JSON) → one Fiche per métier."""

import re
from collections.abc import Iterator
from datetime import date

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import day_of, declared, make, matching, number, split_list
from mappings.genres import both_genders
from mappings.records import Fiche, Publication, Record
from mappings.records.codes import ROME

FILE = "metiers"
MET_IN_LINK = re.compile(r"MET\.\d+$")
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    rows: dict[str, list[Row]] = {}
    for row in read_rows(files, run, FILE):
        if match := MET_IN_LINK.search(row["lien site onisep.fr"]):
            rows.setdefault(match[0], []).append(row)
        else:
            run.report(
                Issue.MALFORMED,
                record=row["libellé métier"],
                field="lien site onisep.fr",
                value=row["lien site onisep.fr"],
            )
    for code, found in rows.items():
        if fiche := _fiche(run, code, found):
            yield fiche


def _fiche(run: Run, code: str, rows: list[Row]) -> Fiche | None:
    titre = rows[0]["libellé métier"]
    masculine, feminine = both_genders(titre)
    given = _merged(rows, "code ROME")
    codes = matching(run, ROME, given, record=code, field="code ROME")
    return make(
        run,
        Fiche,
        "onisep",
        code,
        provenance=run.provenance(url=run.spec.page("fiche", code), date_maj=_last_change(run, code, rows)),
        code=code,
        type_editeur="public",
        titre=titre,
        titre_masculin=masculine,
        titre_feminin=feminine,
        synonymes=_other_names(rows, titre),
        codes_rome=codes,
        version_rome="3" if codes else None,
        domaines=_merged(rows, "domaine/sous-domaine"),
        gfe=_gfe(run, code, rows),
        publications=tuple(dict.fromkeys(_publications(run, code, rows))),
    )


def _merged(rows: list[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for row in rows for value in split_list(row[column])))


def _other_names(rows: list[Row], titre: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["libellé métier"] for row in rows if row["libellé métier"] != titre))


def _gfe(run: Run, code: str, rows: list[Row]) -> str | None:
    given = tuple(dict.fromkeys(row["GFE"] for row in rows if row["GFE"]))
    for other in given[1:]:
        run.report(Issue.DUPLICATE, record=code, field="GFE", value=other)
    return given[0] if given else None


def _publications(run: Run, code: str, rows: list[Row]) -> Iterator[Publication]:
    for row in rows:
        collection = declared(run, "collection", row["collection"], record=code)
        if row["nom publication"]:
            yield Publication(
                titre=row["nom publication"],
                collection=collection or row["collection"] or None,
                annee=number(run, row["année"], record=code, field="année"),
                gencod=row["gencod"] or None,
            )


def _last_change(run: Run, code: str, rows: list[Row]) -> date | None:
    days = [
        day_of(run, row["date de modification"], record=code, field="date de modification") for row in rows
    ]
    return max((day for day in days if day), default=None)
