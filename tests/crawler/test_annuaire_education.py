"""Annuaire de l'éducation: who receives for guidance, and where; a school is not taken for a centre."""

from typing import Any

import pytest

from crawler.catalog import load_parser
from crawler.conformity import verify
from crawler.harvest import harvest
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Structure
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, issues_of, make_run, real_spec
from tests.crawler.figures import table
from tests.crawler.xlsx_bytes import xlsx_bytes

CIO: dict[str, Any] = {
    "Identifiant_de_l_etablissement": "0639999X",
    "Nom_etablissement": "CIO du Volcan",
    "Type_etablissement": "Information et orientation",
    "Statut_public_prive": "Public",
    "Adresse_1": "1 rue de la Lave",
    "Adresse_2": "",
    "Adresse_3": "63000 CLERMONT-FERRAND",
    "Code_postal": "63000",
    "Code_commune": "63113",
    "Nom_commune": "Clermont-Ferrand",
    "Code_departement": "063",
    "Telephone": "04 99 00 00 01",
    "Web": "exemple.fr/cio",
    "Mail": "cio@exemple.fr",
    "SIREN_SIRET": "12345678900011",
    "latitude": "45.77",
    "longitude": "3.08",
    "date_maj_ligne": "2026-01-15",
    "etat": "OUVERT",
    "libelle_nature": "CENTRE D INFORMATION ET D ORIENTATION",
}


def parse(**changes: Any):
    run = make_run(real_spec("annuaire-education"))
    files = MemoryFiles({"etablissements": table(CIO | changes, separator=";")})
    return list(load_parser("annuaire-education")(files, run)), run


def test_a_cio_is_a_place_where_one_is_received() -> None:
    (found,), run = parse()
    assert (found.id, found.code, found.nom, found.reseau) == (
        *("structure:uai:0639999X", "uai-0639999X"),
        *("CIO du Volcan", "CIO"),
    )
    assert found.publics == ("collégiens, lycéens, étudiants et leurs familles", "tout public")
    assert found.adresse == "1 rue de la Lave, 63000 CLERMONT-FERRAND"
    assert (found.code_postal, found.ville, found.code_insee) == ("63000", "Clermont-Ferrand", "63113")
    assert (found.code_departement, found.latitude, found.longitude) == ("63", 45.77, 3.08)
    assert (found.telephone, found.courriel) == ("04 99 00 00 01", "cio@exemple.fr")
    assert (found.url, found.siret) == ("http://exemple.fr/cio", "12345678900011")
    assert str(found.provenance.date_maj) == str(found.date_confirmation) == "2026-01-15"
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("kind", "etat", "reseau"),
    [
        ("Lycée", "OUVERT", "Lycée"),
        ("Lycée", "", "Lycée"),
        ("Lycée", "FERME", None),
        ("Information et orientation", "A OUVRIR", None),
        ("Collège", "OUVERT", None),
        ("Ecole", "OUVERT", None),
    ],
)
def test_who_is_kept(kind: str, etat: str, reseau: str | None) -> None:
    found, run = parse(Type_etablissement=kind, etat=etat)
    assert [one.reseau for one in found] == ([reseau] if reseau else [])
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("written", "code"), [("078", "78"), ("02A", "2A"), ("1", "01"), ("974", "974"), ("001", "01")]
)
def test_a_departement_may_be_on_three_characters(written: str, code: str) -> None:
    (found,), run = parse(Code_departement=written)
    assert (found.code_departement, issues_of(run)) == (code, {})


def test_zeros_that_a_spreadsheet_ate_are_given_back() -> None:
    (found,), _ = parse(Code_postal="1000", Code_commune="1053")
    assert (found.code_postal, found.code_insee) == ("01000", "01053")


@pytest.mark.parametrize(
    ("changes", "issue", "kept"),
    [
        ({"Identifiant_de_l_etablissement": "zut"}, "MALFORMED", 0),
        ({"Identifiant_de_l_etablissement": ""}, "MALFORMED", 0),
        ({"Nom_etablissement": ""}, "REJECTED", 0),
        ({"Type_etablissement": "Fusée"}, "UNKNOWN_VALUE", 0),
        ({"etat": "PEUT-ÊTRE"}, "UNKNOWN_VALUE", 0),
        ({"latitude": "95"}, "MALFORMED", 1),
        ({"date_maj_ligne": "hier"}, "MALFORMED", 1),
        ({"colonne_nouvelle": "x"}, "UNREAD_FIELD", 1),
    ],
)
def test_what_is_not_understood_is_reported(changes: dict[str, str], issue: str, kept: int) -> None:
    found, run = parse(**changes)
    assert (len(found), issues_of(run)) == (kept, {issue: 1})


def test_the_export_is_recognised_in_each_of_its_dresses() -> None:
    said = {
        verify(body).source for body in (table(CIO), xlsx_bytes(Feuille=[tuple(CIO), tuple(CIO.values())]))
    }
    assert said == {"Annuaire de l'éducation : CIO et lycées"}


def test_a_folder_with_the_directory_gives_its_places(settings: Settings, tmp_path) -> None:
    (tmp_path / "fr-en-annuaire-education.csv").write_bytes(table(CIO, separator=";"))
    given = settings.model_copy(update={"data": tmp_path})
    (report,) = harvest(given, sources=["annuaire-education"])
    assert report.is_good, report.reason
    home = Storage(given.home).current_records("annuaire-education")
    assert [one.nom for one in read_records(home, Structure)] == ["CIO du Volcan"]
