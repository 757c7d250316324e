"""Files of other years and other hands: their names, their columns, their units, and what they leave out."""

from pathlib import Path
from typing import Any

import pytest

from crawler.catalog import load_parser
from crawler.files.unnamed import find
from debouches.errors import FetchError
from mappings.records import ActionFormation, Structure
from tests.crawler.factories import (
    MemoryFiles,
    csv_bytes,
    issues_of,
    make_run,
    mini_rome,
    publish_folder,
    real_spec,
    zip_bytes,
)
from tests.crawler.figures import figures_of, table
from tests.crawler.test_bmo import header, line
from tests.crawler.test_bmo import parse as parse_bmo
from tests.crawler.test_dares_portraits import ages
from tests.crawler.test_dares_tensions import ROW as TENSION
from tests.crawler.test_inserjeunes import ROW as INSERJEUNES
from tests.crawler.test_metiers_2030 import ROW as METIER_2030
from tests.crawler.test_territoires import sound_files
from tests.crawler.xlsx_bytes import xlsx_bytes

SURVEY = csv_bytes(header("24"), tuple(map(str, line())), separator=";")


def shown(folder: Path, source: str, files: dict[str, bytes]) -> dict[str, str]:
    found = find(real_spec(source), publish_folder(folder, files))
    return {logical: place.shown for logical, place in found.places.items()}


def test_a_table_in_another_format_keeps_the_version_of_its_name(tmp_path: Path) -> None:
    folder = publish_folder(tmp_path, {"formacodes-v14.json": b"[]"})
    found = find(real_spec("formacode"), folder)
    assert (found.version, found.renamed) == ("14", ())


def test_an_optional_table_in_another_format_is_not_left_out(tmp_path: Path) -> None:
    files = {"age_2017_2019_3niv.csv": b"x", "salaires_3niv.xlsx": b"x"}
    assert shown(tmp_path, "dares-portraits", files)["salaires"] == "salaires_3niv.xlsx"


def test_the_format_of_the_publisher_comes_first(tmp_path: Path) -> None:
    files = {"Base_open_data_BMO_2024.xlsx": b"x", "Base_open_data_BMO_2025.json": b"[]"}
    assert shown(tmp_path, "bmo", files) == {"projets": "Base_open_data_BMO_2024.xlsx"}


def test_a_dictionary_beside_a_survey_is_not_the_survey(tmp_path: Path) -> None:
    files = {"Base_open_data_BMO_2024.xlsx": b"x", "bmo_2025_dictionnaire.csv": b"variable;libelle\n"}
    assert shown(tmp_path, "bmo", files) == {"projets": "Base_open_data_BMO_2024.xlsx"}


def test_the_name_of_a_table_tells_more_than_its_columns(tmp_path: Path) -> None:
    """Two tables of the ROME have the columns of the links: only one is read, wherever the others are."""
    tables = mini_rome()
    links = "unix_coherence_item_v900_utf8.csv"
    other = {"unix_liens_rome_referentiels_v900_utf8.csv": b"code_rome,code_ogr\nM1805,1\n"}
    apart = {"tables.zip": zip_bytes({links: tables.pop(links)}), **tables, **other}
    found = find(real_spec("rome"), publish_folder(tmp_path, apart))
    assert found.places["coherence_item"].shown == f"tables.zip!{links}"
    assert found.version == "900"


@pytest.mark.parametrize("inner", ["5fa5949243f97.csv", "export.csv", "ideo-metiers_onisep.csv"])
def test_an_archive_that_has_the_name_of_its_table_is_opened(tmp_path: Path, inner: str) -> None:
    table_of = "libellé métier;lien site onisep.fr\nboulanger;https://exemple.fr/MET.1\n".encode()
    files = {"5fa5949243f97.zip": zip_bytes({inner: table_of})}
    assert shown(tmp_path, "onisep-ideo-metiers", files) == {"metiers": f"5fa5949243f97.zip!{inner}"}


def test_tables_of_two_versions_are_never_read_together(tmp_path: Path) -> None:
    old, new = mini_rome("900"), mini_rome("901")
    texts = "unix_texte_v901_utf8.csv"
    files = {**old, "nouveau.zip": zip_bytes({texts: new.pop(texts)}), **new}
    found = find(real_spec("rome"), publish_folder(tmp_path, files))
    assert {"_v900_" in place.shown for place in found.places.values()} in ({True}, {False})


