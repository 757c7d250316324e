"""Table de passage Certif Info ↔ RNCP ↔ code scolarité ↔ formation → one Certification per RNCP code."""

from collections.abc import Iterator
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.formations import DIGITS, SCOLARITE
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, make, matching
from mappings.records import Certification, FormationCertifiante, Record
from mappings.records.codes import FOR

FILE = "passages"
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    groups: dict[str, list[Row]] = {}
    for row in read_rows(files, run, FILE):
        number = row["CI Code RNCP"].removeprefix("RNCP")
        if DIGITS.match(number):
            groups.setdefault(number, []).append(row)
        elif number or _should_have_one(run, row):
            run.report(Issue.MALFORMED, record=_key(row), field="CI Code RNCP", value=number)
    for number, rows in groups.items():
        if certification := _certification(run, number, rows):
            yield certification


def _should_have_one(run: Run, row: Row) -> bool:
    """A row that is registered, or that is of no certification at all, like a total."""
    registered = declared(run, "type_enregistrement", row["RNCP Type enregistrement"], record=_key(row))
    return bool(registered) or not DIGITS.match(row["Certif Info (CI) Identifiant"])


def _key(row: Row) -> str:
    return f"Certif Info {row['Certif Info (CI) Identifiant']}"


def _certification(run: Run, number: str, rows: list[Row]) -> Certification | None:
    code = f"RNCP{number}"
    intitule = _first(run, code, rows, "RNCP Intitulé") or rows[0]["CI Intitulé"]
    return make(
        run,
        Certification,
        code,
        provenance=run.provenance(url=run.spec.page("certification", number)),
        code=code,
        intitule=intitule,
        type_diplome=_first(run, code, rows, "CI Intitulé type diplôme") or None,
        autres_intitules=_other_titles(rows, intitule),
        codes_certifinfo=_all(rows, "Certif Info (CI) Identifiant"),
        codes_scolarite=matching(
            run, SCOLARITE, _all(rows, "CI Code Scolarité"), record=code, field="CI Code Scolarité"
        ),
        formations=tuple(dict.fromkeys(_formations(run, code, rows))),
        **_level_and_kind(run, code, rows),
    )


def _level_and_kind(run: Run, code: str, rows: list[Row]) -> dict[str, Any]:
    level = declared(run, "niveau", _first(run, code, rows, "CI Niveau européen"), record=code)
    kind = declared(
        run, "type_enregistrement", _first(run, code, rows, "RNCP Type enregistrement"), record=code
    )
    return {"niveau": int(level) if level else None, "type_enregistrement": kind}


def _all(rows: list[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def _first(run: Run, code: str, rows: list[Row], column: str) -> str:
    """The first value given; another one under the same RNCP code is reported."""
    values = _all(rows, column)
    for other in values[1:]:
        run.report(Issue.DUPLICATE, record=code, field=column, value=other)
    return values[0] if values else ""


def _other_titles(rows: list[Row], intitule: str) -> tuple[str, ...]:
    names = (*_all(rows, "CI Intitulé"), *_all(rows, "V_Formation_Diplôme Libellé long"))
    return tuple(dict.fromkeys(name for name in names if name != intitule))


def _formations(run: Run, code: str, rows: list[Row]) -> Iterator[FormationCertifiante]:
    for row in rows:
        given, label = row["Idéo Identifiant formation"], row["Idéo Libellé complet formation"]
        for known in matching(
            run, FOR, (given,) if given else (), record=code, field="Idéo Identifiant formation"
        ):
            statut = declared(run, "statut", row["Statut"], record=code)
            yield FormationCertifiante(code=known, intitule=label or known, statut=statut)
