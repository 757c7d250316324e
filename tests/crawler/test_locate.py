"""Finding the files of a source, wherever they are."""

from datetime import date
from pathlib import Path

import pytest

from crawler.files.locate import locate, name_regex
from crawler.files.raw_files import LocatedFiles
from debouches.errors import FetchError, ParseError
from tests.crawler.factories import make_spec, publish_folder, real_spec, zip_bytes

TWO_TABLES = {
    "one": {"patterns": ["one_v{version}.csv"]},
    "two": {"patterns": ["two_v{version}.csv"]},
    "more": {"patterns": ["more_v{version}.csv"], "optional": True},
    "not_read": {"patterns": ["noise_v{version}.csv"], "ignored": "du bruit"},
}


def put(root: Path, *names: str, body: bytes = b"x") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("table.csv", "a/b/table.csv", True),
        ("table.csv", "a/mytable.csv", False),
        ("*_v{version}.csv", "x/unix_v460.csv", True),
        ("*_v{version}.csv", "x/unix_vX.csv", False),
        ("a/**/t.csv", "a/b/c/t.csv", True),
        ("Fiches_{jjmmaaaa}.xml", "fiches_21102025.XML", True),
        ("Fiches_{jjmmaaaa}.xml", "fiches_2110.xml", False),
        ("fiches-{aaaammjj}.csv", "fiches-2026-08-16.csv", True),
        ("fiches-{aaaammjj}.csv", "fiches-16-08-2026.csv", False),
        ("*BMO*{annee}*.xlsx", "BMO_2021_open_data.xlsx", True),
        ("*BMO*{annee}*.xlsx", "BMO_20210101.xlsx", False),
    ],
)
def test_patterns(pattern: str, name: str, matches: bool) -> None:
    assert bool(name_regex(pattern).fullmatch(name)) is matches


