"""The next edition of a publication replaces the one before it, although it shares none of its ids."""

from pathlib import Path

import pytest

from crawler.harvest import harvest
from crawler.runs.assertions import check, check_edition
from crawler.runs.report import Changes, Origin
from debouches.settings import Settings
from tests.crawler.factories import publish_folder, real_spec, tolerant_catalog
from tests.crawler.xlsx_bytes import xlsx_bytes

HEADER = (
    *("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG", "Dept"),
    *("NomDept", "BE{yy}", "NOMBE{yy}", "met", "xmet", "smet"),
)
ROW = (
    *(
        "A0X40",
        "Agriculteurs",
        "Z",
        "Autres",
        "84",
        "Auvergne",
        "63",
        "Puy",
        "8401",
        "VOLCAN",
        "95",
        "31",
        "*",
    ),
)


def survey(year: int) -> dict[str, bytes]:
    header = [name.format(yy=year % 100) for name in HEADER]
    body = xlsx_bytes(open_data=[header, [str(year), *ROW]])
    return {f"Base_open_data_BMO_{year}.xlsx": body}


def test_the_survey_of_a_year_replaces_that_of_the_year_before(tmp_path: Path) -> None:
    renewed = real_spec("bmo").expectations.renewed
    counts = {"indicateur": {"min": 1}}
    expectations = {"counts": counts, "max_drop": 0.3, "renewed": list(renewed)}
    root = tolerant_catalog(tmp_path / "sources", "bmo", expectations=expectations)
    for year in (2024, 2025):
        data = publish_folder(tmp_path / str(year), survey(year))
        settings = Settings.model_validate({"home": tmp_path / "home", "data": data})
        (report,) = harvest(settings, sources=["bmo"], origin=Origin.DOSSIER, root=root)
        assert (report.is_good, report.version) == (True, f"enquête {year}"), report.reason


@pytest.mark.parametrize(("found", "is_refused"), [(100, False), (80, False), (60, True)])
def test_of_what_an_edition_renews_only_the_number_is_compared(found: int, is_refused: bool) -> None:
    expected = real_spec("bmo").expectations.model_copy(
        update={"counts": {}, "fill_rates": {}, "max_drop": 0.3}
    )
    changes = {"indicateur": Changes(appeared=found, vanished=100)}
    assert bool(check(expected, {"indicateur": found}, {}, changes)) is is_refused


@pytest.mark.parametrize(
    "source",
    [
        *("bmo", "dares-portraits", "dares-tensions", "inserjeunes", "inserjeunes-formations", "lheo"),
        *("metiers-2030", "mobiville-tensions", "onisep-ideo-formations", "structures"),
    ],
)
def test_a_source_whose_ids_change_with_its_editions_says_so(source: str) -> None:
    assert real_spec(source).expectations.renewed


@pytest.mark.parametrize(
    ("version", "in_place", "is_older"),
    [
        ("enquête 2024", "enquête 2025", True),
        ("enquête 2025", "enquête 2024", False),
        ("enquête 2025", "enquête 2025", False),
        ("export du 15/09/2026", "export du 16/08/2026", False),
        ("export du 16/08/2026", "export du 15/09/2026", True),
        ("ROME 4.0, version 460", "ROME 4.0, version 461", True),
        ("ROME 4.0 - version 461 du 15/06/2026", "ROME 4.0, version 460", False),
        ("export de 2022", "enquête 2025", False),
        (None, "enquête 2025", False),
        ("enquête 2025", None, False),
    ],
)
def test_an_older_edition_is_told_from_a_newer_one(
    version: str | None, in_place: str | None, is_older: bool
) -> None:
    assert bool(check_edition(version, in_place)) is is_older


def test_an_older_survey_leaves_the_newer_one_in_place_unless_it_is_wanted(tmp_path: Path) -> None:
    root = tolerant_catalog(tmp_path / "sources", "bmo", max_drop=1.0)
    told = []
    for year, accept in ((2025, False), (2024, False), (2024, True)):
        data = publish_folder(tmp_path / str(year), survey(year))
        settings = Settings.model_validate({"home": tmp_path / "home", "data": data})
        (report,) = harvest(settings, sources=["bmo"], origin=Origin.DOSSIER, root=root, accept=accept)
        told.append(report)
    assert [report.is_good for report in told] == [True, False, True]
    assert "« enquête 2024 » est plus ancien que « enquête 2025 »" in told[1].reason
