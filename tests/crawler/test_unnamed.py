"""Files under other names, and files inside files: what a source finds whatever people did to it."""

import bz2
import gzip
import io
import tarfile
from pathlib import Path
from typing import Literal

import pytest

from crawler.files.archives import open_member
from crawler.files.unnamed import find
from crawler.harvest import harvest
from crawler.runs.report import Origin
from debouches.errors import FetchError, ParseError
from debouches.settings import Settings
from tests.crawler.factories import mini_rome, publish_folder, real_spec, tolerant_catalog, zip_bytes
from tests.crawler.xlsx_bytes import xlsx_bytes

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="F{number}">
<intitule-formation>Dompteur de nuages</intitule-formation>
<action numero="A{number}"><rythme-formation>lent</rythme-formation>
<session numero="S{number}"><periode><debut>20260901</debut><fin>20270601</fin></periode></session></action>
<organisme-formation-responsable numero="O1"><nom-organisme>École du vent</nom-organisme>
</organisme-formation-responsable></formation></offres></lheo>
"""
ONE, TWO = FEED.format(number=1).encode(), FEED.format(number=2).encode()
PAGE = b"<!DOCTYPE html><html><head><title>503</title></head><body>Indisponible</body></html>"
CFA = "annee;uai;libelle;region;taux_emploi_6_mois\ncumul 2021-2022;0639999X;CFA du Volcan;Bretagne;77\n"
FINE = (
    "annee;uai;libelle;region;libelle_formation;taux_emploi_6_mois\n"
    "cumul 2021-2022;0639999X;LP du Volcan;Bretagne;Cuisine;77\n"
)


def run_of(tmp_path: Path, source: str, files: dict[str, bytes]):
    data = publish_folder(tmp_path / "data", files)
    settings = Settings.model_validate({"home": tmp_path / "home", "data": data})
    root = tolerant_catalog(tmp_path / "sources", source)
    (report,) = harvest(settings, sources=[source], origin=Origin.DOSSIER, root=root)
    return report


def tar_of(files: dict[str, bytes], mode: Literal["w:bz2", "w:gz"]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "files",
    [
        {"lheo_1.xml.gz": gzip.compress(ONE), "lheo_2.xml.bz2": bz2.compress(TWO)},
        {"regions.zip": zip_bytes({"a.zip": zip_bytes({"lheo_1.xml": ONE}), "b/lheo_2.xml": TWO})},
        {"regions.zip": zip_bytes({"lheo_1.xml.gz": gzip.compress(ONE), "lheo_2.xml": TWO})},
        {"lheo_1.xml": gzip.compress(ONE), "lheo_2.xml.gz": TWO},
        {"regions.tar.bz2": tar_of({"lheo_1.xml": ONE, "b/lheo_2.xml": TWO}, "w:bz2")},
        {"regions.tgz": tar_of({"lheo_1.xml": ONE, "lheo_2.xml": TWO}, "w:gz")},
    ],
    ids=["alone", "zip-in-zip", "gz-in-zip", "suffix-that-lies", "tar.bz2", "tgz"],
)
def test_a_feed_is_read_in_any_wrapping(tmp_path: Path, files: dict[str, bytes]) -> None:
    report = run_of(tmp_path, "lheo", files)
    assert (report.is_good, report.records.get("formation")) == (True, 2), report.reason


@pytest.mark.parametrize("name", ["lheo.tar.gz", "lheo.zip", "lheo.xml.gz"])
def test_a_broken_wrapping_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    report = run_of(tmp_path, "lheo", {name: b"\x1f\x8b\x08pas une archive"})
    assert not report.is_good
    assert report.error is not None
    assert name in report.error


def test_an_inner_archive_that_is_too_large_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.files.archives.MAX_INNER_ARCHIVE", 10)
    report = run_of(tmp_path, "lheo", {"a.zip": zip_bytes({"b.zip": zip_bytes({"lheo_1.xml": ONE})})})
    assert "a.zip" in report.reason


def test_a_member_is_read_through_two_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({"b.zip": zip_bytes({"c.txt.gz": gzip.compress(b"bonjour")})}))
    with open_member(path, ("b.zip", "c.txt.gz")) as stream:
        assert stream.read() == b"bonjour"


def test_feeds_under_any_name_are_found_by_their_root_and_their_names_told(tmp_path: Path) -> None:
    report = run_of(tmp_path, "lheo", {"actions/A1.xml": ONE, "actions/A2.xml": TWO, "notes.xml": b"<a/>"})
    assert (report.is_good, report.records["formation"]) == (True, 2)
    (told,) = report.issues.values()
    assert {sample.record for sample in told.samples} == {"A1.xml", "A2.xml"}


@pytest.mark.parametrize("name", ["export (1).csv", "export", "cfa.xls", "cfa.tsv", "données.v2"])
def test_a_table_under_another_name_is_found_by_its_columns(tmp_path: Path, name: str) -> None:
    report = run_of(tmp_path, "inserjeunes", {name: CFA.encode()})
    assert (report.is_good, report.records) == (True, {"indicateur": 1})


def test_a_workbook_under_another_name_is_found_by_the_columns_of_any_sheet(tmp_path: Path) -> None:
    header, row = (line.split(";") for line in CFA.split("\n")[:2])
    body = xlsx_bytes(Lisez_moi=[["InserJeunes"]], Données=[["Titre"], [], header, row])
    report = run_of(tmp_path, "inserjeunes", {"Classeur1.xlsx": body})
    assert (report.is_good, report.records) == (True, {"indicateur": 1}), report.reason


@pytest.mark.parametrize("body", [zip_bytes({"a.xml": b"<a/>"}), b"PK\x03\x04", xlsx_bytes(A=[["a"]])[:300]])
def test_what_only_looks_like_a_workbook_is_of_no_source(tmp_path: Path, body: bytes) -> None:
    report = run_of(tmp_path, "inserjeunes", {"Classeur1.xlsx": body})
    assert "Aucun fichier de cette source" in report.reason


@pytest.mark.parametrize("name", ["fr-en-inserjeunes-lycee_pro-formation-fine.csv", "export.csv"])
def test_a_table_by_formation_is_never_taken_for_that_of_the_cfa(tmp_path: Path, name: str) -> None:
    report = run_of(tmp_path, "inserjeunes", {name: FINE.encode()})
    assert not report.is_good


def test_the_tables_of_rome_are_found_without_the_version_in_their_names(tmp_path: Path) -> None:
    files = {name.replace("_v900", ""): body for name, body in mini_rome().items()}
    publication = find(real_spec("rome"), publish_folder(tmp_path, files))
    assert {"code_rome", "appellation", "texte"} <= set(publication.places)


def test_nothing_recognised_is_the_error_of_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="Aucun fichier de cette source"):
        find(real_spec("rome"), publish_folder(tmp_path, {"autre.csv": b"a;b\n1;2\n"}))


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "Fichier vide"), (b" \n", "Fichier vide"), (PAGE, "Page web")]
)
def test_a_download_without_data_is_said_as_such(tmp_path: Path, body: bytes, reason: str) -> None:
    report = run_of(tmp_path, "lheo", {"lheo_idf.xml": body})
    assert reason in report.reason


@pytest.mark.parametrize("body", [b"", PAGE])
def test_a_region_of_which_nothing_came_does_not_hide_the_others(tmp_path: Path, body: bytes) -> None:
    report = run_of(tmp_path, "lheo", {"lheo_idf.xml": body, "lheo_bfc.xml": ONE})
    assert (report.is_good, report.records["formation"]) == (True, 1)
    assert [sample.record for found in report.issues.values() for sample in found.samples] == [
        "flux:lheo_idf.xml"
    ]


def test_a_page_in_place_of_a_table_is_said_too(tmp_path: Path) -> None:
    report = run_of(tmp_path, "inserjeunes", {"fr-en-inserjeunes-cfa.csv": PAGE})
    assert "Page web à la place des données" in report.reason
    assert ParseError.code in report.reason


def test_bytes_that_are_not_of_the_announced_encoding_are_said(tmp_path: Path) -> None:
    body = ONE.decode().replace("nuages", "tempêtes").encode().replace(b"\xc3\xaa", b"\xea\xc3\xa9")
    assert "étrangers à l'encodage" in run_of(tmp_path, "lheo", {"lheo_1.xml": body}).reason


def test_an_archive_of_the_rome_3_says_which_to_take(tmp_path: Path) -> None:
    publish_folder(tmp_path, {"unix_fiche_emploi_metier_v344_iso8859-15.xml": b"<ogr/>"})
    with pytest.raises(FetchError, match="ROME 3, dont les fiches"):
        find(real_spec("rome"), tmp_path)
