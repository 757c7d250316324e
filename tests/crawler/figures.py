"""Helpers of the tests of figures: one table in, Indicateur records out."""

from pathlib import Path
from typing import Any

from crawler.catalog import SOURCES, load_parser
from crawler.harvest import harvest
from crawler.runs.context import RunContext
from crawler.runs.report import RunReport
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Indicateur
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, csv_bytes, make_run, real_spec


def table(*rows: dict[str, Any], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV whose header is the keys of the first row."""
    lines = [tuple(rows[0]), *(tuple(map(str, row.values())) for row in rows)]
    return csv_bytes(*lines, separator=separator).decode().encode(encoding)


def figures_of(source: str, **files: bytes) -> tuple[dict[str, Indicateur], RunContext]:
    """What the parser of a source makes of its files: by id, without the common beginning."""
    run = make_run(real_spec(source))
    records = load_parser(source)(MemoryFiles(files), run)
    return {record.id.removeprefix("indicateur:"): record for record in records}, run


def measured(figure: Indicateur) -> dict[str, float | None]:
    return {measure.nom: measure.valeur for measure in figure.details}


def harvest_real(source: str, donnees: Path, home: Path) -> tuple[RunReport, list[Indicateur]]:
    settings = Settings.model_validate({"home": home, "data": donnees})
    (report,) = harvest(settings, sources=[source], root=SOURCES)
    assert report.is_good, report.reason
    return report, list(read_records(Storage(home).current_records(source), Indicateur))