def test_what_an_incomplete_publication_lacks_is_said_before_what_is_never_read(tmp_path: Path) -> None:
    tables = mini_rome()
    del tables["unix_texte_v900_utf8.csv"]
    folder = publish_folder(tmp_path, {**tables, "unix_item_v900_utf8.csv": b"code_ogr\n"})
    with pytest.raises(FetchError, match="unix_texte"):
        find(real_spec("rome"), folder)


def test_the_survey_of_2020_has_other_names_for_the_metier() -> None:
    names = {"Code métier BMO": "metier", "Nom métier BMO": "nommetier"}
    columns = [names.get(column, column) for column in header("20")]
    row = [str(cell) for cell in line(annee=2020, code="S1Z40")]
    figures, run = figures_of("bmo", projets=csv_bytes(columns, row, separator=";"))
    assert {figure.nomenclature_metier for figure in figures.values()} == {"fap2009"}
    assert {figure.libelle_metier for figure in figures.values()} == {"Cuisiniers"}
    assert issues_of(run) == {}


@pytest.mark.parametrize("cell", ["1.000", "1,000", "95 %"])
def test_a_number_of_projects_is_never_divided_by_a_thousand(cell: str) -> None:
    figures, run = parse_bmo(line(met=cell))
    assert {figure.valeur for figure in figures.values()} == {None}
    assert issues_of(run) == {"MALFORMED": 1}


def test_a_survey_saved_by_a_program_that_takes_codes_for_numbers() -> None:
    as_numbers = line(annee="2024.0", reg="84.0", dept="63.0", be="8457.0", met="40.0")
    assert parse_bmo(as_numbers)[0].keys() == parse_bmo(line())[0].keys()


def test_a_total_of_all_metiers_is_reported_and_is_of_no_metier() -> None:
    figures, run = parse_bmo(line(), line(code="", nom="Tous métiers", met="9000"))
    assert figures.keys() == parse_bmo(line())[0].keys()
    assert issues_of(run) == {"MALFORMED": 1}


def test_a_code_tells_its_fap_better_than_the_year() -> None:
    figures, _ = parse_bmo(line(code="S1Z40"))
    assert {figure.nomenclature_metier for figure in figures.values()} == {"fap2009"}


def test_tensions_in_the_fap_of_2021_say_so() -> None:
    rows = [TENSION | {"fap": fap, "Année": "2023"} for fap in ("S1X40", "G0A40", "S1Z40")]
    figures, _ = figures_of("dares-tensions", tensions=table(*rows))
    assert [figure.nomenclature_metier for figure in figures.values()] == ["fap2021", "fap2021", "fap2009"]


@pytest.mark.parametrize(
    "mesh", [{"niveau_geo": "Région", "reg": "84"}, {"niveau_geo": "REGION", "reg": "84.0"}]
)
def test_a_mesh_in_words_is_the_mesh_in_letters(mesh: dict[str, str]) -> None:
    figures, run = figures_of("dares-tensions", tensions=table(TENSION | mesh))
    assert [figure.code_territoire for figure in figures.values()] == ["84"]
    assert issues_of(run) == {}


@pytest.mark.parametrize("lost", ["fap", "Année", "niveau_geo"])
def test_a_tension_of_no_metier_year_or_mesh_is_reported(lost: str) -> None:
    figures, run = figures_of("dares-tensions", tensions=table(TENSION, TENSION | {lost: ""}))
    assert (len(figures), issues_of(run)) == (1, {"MALFORMED": 1})


def test_a_row_of_a_distribution_given_twice_counts_once() -> None:
    once, _ = figures_of("dares-portraits", ages=ages("30", "10"))
    first, _, rest = ages("30", "10").partition(b"\n")
    twice, run = figures_of("dares-portraits", ages=first + b"\n" + rest + rest)
    assert twice == once
    assert issues_of(run) == {"DUPLICATE": 2}


