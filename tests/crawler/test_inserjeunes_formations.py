"""InserJeunes by lycée and by formation: a figure says its way of training and never counts twice."""

from pathlib import Path
from typing import Any

import pytest

from crawler.files.unnamed import find
from debouches.errors import FetchError
from tests.crawler.factories import issues_of, publish_folder, real_spec
from tests.crawler.figures import figures_of, measured, table

LYCEE: dict[str, Any] = {
    "Année": "cumul 2023-2024",
    "UAI": "0639999X",
    "Libellé": "Lycée du Volcan",
    "Région": "Bretagne",
    "Taux emploi 6 mois": "41,5",
    "Taux poursuite études": "30.0",
    "Dont apprentis EPLE": "",
}
FINE: dict[str, Any] = {
    **{name: LYCEE[name] for name in ("Année", "UAI", "Libellé", "Région", "Taux emploi 6 mois")},
    "Libellé formation": "Cuisine",
    "Type de diplôme": "CAP",
    "Durée de formation (en année)": "2.0",
    "Code formation MEFSTAT11": "32233422101",
}


def read(**files: bytes):
    return figures_of("inserjeunes-formations", **files)


def of(row: dict[str, Any]) -> bytes:
    return table(row, separator=";")


def test_a_lycee_is_counted_whole_in_the_way_of_school() -> None:
    figures, run = read(lycees=of(LYCEE))
    figure = figures["inserjeunes-lycees:2023-2024:0639999X"]
    assert (figure.nom, figure.valeur) == ("emploi-6-mois-apres-voie-scolaire", 41.5)
    assert (figure.libelle_formation, figure.libelle_territoire) == (None, "Lycée du Volcan")
    assert measured(figure) == {"poursuite-etudes": 30}
    assert (figure.champ or "").endswith("voie scolaire")
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("name", "nom", "voie"),
    [
        ("cfa", "emploi-6-mois-apres-apprentissage", "apprentissage"),
        ("lycees_formations", "emploi-6-mois-apres-voie-scolaire", "voie-scolaire"),
    ],
)
def test_a_formation_is_counted_alone_in_its_own_way(name: str, nom: str, voie: str) -> None:
    figures, run = read(**{name: of(FINE)})
    figure = figures[f"inserjeunes-formations:2023-2024:0639999X:{voie}:32233422101:2"]
    assert (figure.nom, figure.valeur) == (nom, 41.5)
    assert (figure.libelle_formation, figure.code_mefstat) == ("Cuisine", "32233422101")
    assert figure.champ == f"Cuisine, CAP, en 2 ans, {voie.replace('-', ' ')}"
    assert issues_of(run) == {}


def test_two_lengths_of_one_formation_are_two_figures() -> None:
    rows = (FINE, FINE | {"Durée de formation (en année)": "1"})
    assert len(read(cfa=table(*rows, separator=";"))[0]) == 2


def test_a_row_without_formation_is_reported() -> None:
    figures, run = read(cfa=of(FINE | {"Libellé formation": ""}))
    assert (figures, issues_of(run)) == ({}, {"MALFORMED": 1})


def test_under_another_name_the_way_is_not_guessed(tmp_path: Path) -> None:
    publish_folder(tmp_path, {"export.csv": of(FINE)})
    with pytest.raises(FetchError, match="la nommer fr-en-inserjeunes"):
        find(real_spec("inserjeunes-formations"), tmp_path)


def test_a_lycee_is_told_from_a_cfa_by_its_columns_and_read_without_them_under_its_name(
    tmp_path: Path,
) -> None:
    without = {name: value for name, value in LYCEE.items() if name != "Dont apprentis EPLE"}
    assert len(read(lycees=of(without))[0]) == 1
    publish_folder(tmp_path, {"export.csv": of(LYCEE)})
    assert set(find(real_spec("inserjeunes-formations"), tmp_path).places) == {"lycees"}
    with pytest.raises(FetchError):
        find(real_spec("inserjeunes"), tmp_path)


def test_each_table_is_read_by_its_own_source(tmp_path: Path) -> None:
    names = ("cfa", "cfa-formation_fine", "lycee_pro", "lycee_pro-formation-fine")
    publish_folder(tmp_path, {f"fr-en-inserjeunes-{name}.csv": b"x" for name in names})
    assert set(find(real_spec("inserjeunes"), tmp_path).places) == {"cfa"}
    others = find(real_spec("inserjeunes-formations"), tmp_path).places
    assert set(others) == {"cfa", "lycees", "lycees_formations"}
    assert others["cfa"].path.name == "fr-en-inserjeunes-cfa-formation_fine.csv"
