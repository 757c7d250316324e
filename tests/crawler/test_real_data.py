"""The real open data, against the counts that their index gives."""

from pathlib import Path

import pytest

from crawler.harvest import harvest
from crawler.runs.report import RunReport
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Appellation, Fiche, Formation, Metier
from mappings.records.files import read_records

SOURCES = (
    "rome",
    "onisep-fiches-metiers",
    "onisep-fiches-formations",
    "onisep-ideo-metiers",
    "onisep-ideo-formations",
    "onisep-table-passage",
)
pytestmark = pytest.mark.donnees


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def reports(donnees: Path, home: Path) -> dict[str, RunReport]:
    found = harvest(Settings.model_validate({"home": home, "data": donnees}), sources=SOURCES)
    return {report.source: report for report in found}


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        (
            "rome",
            {"metier": 1584, "fiche": 1584, "appellation": 13120, "competence": 33671, "centre-interet": 30},
        ),
        ("onisep-fiches-metiers", {"fiche": 1043}),
        ("onisep-fiches-formations", {"formation": 2342}),
        ("onisep-ideo-metiers", {"fiche": 1043}),
        ("onisep-ideo-formations", {"formation": 5776}),
        ("onisep-table-passage", {"certification": 4606}),
    ],
)
def test_counts(reports: dict[str, RunReport], source: str, counts: dict[str, int]) -> None:
    if reports[source].version not in (None, "ROME 4.0, version 460", "export du 21/10/2025"):
        pytest.skip(f"autre version des données : {reports[source].version}")
    assert reports[source].records == counts


def test_every_run_is_good_and_leaves_nothing_unexplained(reports: dict[str, RunReport]) -> None:
    assert {name: report.reason for name, report in reports.items() if not report.is_good} == {}
    assert {name: report.unknown_values for name, report in reports.items() if report.unknown_values} == {}
    assert {name: report.unused_lookups for name, report in reports.items() if report.unused_lookups} == {}


def test_links_of_the_rome(reports: dict[str, RunReport], home: Path) -> None:
    folder = Storage(home).current_records("rome")
    assert folder
    metiers = list(read_records(folder, Metier))
    assert sum(len(m.competences) + len(m.contextes) for m in metiers) == 104_219
    assert sum(len(m.mobilites) for m in metiers) == 14_912
    assert sum(len(m.centres_interet) for m in metiers) == 4_444


def test_every_metier_has_an_appellation(reports: dict[str, RunReport], home: Path) -> None:
    folder = Storage(home).current_records("rome")
    assert folder
    named = {appellation.code_rome for appellation in read_records(folder, Appellation)}
    assert {metier.code_rome for metier in read_records(folder, Metier)} == named


def test_links_of_the_formations(reports: dict[str, RunReport], home: Path) -> None:
    folder = Storage(home).current_records("onisep-fiches-formations")
    assert folder
    assert sum(len(formation.metiers) for formation in read_records(folder, Formation)) == 6_461


def test_the_genuine_fiche_parses(donnees: Path) -> None:
    from tests.crawler.test_onisep import parse

    sample = next(donnees.glob("onisep/samples/*cartographe*.xml"))
    records, run = parse("onisep-fiches-metiers", sample.read_bytes())
    fiche = records["fiche:onisep:MET.31"]
    assert isinstance(fiche, Fiche)
    assert len(fiche.synonymes) == 5
    assert [len(s) for s in (fiche.formations, fiche.statuts, fiche.formats_courts)] == [5, 2, 2]
    assert run.issues.counts == {}