def test_two_categories_of_one_name_are_both_counted() -> None:
    row = {"Fap": "S1Z40", "Label_secteur": "Autres secteurs", "Milliers": "10", "Pourcentage": "3.1"}
    both = table(row, row | {"Milliers": "20", "Pourcentage": "6.2"})
    figures, _ = figures_of("dares-portraits", ages=ages("30", "10"), secteurs=both)
    assert figures["dares-portraits:secteurs-employeurs:S1Z40:2017-2019"].valeur == 30


def test_a_salary_with_a_point_of_thousands_is_reported() -> None:
    body = table({"Fap3": "S1Z40", "Annee": "2017-2019", "Salaire_median": "1.500"})
    figures, run = figures_of("dares-portraits", ages=ages("30", "10"), salaires_medians=body)
    assert figures["dares-portraits:salaire-median:S1Z40:2017-2019"].valeur is None
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("written", "read"), [("0.81", None), ("812", None), ("81,0", 81), ("81 %", 81), ("0", 0), ("100", 100)]
)
def test_a_rate_is_a_percentage_or_is_reported(written: str, read: float | None) -> None:
    row = INSERJEUNES | {"Taux emploi 6 mois": written}
    figures, run = figures_of("inserjeunes", cfa=table(row, separator=";"))
    assert [figure.valeur for figure in figures.values()] == [read]
    assert bool(issues_of(run)) is (read is None)


def test_a_forecast_in_percents_that_say_it_is_no_fraction() -> None:
    plain, _ = figures_of("metiers-2030", projections=table(METIER_2030))
    said = METIER_2030 | {"creations_destructions_pct": "8 %", "postes_a_pourvoir_pct": "31,7 %"}
    assert figures_of("metiers-2030", projections=table(said, separator=";"))[0] == plain


def territories(**changes: bytes | None) -> dict[str, Any]:
    run = make_run(real_spec("territoires"), version="code officiel géographique 2026")
    records = load_parser("territoires")(MemoryFiles(sound_files(**changes)), run)
    return {record.id: record for record in records}


def test_communes_of_which_a_spreadsheet_ate_the_zeros() -> None:
    ain = {"TYPECOM": "COM", "COM": "01001", "REG": "84", "DEP": "01", "LIBELLE": "L'Ain", "COMPARENT": ""}
    zone = {"code_commune": "01001", "code_zone_emploi": "0405"}
    whole = territories(communes=table(ain), zones=table(zone))
    eaten = territories(
        communes=table(ain | {"COM": "1001", "DEP": "1"}),
        zones=table({"CODGEO": "1001", "ZE2020": "405"}),
    )
    commune = whole["territoire:commune:01001"]
    assert "territoire:zone-emploi:0405" in commune.codes_parents
    assert eaten["territoire:commune:01001"] == commune


def test_a_telephone_and_a_postcode_that_a_workbook_took_for_numbers() -> None:
    columns = ("identifiant_de_l_etablissement", "nom_etablissement", "type_etablissement", "telephone")
    row = ("0639999X", "CIO du Volcan", "Information et orientation", 499000001)
    body = xlsx_bytes(CIO=[(*columns, "code_postal"), (*row, 1000)])
    run = make_run(real_spec("annuaire-education"))
    (structure,) = load_parser("annuaire-education")(MemoryFiles({"etablissements": body}), run)
    assert isinstance(structure, Structure)
    assert (structure.telephone, structure.code_postal) == ("04 99 00 00 01", "01000")


def test_an_action_in_a_workbook_has_its_postcode() -> None:
    columns = (
        *("Action de Formation (AF) identifiant Onisep", "Formation (FOR) libellé", "FOR URL et ID Onisep"),
        *("Lieu d'enseignement (ENS) libellé", "ENS code postal"),
    )
    row = ("AF.1", "CAP Cuisine", "https://exemple.fr/FOR.1", "Lycée du Volcan", 1000)
    run = make_run(real_spec("onisep-ideo-actions"))
    records = load_parser("onisep-ideo-actions")(MemoryFiles({"lycee": xlsx_bytes(A=[columns, row])}), run)
    (action,) = (record for record in records if isinstance(record, ActionFormation))
    assert [(place.code_postal, place.code_departement) for place in action.lieux] == [("01000", "01")]
