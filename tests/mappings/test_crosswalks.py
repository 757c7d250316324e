"""Crosswalks FAP ↔ ROME: what is sure is kept with its origin, what is not is listed, nothing is guessed."""

from pathlib import Path

import pytest

from debouches.errors import ConfigError
from mappings.crosswalks import FOLDER, correspondances_fap, read_table
from mappings.crosswalks.build_fap import build, fap2009_pairs
from mappings.crosswalks.fap_labels import join_faps
from mappings.crosswalks.fap_sources import Passage

PASSAGES = """\
value  $FAP9RSQ
"G1601","G1602"      =\t"S1Z40"
Other = "ZZZZZ";
value  $FAP9RAQ
"D11010","D11013"    = "S0Z40"
"D11011"             = "S0Z20"
"F11010","F11011"    = "A1Z41"
"""


def folder_of(root: Path) -> Path:
    (root / "passage_fap2009_romev3.txt").write_text(PASSAGES, encoding="iso-8859-1")
    labels = (
        '"S1Z40"="S1Z40 : Cuisiniers"\n"S0Z40"="S0Z40 : Bouchers"\n"S0Z20"="S0Z20 : Apprentis bouchers"\n'
    )
    (root / "intitule_fap2009.txt").write_text(labels, encoding="iso-8859-1")
    header = "Code_FAP228;Intitulé_FAP228\n"
    rows = "S1X40;Cuisiniers\nS0X40;Bouchers en gros\nS9X99;Dresseurs de lave\n"
    (root / "Intitules_FAP2021.csv").write_text(header + rows, encoding="utf-8-sig")
    (root / "fap225_rome.csv").write_text("Fap;Rome\nS1Z40;G1601\nS1Z40;G1605\nA0Z00;NA\n", encoding="cp1252")
    return root


def rows_of(folder: Path, name: str) -> list[tuple[str, ...]]:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(";")) for line in lines[1:]]


def test_a_rome_code_alone_is_certain_and_one_shared_by_qualification_is_not(tmp_path: Path) -> None:
    build(folder_of(tmp_path), tmp_path, ())
    assert rows_of(tmp_path, "fap2009_rome.csv") == [
        ("A1Z41", "F1101", "toutes", "certaine", "passage-selon-qualification"),
        ("S0Z20", "D1101", "1", "moyenne", "passage-selon-qualification"),
        ("S0Z40", "D1101", "0 3", "moyenne", "passage-selon-qualification"),
        ("S1Z40", "G1601", "toutes", "certaine", "passage-fap2009-rome3"),
        ("S1Z40", "G1602", "toutes", "certaine", "passage-fap2009-rome3"),
    ]


def test_only_sure_metiers_of_2021_get_a_rome_code(tmp_path: Path) -> None:
    build(folder_of(tmp_path), tmp_path, ())
    found = rows_of(tmp_path, "fap2021_rome.csv")
    assert {(fap, rome, sure) for fap, rome, _, sure, _ in found} == {
        ("S1X40", "G1601", "certaine"),
        ("S1X40", "G1602", "certaine"),
    }


def test_every_doubt_is_listed(tmp_path: Path) -> None:
    build(folder_of(tmp_path), tmp_path, ())
    doubts = {(table, code, candidate) for table, code, candidate, *_ in rows_of(tmp_path, "doutes.csv")}
    assert doubts >= {
        ("fap2009_rome", "S1Z40", "G1602"),  # one table of the publisher only
        ("fap2009_rome", "S1Z40", "G1605"),
        ("fap2021_fap2009", "S0X40", "S0Z40"),  # a label that may have narrowed
        ("fap2021_fap2009", "S9X99", ""),
        ("fap2021_rome", "S9X99", ""),
    }


def read(fap2021: str, fap2009: str, rome: str, verdict: str = "retenu") -> dict[str, str]:
    return {"fap2021": fap2021, "fap2009": fap2009, "rome": rome, "verdict": verdict, "raison": "lu"}