def test_another_edition_says_which_one_to_take(tmp_path: Path) -> None:
    put(tmp_path, "unix_fiche_emploi_metier_v461.json")
    with pytest.raises(FetchError, match=r"Archive JSON du ROME.*prendre l'archive CSV"):
        locate(real_spec("rome"), tmp_path)
    put(tmp_path, "unix_referentiel_code_rome_v347_utf8.csv", "unix_referentiel_activite_v347_utf8.csv")
    with pytest.raises(FetchError, match="Archive du ROME 3"):
        locate(real_spec("rome"), tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "Base_open_data_BMO_2024.xlsx",
        "BMO_2024_open_data.xlsx",
        "base-open-data-bmo-2024.xlsx",
        "BASE_BMO_2024_opendata.xlsx",
        "bmo_2024.csv",
    ],
)
def test_the_year_of_a_name_is_whole_wherever_it_stands(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert locate(real_spec("bmo"), tmp_path).version == "2024"


def test_takes_the_highest_version_whole(tmp_path: Path) -> None:
    put(tmp_path, "d/one_v99.csv", "d/two_v99.csv", "d/one_v460.csv", "d/two_v460.csv")
    found = locate(make_spec(files=TWO_TABLES), tmp_path)
    assert found.version == "460"
    assert {place.path.name for place in found.places.values()} == {"one_v460.csv", "two_v460.csv"}


def test_prefers_a_complete_publication_to_a_recent_one(tmp_path: Path) -> None:
    put(tmp_path, "d/one_v1.csv", "d/two_v1.csv", "e/one_v2.csv")
    assert locate(make_spec(files=TWO_TABLES), tmp_path).version == "1"


def test_looks_inside_archives(tmp_path: Path) -> None:
    (tmp_path / "any.zip").write_bytes(zip_bytes({"csv/one_v3.csv": b"un", "csv/two_v3.csv": b"deux"}))
    spec = make_spec(files=TWO_TABLES)
    files = LocatedFiles(spec, locate(spec, tmp_path))
    assert files.open("two").read() == b"deux"


def test_takes_the_most_recent_export(tmp_path: Path) -> None:
    put(tmp_path, "a/f_01122024.xml", "b/f_31012025.xml")
    spec = make_spec(files={"f": {"patterns": ["f_{jjmmaaaa}.xml"]}})
    assert locate(spec, tmp_path).places["f"].path.name == "f_31012025.xml"


@pytest.mark.parametrize(
    "names", [("f_20241201.csv", "f_20250131.csv"), ("f_2024_12_01.csv", "f_2025-01-31.csv")]
)
def test_reads_a_day_that_starts_with_its_year(tmp_path: Path, names: tuple[str, str]) -> None:
    put(tmp_path, f"a/{names[0]}", f"b/{names[1]}")
    found = locate(make_spec(files={"f": {"patterns": ["f_{aaaammjj}.csv"]}}), tmp_path)
    assert found.day == date(2025, 1, 31)


def test_prefers_the_first_pattern(tmp_path: Path) -> None:
    put(tmp_path, "a/list_2022.csv", "b/list.xml")
    spec = make_spec(files={"f": {"patterns": ["list.xml", "list_{version}.csv"]}})
    assert locate(spec, tmp_path).places["f"].path.name == "list.xml"


def test_never_opens_an_ignored_file(tmp_path: Path) -> None:
    put(tmp_path, "d/one_v1.csv", "d/two_v1.csv", "d/noise_v1.csv")
    assert set(locate(make_spec(files=TWO_TABLES), tmp_path).places) == {"one", "two"}


def test_tells_the_files_that_nobody_declared(tmp_path: Path) -> None:
    put(tmp_path, "d/one_v1.csv", "d/two_v1.csv", "d/noise_v1.csv", "d/new_v1.csv", "d/readme.txt")
    spec = make_spec(files=TWO_TABLES, family="*_v{version}.csv")
    assert locate(spec, tmp_path).unknown == ("new_v1.csv",)


def test_names_the_missing_file(tmp_path: Path) -> None:
    put(tmp_path, "d/one_v1.csv")
    with pytest.raises(FetchError, match=r"Il manque two_v\{version\}\.csv"):
        locate(make_spec(files=TWO_TABLES), tmp_path)


def test_says_what_it_looked_for(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"Aucun fichier de cette source.*one_v"):
        locate(make_spec(files=TWO_TABLES), tmp_path)


def test_says_that_an_archive_is_truncated(tmp_path: Path) -> None:
    body = zip_bytes({"one_v1.csv": b"un" * 1000, "two_v1.csv": b"deux"})
    (tmp_path / "rome.zip").write_bytes(body[:-40])
    with pytest.raises(ParseError, match=r"tronquée.*rome\.zip"):
        locate(make_spec(files=TWO_TABLES), tmp_path)


def test_stops_at_the_declared_size(tmp_path: Path) -> None:
    put(tmp_path, "table.csv", body=b"x" * 2000)
    spec = make_spec(files={"table": {"patterns": ["table.csv"], "max_bytes": 1000}})
    stream = LocatedFiles(spec, locate(spec, tmp_path)).open("table")
    with pytest.raises(ParseError, match=r"plus gros.*source essai, fichier table\.csv"):
        stream.read()


def test_refuses_a_zip_bomb_before_opening_it(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(zip_bytes({"table.csv": b"0" * 5_000_000}))
    spec = make_spec(files={"table": {"patterns": ["table.csv"], "max_bytes": 1_000_000}})
    files = LocatedFiles(spec, locate(spec, tmp_path))
    with pytest.raises(ParseError, match=r"plus gros.*bomb\.zip!table\.csv"):
        files.open("table")


def test_does_not_believe_the_size_that_an_archive_announces(tmp_path: Path) -> None:
    body = zip_bytes({"table.csv": b"0" * 50_000})
    lie = body.replace((50_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "lie.zip").write_bytes(lie)
    spec = make_spec(files={"table": {"patterns": ["table.csv"], "max_bytes": 1_000}})
    files = LocatedFiles(spec, locate(spec, tmp_path))
    with pytest.raises(ParseError):
        files.open("table").read()


def test_says_that_a_member_is_damaged(tmp_path: Path) -> None:
    body = bytearray(zip_bytes({"table.csv": bytes(range(256)) * 40}))
    body[60] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(bytes(body))
    spec = make_spec(files={"table": {"patterns": ["table.csv"]}})
    files = LocatedFiles(spec, locate(spec, tmp_path))
    with pytest.raises(ParseError, match=r"abîmé|illisible"):
        files.open("table").read()


def test_follows_links_to_folders_once(tmp_path: Path) -> None:
    elsewhere = publish_folder(tmp_path / "elsewhere", {"table.csv": b"code,libelle\n1,un\n"})
    data = tmp_path / "data"
    data.mkdir()
    (data / "link").symlink_to(elsewhere)
    (data / "again").symlink_to(elsewhere)
    (elsewhere / "up").symlink_to(data)
    (data / "table.csv").write_bytes(b"code,libelle\n2,deux\n")
    (data / "nowhere").symlink_to(tmp_path / "absent")
    found = locate(make_spec(every_file=True), data)
    assert [place.path.relative_to(data).as_posix() for place in found.places.values()] == [
        "again/table.csv",
        "table.csv",
    ]


def test_where_no_file_is_required_the_first_declared_is_worth_most(tmp_path: Path) -> None:
    names = ("2017/mission_locale.geojson", "2017/cio.geojson", "2026/2026-11-20-data.gouv_local.json")
    publish_folder(tmp_path, dict.fromkeys(names, b"{}"))
    assert list(locate(real_spec("structures"), tmp_path).places) == ["annuaire"]


def test_an_edition_that_is_never_read_says_which_to_take(tmp_path: Path) -> None:
    publish_folder(tmp_path, {"organismes/63/mission_locale-63113-01.xml": b"<Organisme/>"})
    with pytest.raises(FetchError, match="prendre la base JSON"):
        locate(real_spec("structures"), tmp_path)
