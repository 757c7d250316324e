"""Territories: a code that ended leads to what took over, old regions are still found."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import SOURCES, load_parser
from crawler.files.locate import locate
from crawler.harvest import harvest
from crawler.runs.context import RunContext
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.crosswalks import anciennes_regions
from mappings.records import Territoire
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, publish_folder, real_spec
from tests.crawler.figures import table

COMMUNES = (
    ("TYPECOM", "COM", "REG", "DEP", "LIBELLE", "COMPARENT"),
    ("COM", "63113", "84", "63", "Clermont-Ferrand", ""),
    ("COM", "63300", "84", "63", "Grand Volcan", ""),
    ("COMD", "63300", "", "", "Petit Volcan", "63300"),
    ("COMD", "63301", "", "", "Lave", "63300"),
    ("COM", "75056", "11", "75", "Paris", ""),
    ("ARM", "75101", "11", "75", "Paris 1er Arrondissement", "75056"),
)
EVENTS = (
    ("DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP"),
    ("2026-01-01", "COM", "63301", "Lave", "COMD", "63301"),
    ("2026-01-01", "COM", "63301", "Lave", "COM", "63300"),
    ("1973-05-01", "COM", "63302", "Cendre", "COM", "63303"),
    ("1990-02-01", "COM", "63303", "Scorie", "COM", "63113"),
    ("1980-01-01", "COM", "63113", "Clermont", "COM", "63113"),
)


def sound_files(**changes: bytes | None) -> dict[str, bytes]:
    files = {
        "communes": csv_bytes(*COMMUNES),
        "departements": table(
            {"DEP": "63", "REG": "84", "LIBELLE": "Puy-de-Dôme"},
            {"DEP": "75", "REG": "11", "LIBELLE": "Paris"},
        ),
        "regions": table({"REG": "84", "LIBELLE": "Auvergne-Rhône-Alpes"}),
        "mouvements": csv_bytes(*EVENTS),
        "zones": orjson.dumps([{"code_commune": "63113", "code_zone_emploi": "8404"}]),
        "bassins": table(
            {"code_commune_insee": "63113", "code_bassin_BMO": "8457", "lib_bassin_BMO": "CLERMONT FERRAND"}
        ),
        "points": table(
            {"Code_Officiel_Commune": "63113", "latitude": "45.779659", "longitude": "3.086933"},
            separator=";",
        ),
        "postes": table(
            {"Code_commune_INSEE": "63113", "Code_postal": "63100"},
            {"Code_commune_INSEE": "63113", "Code_postal": "63000"},
        ),
        **changes,
    }
    return {name: body for name, body in files.items() if body is not None}


def parse(version: str | None = None, **changes: bytes | None) -> tuple[dict[str, Territoire], RunContext]:
    run = make_run(real_spec("territoires"), version=version)
    records = load_parser("territoires")(MemoryFiles(sound_files(**changes)), run)
    return {record.id.removeprefix("territoire:"): record for record in records}, run


def test_a_commune_says_where_it_is() -> None:
    found, run = parse()
    facts = found["commune:63113"].model_dump(exclude_defaults=True, exclude={"provenance"})
    assert facts == {
        "id": "territoire:commune:63113",
        "niveau": "commune",
        "code": "63113",
        "libelle": "Clermont-Ferrand",
        "millesime": 2026,
        "nature": "commune",
        "codes_parents": (
            "territoire:zone-emploi:8404",
            "territoire:bassin-emploi:8457",
            "territoire:departement:63",
            "territoire:region:84",
            "territoire:region:83",
        ),
        "autres_noms": ("Clermont", "Cendre", "Scorie"),
        "codes_postaux": ("63000", "63100"),
        "latitude": 45.77966,
        "longitude": 3.08693,
    }
    assert issues_of(run) == {}


def test_a_merged_commune_leads_to_the_one_of_today() -> None:
    found, _ = parse()
    lave = found["commune:63301"]
    assert (lave.nature, lave.date_fin) == ("deleguee", date(2026, 1, 1))
    assert lave.successeurs == ("territoire:commune:63300",)
    assert found["commune:63300"].autres_noms == ("Petit Volcan", "Lave")


def test_mergers_are_followed_to_the_last() -> None:
    cendre = parse()[0]["commune:63302"]
    assert (cendre.nature, cendre.libelle, cendre.date_fin) == ("ancienne", "Cendre", date(1973, 5, 1))
    assert cendre.successeurs == ("territoire:commune:63113",)


def test_an_arrondissement_is_in_its_city() -> None:
    first = parse()[0]["commune:75101"]
    assert (first.nature, first.date_fin) == ("arrondissement", None)
    assert first.codes_parents[0] == "territoire:commune:75056"


def test_auvergne_is_still_found() -> None:
    found, _ = parse()
    auvergne = found["region:83"]
    assert (auvergne.libelle, auvergne.date_fin) == ("Auvergne", date(2016, 1, 1))
    assert auvergne.successeurs == ("territoire:region:84",)
    assert found["departement:63"].codes_parents == ("territoire:region:84", "territoire:region:83")


def test_the_old_regions_share_their_departements_once() -> None:
    old = anciennes_regions()
    departements = [departement for region in old for departement in region.departements]
    assert (len(old), len(departements)) == (16, len(set(departements)))


def test_a_zone_without_a_name_is_called_by_its_code() -> None:
    found, _ = parse()
    assert found["zone-emploi:8404"].libelle == "Zone d'emploi 8404"
    assert found["bassin-emploi:8457"].libelle == "CLERMONT FERRAND"


def test_the_year_comes_from_the_name_of_the_file_or_from_the_last_change() -> None:
    assert {t.millesime for t in parse("code officiel géographique 2025")[0].values()} == {2025}
    with pytest.raises(ParseError, match="Année"):
        parse(mouvements=None)


def test_other_files_may_be_absent() -> None:
    optional = dict.fromkeys(("zones", "bassins", "points", "postes"))
    assert parse(**optional)[0]["commune:63113"].codes_postaux == ()


def test_mergers_in_a_circle_end_and_are_reported() -> None:
    circle = csv_bytes(
        EVENTS[0],
        ("1973-05-01", "COM", "63302", "Cendre", "COM", "63303"),
        ("1990-02-01", "COM", "63303", "Scorie", "COM", "63302"),
    )
    found, run = parse(mouvements=circle)
    assert found["commune:63302"].successeurs == ()
    assert issues_of(run) == {"DANGLING": 2}


@pytest.mark.parametrize(
    "point", [{"latitude": "91", "longitude": "0"}, {"latitude": "nord", "longitude": "0"}]
)
def test_a_point_out_of_this_world_is_reported(point: dict[str, str]) -> None:
    found, run = parse(points=table({"Code_Officiel_Commune": "63113"} | point))
    assert found["commune:63113"].latitude is None
    assert issues_of(run) == {"MALFORMED": 1}


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from(["COM", "COMD", "63113", "63300", "84", "1990-01-01", "45.1", "", "63000"]),
)


@settings(max_examples=1000)
@given(data=st.data())
def test_any_cells(data: st.DataObject) -> None:
    spoilt: dict[str, Any] = {}
    for name, body in sound_files().items():
        if name != "zones":
            header = body.decode().splitlines()[0].replace('"', "")
            columns = header.split(";" if name == "points" else ",")
            row = data.draw(st.lists(CELLS, min_size=len(columns), max_size=len(columns)))
            spoilt[name] = csv_bytes(columns, ("x",) * len(columns), row)
    found, _ = parse("code officiel géographique 2026", **spoilt)
    assert "france:FR" in found


@pytest.mark.donnees
def test_the_real_referential_holds_what_its_index_says(donnees, tmp_path) -> None:
    (report,) = harvest(
        Settings.model_validate({"home": tmp_path, "data": donnees}), sources=["territoires"], root=SOURCES
    )
    assert report.is_good, report.reason
    told = {issue.name: found.count for issue, found in report.issues.items()}
    assert told == {"DANGLING": 2, "SET_ASIDE": 1}  # a second file of postcodes
    records = list(read_records(Storage(tmp_path).current_records("territoires"), Territoire))
    today = [r for r in records if r.nature == "commune" and r.millesime == 2026 and r.codes_parents]
    assert len(today) == 34_875
    by_level: dict[str, int] = {}
    for record in records:
        by_level[record.niveau] = by_level.get(record.niveau, 0) + 1
    del by_level["commune"]
    assert by_level == {
        "france": 1,
        "region": 18 + 16,
        "departement": 101,
        "zone-emploi": 306,
        "bassin-emploi": 404,
    }
    assert all(any("bassin" in parent for parent in record.codes_parents) for record in today)
    assert sum(record.latitude is not None for record in today) == 34_875


@pytest.mark.parametrize(
    ("names", "year"),
    [
        (
            ("communes-01012019.csv", "departement2019.csv", "region2019.csv", "mvtcommune-01012019.csv"),
            "2019",
        ),
        (("communes2020.csv", "departement2020.csv", "region2020.csv", "mvtcommune2020.csv"), "2020"),
        (("commune2021.csv", "departement2021.csv", "region2021.csv", "mvtcommune2021.csv"), "2021"),
        (("commune_2022.csv", "departement_2022.csv", "region_2022.csv", "mvtcommune_2022.csv"), "2022"),
        (
            ("v_commune_2025.csv", "v_departement_2025.csv", "v_region_2025.csv", "v_mvt_commune_2025.csv"),
            "2025",
        ),
    ],
)
def test_the_names_of_every_year_are_known(tmp_path: Path, names: tuple[str, ...], year: str) -> None:
    found = locate(real_spec("territoires"), publish_folder(tmp_path, dict.fromkeys(names, b"x")))
    assert (found.version, len(found.places)) == (year, 4)