def test_what_a_person_read_joins_what_2009_separated_by_qualification(tmp_path: Path) -> None:
    build(folder_of(tmp_path), tmp_path, [read("S0X40", "S0Z40 S0Z20", "D1101")])
    found = {(fap, rome): rest for fap, rome, *rest in rows_of(tmp_path, "fap2021_rome.csv")}
    assert found["S0X40", "D1101"] == ["0 1 3", "moyenne", "lecture"]
    assert "S0X40" not in {code for _, code, *_ in rows_of(tmp_path, "doutes.csv")}


def test_a_pair_set_aside_goes_and_stays_in_sight(tmp_path: Path) -> None:
    build(folder_of(tmp_path), tmp_path, [read("S1X40", "", "G1602", "ecarte")])
    pairs = {(fap, rome) for fap, rome, *_ in rows_of(tmp_path, "fap2021_rome.csv")}
    assert pairs == {("S1X40", "G1601")}
    assert ("fap2021_rome", "S1X40", "G1602") in {
        (table, code, candidate) for table, code, candidate, *_ in rows_of(tmp_path, "doutes.csv")
    }


def test_a_rome_code_that_no_metier_of_2021_received_is_a_doubt(tmp_path: Path) -> None:
    build(folder_of(tmp_path), tmp_path, ())
    homeless = {row[2]: row[6] for row in rows_of(tmp_path, "doutes.csv") if not row[1]}
    assert homeless["F1101"] == "aucun métier de 2021 (en 2009 : A1Z41)"
    assert "G1601" not in homeless


def test_a_reading_that_names_a_code_of_no_cited_metier_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="G1601"):
        build(folder_of(tmp_path), tmp_path, [read("S0X40", "S0Z40", "G1601")])


def test_every_reading_of_the_project_has_a_verdict_and_a_reason() -> None:
    rows = list(read_table("lectures.csv"))
    assert {row["verdict"] for row in rows} == {"retenu", "ecarte"}
    assert all(row["raison"] for row in rows)


def test_a_pair_is_never_surer_than_its_weakest_link() -> None:
    shared = fap2009_pairs([Passage("D1101", "1", "S0Z20"), Passage("D1101", "2", "S0Z40")])
    assert {pair.confiance for pair in shared} == {"moyenne"}


@pytest.mark.parametrize(
    ("new", "old", "is_sure"),
    [
        ("Pêcheurs et aquaculteurs", "Pêcheurs, aquaculteurs", True),
        ("Bûcherons et sylviculteurs", "Bûcherons, sylviculteurs salariés", True),
        ("Ouvriers qualifiés du papier et du carton", "Ouvriers non qualifiés du papier et du carton", False),
        ("Cadres agents immobiliers et syndics", "Agents immobiliers, syndics", False),
        ("Techniciens du dessin", "Cadres de la maintenance", False),
    ],
)
def test_a_decisive_word_makes_two_metiers_of_two_close_labels(new: str, old: str, is_sure: bool) -> None:
    matches, doubts = join_faps({"A0X42": new}, {"A0Z42": old})
    assert (bool(matches), bool(doubts)) == (is_sure, not is_sure)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"intitule_fap2009\.txt"):
        build(tmp_path, tmp_path)


@pytest.mark.parametrize("nomenclature", ["fap2009", "fap2021"])
def test_the_tables_of_the_project_say_how_sure_and_why(nomenclature) -> None:
    pairs = correspondances_fap(nomenclature)
    assert len({(pair.code_fap, pair.code_rome) for pair in pairs}) == len(pairs) > 200
    assert {pair.confiance for pair in pairs} <= {"certaine", "forte", "moyenne"}
    assert all(pair.origine for pair in pairs)


def test_no_pair_in_doubt_is_among_the_sure_ones() -> None:
    sure = {(row["fap2021"], row["fap2009"]) for row in read_table("fap2021_fap2009.csv")}
    doubts = (row for row in read_table("doutes.csv") if row["table"] == "fap2021_fap2009")
    assert not sure & {(row["code"], row["candidat"]) for row in doubts}


def test_the_tables_stay_small() -> None:
    assert all(path.stat().st_size < 300_000 for path in FOLDER.glob("*.csv"))


@pytest.mark.donnees
def test_the_tables_of_the_project_are_what_the_real_files_give(donnees: Path, tmp_path: Path) -> None:
    for name in build(donnees, tmp_path):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name
