"""Aids and financing, one per line of our own table → Aide."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.rows import read_rows
from crawler.readers.values import declared, make, split_list
from mappings.records import Aide, Record

FILE = "aides"
Row = dict[str, str]


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    for row in read_rows(files, run, FILE):
        if aide := make(run, Aide, row["code"], **_facts(run, row)):
            yield aide


def _facts(run: Run, row: Row) -> dict[str, Any]:
    day = _day(run, row, "verite_au")
    source = run.provenance(url=row["url"] or None, date_maj=day)
    return {
        "provenance": source,
        "code": row["code"],
        "intitule": row["intitule"],
        "sigle": row["sigle"] or None,
        "nature": declared(run, "nature", row["nature"], record=row["code"]),
        "objet": row["objet"],
        "situations": _closed(run, row, "situations"),
        "obstacles": _closed(run, row, "obstacles"),
        "conditions": split_list(row["conditions"]),
        "montant": row["montant"] or None,
        "date_montant": _day(run, row, "montant_date"),
        "interlocuteurs": split_list(row["interlocuteurs"]),
        "reference": row["reference"] or None,
        "editeur_officiel": row["editeur"],
        "date_verite": day,
        "a_verifier": row["a_verifier"] or None,
    }


def _closed(run: Run, row: Row, field: str) -> tuple[str, ...]:
    """The values of a closed list that source.yml declares; the others are reported."""
    known = (declared(run, field, value, record=row["code"]) for value in split_list(row[field]))
    return tuple(value for value in known if value)


def _day(run: Run, row: Row, field: str) -> date | None:
    try:
        return date.fromisoformat(row[field]) if row[field] else None
    except ValueError:
        run.report(Issue.MALFORMED, record=row["code"], field=field, value=row[field])
        return None
