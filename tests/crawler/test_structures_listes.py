"""Lists of places with columns of their own: networks, addresses in one cell, telephones, positions."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler.catalog import load_parser
from crawler.conformity import verify
from crawler.files.recognise import recognise
from crawler.files.unnamed import is_there
from mappings.records import Structure
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, real_spec

ROW = {
    "Nom de la structure": "CIO de Ventbourg",
    "Type": "Centre d'information et d'orientation",
    "Adresse": "1 rue des Brises",
    "CP": "29000",
    "Commune": "Ventbourg",
    "Code INSEE": "29232",
    "Tél.": "02 99 00 00 01",
    "Mél": "cio@exemple.fr",
    "Site web": "www.exemple.fr/cio",
    "Horaires d'ouverture": "lundi 9h-12h\nmardi 14h-17h",
    "Lat": "47,99",
    "Long": "-4,10",
    "Date de mise à jour": "2026-01-05",
    "Directeur": "Personne Inventée",
}


def parse(*rows: dict[str, str], file: str = "liste.csv"):
    run = make_run(real_spec("structures-listes"))
    body = csv_bytes(tuple(rows[0]), *(tuple(row.values()) for row in rows), separator=";")
    return list(load_parser("structures-listes")(MemoryFiles({f"listes:{file}": body}), run)), run


def one(file: str = "liste.csv", **changes: str) -> tuple[Structure, dict[str, int]]:
    (found,), run = parse(ROW | changes, file=file)
    return found, issues_of(run)


def test_a_place_under_other_columns() -> None:
    found, issues = one()
    assert (found.nom, found.reseau) == ("CIO de Ventbourg", "CIO")
    assert (found.adresse, found.code_postal, found.ville) == ("1 rue des Brises", "29000", "Ventbourg")
    assert (found.code_insee, found.code_departement) == ("29232", "29")
    assert (found.telephone, found.courriel) == ("02 99 00 00 01", "cio@exemple.fr")
    assert found.url == "http://www.exemple.fr/cio"
    assert found.horaires == ("lundi 9h-12h", "mardi 14h-17h")
    assert (found.latitude, found.longitude) == (47.99, -4.1)
    assert found.date_confirmation == found.provenance.date_maj == date(2026, 1, 5)
    assert "tout public" in found.publics
    assert "Inventée" not in found.model_dump_json()
    assert issues == {}


@pytest.mark.parametrize(
    ("kind", "nom", "file", "reseau"),
    [
        ("MISSION LOCALE", "Ventbourg", "liste.csv", "Mission locale"),
        ("", "Cap emploi du Finistère", "liste.csv", "Cap emploi"),
        ("Structure", "Antenne du port", "bij-bretagne_2026.csv", "Information jeunesse"),
        ("Agence Pôle emploi", "Ventbourg", "liste.csv", "France Travail"),
    ],
)
def test_the_network_is_said_by_the_type_the_name_or_the_file(
    kind: str, nom: str, file: str, reseau: str
) -> None:
    found, issues = one(file, **{"Type": kind, "Nom de la structure": nom})
    assert (found.reseau, issues) == (reseau, {})


def test_a_place_of_no_known_network_is_reported_and_left() -> None:
    found, run = parse(ROW | {"Type": "Mairie", "Nom de la structure": "Mairie de Ventbourg"})
    assert (found, issues_of(run)) == ([], {"MALFORMED": 1})


def test_a_place_without_a_name_is_reported_and_left() -> None:
    found, run = parse(ROW | {"Nom de la structure": ""})
    assert (found, issues_of(run)) == ([], {"REJECTED": 1})


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("1 rue des Brises, 29000 Ventbourg", "1 rue des Brises"),
        ("1 rue des Brises\n29 000 Ventbourg", "1 rue des Brises"),
        ("Lieu-dit Le Port - 29000 Ventbourg", "Lieu-dit Le Port"),
    ],
)
def test_an_address_in_one_cell(written: str, street: str) -> None:
    found, issues = one(Adresse=written, CP="", Commune="")
    assert (found.adresse, found.code_postal, found.ville) == (street, "29000", "Ventbourg")
    assert issues == {}


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("0299000001", ("02 99 00 00 01",)),
        ("299000001", ("02 99 00 00 01",)),
        ("+33 (0)2 99 00 00 01", ("02 99 00 00 01",)),
        ("02.99.00.00.01 / 06-99-00-00-02", ("02 99 00 00 01", "06 99 00 00 02")),
        ("3949", ("3949",)),
    ],
)
def test_telephones(written: str, numbers: tuple[str, ...]) -> None:
    found, issues = one(**{"Tél.": written})
    assert (found.telephone, *found.autres_telephones) == numbers
    assert issues == {}


@pytest.mark.parametrize(
    ("written", "number"), [("voir le site", None), ("02 99 00 00 01 ou le site", "02 99 00 00 01")]
)
def test_a_telephone_that_is_none_is_reported(written: str, number: str | None) -> None:
    found, issues = one(**{"Tél.": written})
    assert (found.telephone, issues) == (number, {"MALFORMED": 1})


@pytest.mark.parametrize(
    ("written", "postcode", "code"),
    [
        ("29 - Finistère", "", "29"),
        ("1", "", "01"),
        ("2A", "20000", "2A"),
        ("Finistère", "29000", "29"),
        ("", "97400", "974"),
        ("", "20000", None),
        ("", "", None),
    ],
)
def test_a_departement_is_told_by_its_number_or_by_the_postcode(
    written: str, postcode: str, code: str | None
) -> None:
    found, issues = one(Dep=written, CP=postcode)
    assert (found.code_departement, issues) == (code, {})


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("-4.10", "47.99", (47.99, -4.1)),
        ("", "", (None, None)),
    ],
)
def test_a_position_the_other_way_round(latitude: str, longitude: str, place: tuple) -> None:
    found, issues = one(Lat=latitude, Long=longitude)
    assert ((found.latitude, found.longitude), issues) == (place, {})


@pytest.mark.parametrize(
    ("written", "place", "issues"),
    [
        ("47.99, -4.10", (47.99, -4.1), {}),
        ("[47.99; -4.10]", (47.99, -4.1), {}),
        ("47.99", (None, None), {"MALFORMED": 1}),
    ],
)
def test_a_position_in_one_cell(written: str, place: tuple, issues: dict[str, int]) -> None:
    row = {key: value for key, value in ROW.items() if key not in ("Lat", "Long")}
    (found,), run = parse(row | {"geo_point_2d": written})
    assert ((found.latitude, found.longitude), issues_of(run)) == (place, issues)


def test_a_position_far_from_france_is_reported() -> None:
    found, issues = one(Lat="6795000", Long="171000")
    assert (found.latitude, found.longitude) == (None, None)
    assert issues == {"MALFORMED": 2}


def test_the_same_place_twice_is_one_and_two_places_are_two() -> None:
    found, _ = parse(ROW, ROW, ROW | {"Adresse": "2 rue des Brises"})
    assert len({place.id for place in found}) == 2


def test_a_list_is_recognised_whatever_its_name(tmp_path: Path) -> None:
    body = csv_bytes(tuple(ROW), tuple(ROW.values()), separator=";")
    (tmp_path / "export_2026.csv").write_bytes(body)
    assert is_there(real_spec("structures-listes"), tmp_path)
    said = recognise(json.dumps([ROW]).encode())
    assert said is not None
    assert said.spec.name == "structures-listes"
    report = verify(body)
    assert (report.nature, report.enregistrements) == ("editeur", {"structure": 1})


def test_a_table_of_people_is_no_list_of_places() -> None:
    body = csv_bytes(("nom", "prénom", "adresse", "date de naissance", "numéro de client"), ("a",) * 5)
    assert recognise(body) is None
