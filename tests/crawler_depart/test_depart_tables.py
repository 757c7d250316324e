import hashlib

import pytest

from crawler.sources.depart.make_tables import main, make_tables, to_csv, write_tables
from crawler.sources.depart.rome_csv import RomeFolder
from debouches.errors import FetchError, ParseError
from tests.crawler_depart.rome_fixture import TABLES, read_table, write_rome


@pytest.fixture
def rome(tmp_path):
    return RomeFolder(write_rome(tmp_path), "v999")


def rows_of(rome, table):
    return read_table(to_csv(make_tables(rome)[table]))


def test_a_metier_row_carries_its_links_as_lists_of_codes(rome):
    dompteur, lisseur = rows_of(rome, "metiers.csv")
    assert dompteur == {
        "code_rome": "A9901",
        "code_ogr": "11",
        "libelle": "Dompteur / Dompteuse de nuages",
        "code_rome_parent": "A9900",
        "riasec": "R",
        "transition_eco": "1",
        "transition_num": "",
        "transition_demo": "",
        "emploi_reglemente": "O",
        "emploi_cadre": "",
        "centres_interet": "1* 10",
        "themes": "007",
        "secteurs": "80/114 80*",
        "naf": "1",
        "mobilites": "B9901",
        "contextes": "600",
        "competences": "501* 502+ 700",
    }
    assert lisseur["riasec"] == "SA"
    assert lisseur["competences"] == "500"


def test_appellations_are_in_numeric_order_and_a_short_label_is_kept_only_if_it_differs(rome):
    berger, dompteur, _ = rows_of(rome, "appellations.csv")
    assert (berger["code_ogr"], berger["libelle_court"], berger["peu_usite"]) == (
        "999",
        "Berger / Bergère",
        "O",
    )
    assert (dompteur["code_ogr"], dompteur["libelle_court"], dompteur["classification"]) == ("1000", "", "P")


def test_only_the_skills_that_a_metier_uses_are_kept_with_their_macro_competence(rome):
    assert [row["code_ogr"] for row in rows_of(rome, "competences.csv")] == [
        "500",
        "501",
        "502",
        "503",
        "700",
    ]


def test_a_skill_finds_its_type_through_its_category(rome):
    categories = {row["code"]: row for row in rows_of(rome, "categories.csv")}
    types = {
        row["code_ogr"]: categories[row["categorie"]]["type"] for row in rows_of(rome, "competences.csv")
    }
    assert types == {
        "500": "savoir-etre",
        "501": "savoir-faire",
        "502": "savoir-faire",
        "503": "macro-competence",
        "700": "savoir",
    }


def test_no_definition_of_the_publisher_reaches_the_tables(rome):
    assert "définition" in "".join(TABLES.values())
    assert not any("définition" in to_csv(table).decode() for table in make_tables(rome).values())


@pytest.mark.parametrize(
    ("table", "before", "after", "field"),
    [
        ("coherence_item", "Émergente", "Naissante", "coeur_metier"),
        ("arborescence_centre_interet", ",oui", ",peut-être", "principal"),
        ("referentiel_appellation", "SYNONYME", "COUSINE", "classification"),
        ("rubrique_mobilite", "A9901,B9901,1", "A9901,B9901,2", "numero_ordre"),
        ("referentiel_competence", "Savoir-faire", "Savoir-dire", "nature"),
        ("referentiel_code_rome_riasec", "B9901,S,A", "B9901,,A", "riasec_majeur"),
    ],
)
def test_a_value_without_compact_form_stops_the_making_and_is_named(tmp_path, table, before, after, field):
    folder = write_rome(tmp_path, **{table: TABLES[table].replace(before, after)})
    with pytest.raises(ParseError, match=f"fichier {table}, champ {field}"):
        make_tables(RomeFolder(folder, "v999"))


def test_a_file_that_is_not_utf8_is_read_as_windows_1252(tmp_path):
    folder = write_rome(tmp_path)
    (folder / "unix_grand_domaine_v999_utf8.csv").write_bytes(
        "code_grand_domaine,libelle_grand_domaine\nA,Été\n".encode("cp1252")
    )
    assert make_tables(RomeFolder(folder, "v999"))["grands_domaines.csv"][1] == ["A", "Été"]


def test_a_missing_file_is_a_clear_error(tmp_path):
    folder = write_rome(tmp_path)
    (folder / "unix_themes_v999_utf8.csv").unlink()
    with pytest.raises(FetchError, match=r"unix_themes_v999_utf8\.csv"):
        make_tables(RomeFolder(folder, "v999"))


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "ORIGINE.yml").write_text("version_fichiers: v999\n", encoding="utf-8")
    return folder


def test_the_same_data_gives_the_same_bytes_and_true_checksums(tmp_path, tables):
    write_rome(tmp_path)
    write_tables(tmp_path, tables)
    first = {path.name: path.read_bytes() for path in tables.iterdir()}
    write_tables(tmp_path, tables)
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == first
    for line in first["SHA256SUMS"].decode().splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256(first[name]).hexdigest() == checksum


def test_data_of_another_version_are_refused(tmp_path, tables):
    write_rome(tmp_path)
    (tables / "ORIGINE.yml").write_text("version_fichiers: v998\n", encoding="utf-8")
    with pytest.raises(FetchError, match="v998"):
        write_tables(tmp_path, tables)


def test_the_command_says_in_french_what_it_lacks(tmp_path, capsys):
    assert main([]) == 2
    assert main([str(tmp_path)]) == 1
    assert "aucun fichier du ROME v460" in capsys.readouterr().err
