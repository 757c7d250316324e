"""What the starter corpus says of a métier, an appellation or a skill is what the real ROME says."""

import os
from datetime import date
from pathlib import Path

import pytest

from crawler.catalog import SOURCES, load_parser, load_source
from crawler.files.locate import locate
from crawler.files.raw_files import LocatedFiles
from crawler.runs.context import RunContext
from crawler.sources.depart.make_tables import make_tables, to_csv
from crawler.sources.depart.rome_csv import find_rome
from debouches.errors import FetchError
from mappings.records import Record

DATA = Path(os.environ.get("DEBOUCHES_DATA") or SOURCES.parents[2] / "shared" / "data")
CARRIED = ("metier:", "appellation:", "competence:", "centre-interet:")
NOT_CARRIED = {
    "provenance",  # another source says it
    "definition",  # no text of the publisher
    "domaine",  # the tree of skills is in no archive seen so far
    "enjeu",
    "objectif",
}


def records_of(source: str, root: Path) -> dict[str, Record]:
    spec = load_source(SOURCES / source)
    files = LocatedFiles(spec, locate(spec, root))
    run = RunContext(spec, day=date(2026, 1, 1))
    records = {record.id: record for record in load_parser(source)(files, run)}
    assert not run.issues.counts
    return {key: record for key, record in records.items() if key.startswith(CARRIED)}


@pytest.fixture(scope="module")
def starter() -> dict[str, Record]:
    return records_of("depart", SOURCES / "depart")


@pytest.fixture(scope="module")
def rome() -> dict[str, Record]:
    try:
        records = records_of("rome", DATA)
    except FetchError as error:
        pytest.skip(f"ROME absent de {DATA} : {error}")
    return records


def carried(record: Record) -> dict[str, object]:
    return record.model_dump(exclude=NOT_CARRIED)


@pytest.mark.donnees
def test_every_record_equals_that_of_the_real_source(
    starter: dict[str, Record], rome: dict[str, Record]
) -> None:
    different = [key for key, record in starter.items() if carried(record) != carried(rome[key])]
    assert different == []


@pytest.mark.donnees
@pytest.mark.parametrize("kind", ["metier:", "appellation:", "centre-interet:"])
def test_no_record_is_missing(starter: dict[str, Record], rome: dict[str, Record], kind: str) -> None:
    expected = {key for key in rome if key.startswith(kind)}
    assert {key for key in starter if key.startswith(kind)} == expected


@pytest.mark.donnees
def test_every_skill_that_a_metier_uses_is_there(starter: dict[str, Record], rome: dict[str, Record]) -> None:
    used = {
        f"competence:{link['code_ogr']}"
        for key, record in rome.items()
        if key.startswith("metier:")
        for link in record.model_dump()["competences"]
    }
    assert used - starter.keys() == set()


@pytest.mark.donnees
def test_the_tables_in_the_repository_are_those_that_the_open_data_give() -> None:
    try:
        tables = make_tables(find_rome(DATA, "v460"))
    except FetchError as error:
        pytest.skip(f"ROME v460 absent de {DATA} : {error}")
    corpus = SOURCES / "depart" / "corpus"
    assert [name for name, table in tables.items() if (corpus / name).read_bytes() != to_csv(table)] == []
