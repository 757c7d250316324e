"""What a folder holds that no harvest read: told file by file, with what to do."""

import os
from pathlib import Path

import pytest

from crawler.catalog import load_catalog
from crawler.files.leftovers import leftovers, told
from crawler.files.locate import locate
from crawler.files.places import list_places
from crawler.files.unnamed import ordinary
from debouches.errors import FetchError
from tests.crawler.factories import make_spec, publish_folder, zip_bytes
from tests.crawler.test_unnamed import CFA, PAGE, run_of

TWO = {
    "table": {"patterns": ["table_v{version}.csv"]},
    "noise": {"patterns": ["noise_v{version}.csv"], "ignored": "x"},
}


def reasons(root: Path, files: dict[str, bytes]) -> dict[str, str]:
    catalog = load_catalog()
    publish_folder(root, files)
    return {one.file: one.why for one in leftovers(catalog, ordinary(catalog, root), root)}


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("inconnu.csv", b"a;b\n1;2\n", "aucune source ne le reconnaît"),
        ("données à lire/été.txt", b"bonjour", "aucune source ne le reconnaît"),
        ("rome.7z", b"7z", "la décompresser"),
        ("bmo.ods", b"PK", "l'enregistrer en xlsx"),
        ("rome.zip", b"PK\x03\x04", "tronquée"),
        ("5fa5816ac6a6e.csv", b"a;b\n", "prendre les Idéo-Actions"),
        ("trop.zip", zip_bytes({"a.zip": zip_bytes({"b.zip": zip_bytes({"c.csv": b"a"})})}), "en sortir"),
        ("vide.zip", zip_bytes({}), "en sortir"),
        ("dedans.zip", zip_bytes({"perdu.csv": b"a;b\n"}), "aucune source ne le reconnaît"),
    ],
)
def test_a_file_that_nothing_reads_is_told_with_what_to_do(
    tmp_path: Path, name: str, body: bytes, why: str
) -> None:
    ((file, reason),) = reasons(tmp_path, {name: body}).items()
    assert file.startswith(name)
    assert why in reason


def test_a_file_that_a_report_speaks_of_is_not_told_again(tmp_path: Path) -> None:
    files = {"fr-en-inserjeunes-cfa.csv": CFA.encode(), "ROME/A1101.xml": b"<fiche_emploi_metier/>"}
    assert reasons(tmp_path, files) == {}


def test_a_copy_under_another_name_is_told_beside_the_file_that_is_read(tmp_path: Path) -> None:
    files = {"fr-en-inserjeunes-cfa.csv": CFA.encode(), "copie.csv": CFA.encode()}
    assert "InserJeunes" in reasons(tmp_path, files)["copie.csv"]


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    publish_folder(tmp_path, {f"{number}.csv": b"a" for number in range(5)})
    lines = list(told(leftovers({}, (), tmp_path), most=2))
    assert [line.strip() for line in lines][-1] == "… et 3 autres"
    assert len(lines) == 3


@pytest.mark.parametrize("name", ["__MACOSX/._t.csv", "._t.csv", "~$t.xlsx", ".DS_Store", "a/Thumbs.db"])
def test_what_a_system_leaves_beside_files_is_no_file(tmp_path: Path, name: str) -> None:
    publish_folder(tmp_path, {name: b"x"})
    assert list_places(tmp_path) == ([], [])


def test_the_newest_of_two_versions_is_read_and_the_other_is_told(tmp_path: Path) -> None:
    publish_folder(tmp_path, dict.fromkeys(("table_v1.csv", "table_v12.csv", "noise_v1.csv"), b"x"))
    found = locate(make_spec(files=TWO), tmp_path)
    assert (found.version, found.aside) == ("12", {"table_v1.csv": "table_v12.csv"})


def test_an_older_archive_is_told_in_one_line(tmp_path: Path) -> None:
    two = {"one": {"patterns": ["one_v{version}.csv"]}, "two": {"patterns": ["two_v{version}.csv"]}}
    for version in (1, 2):
        archive = zip_bytes({f"{name}_v{version}.csv": b"x" for name in two})
        publish_folder(tmp_path, {f"archive{version}.zip": archive})
    assert locate(make_spec(files=two), tmp_path).aside == {
        "archive1.zip, version 1 (2 fichiers)": "archive2.zip, version 2 (2 fichiers)"
    }


def test_the_report_says_which_edition_was_read_in_place_of_another(tmp_path: Path) -> None:
    report = run_of(tmp_path, "inserjeunes", {"a.csv": CFA.encode(), "b.csv": CFA.encode()})
    (sample,) = report.issues["fichier-ecarte"].samples
    assert (sample.record, sample.value) == ("a.csv", "lu à sa place : b.csv")


def test_a_broken_archive_does_not_hide_a_file_under_another_name(tmp_path: Path) -> None:
    report = run_of(tmp_path, "inserjeunes", {"export.csv": CFA.encode(), "cassé.zip": b"PK\x03\x04"})
    assert report.is_good, report.reason


def test_an_error_names_the_file_as_who_dropped_it_knows_it(tmp_path: Path) -> None:
    report = run_of(tmp_path, "inserjeunes", {"fr-en-inserjeunes-cfa.csv": b"a;b\n1;2\n"})
    assert "fichier fr-en-inserjeunes-cfa.csv" in report.reason


def test_a_file_that_is_known_and_not_read_says_why_under_any_name(tmp_path: Path) -> None:
    body = "code UAI;type d'établissement;nom;commune\n1;2;3;4\n".encode()
    report = run_of(tmp_path, "onisep-ideo-actions", {"export.csv": body})
    assert "Idéo-Structures" in report.reason
    assert "export.csv" in report.reason


@pytest.mark.parametrize("body", [CFA.encode(), b"", PAGE])
def test_a_name_in_the_letters_of_an_old_system_is_read_and_told_in_ours(tmp_path: Path, body: bytes) -> None:
    folder = publish_folder(tmp_path / "data", {"notes.txt": b"x"})
    old = os.fsdecode(os.fsencode(str(folder)) + b"/fr-en-inserjeunes-cfa_\xe9t\xe9.csv")
    Path(old).write_bytes(body)
    report = run_of(tmp_path, "inserjeunes", {})
    assert report.is_good is (body == CFA.encode()), report.reason
    told = [one.file for one in leftovers({}, (), folder)]
    assert "fr-en-inserjeunes-cfa_été.csv" in told


def test_a_folder_whose_name_is_in_old_letters_is_named(tmp_path: Path) -> None:
    old = Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/donn\xe9es"))
    old.mkdir()
    with pytest.raises(FetchError, match="données"):
        locate(make_spec(files=TWO), old)
