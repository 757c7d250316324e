"""DARES tensions: a mesh and a code for each figure, no category where too few people work."""

from typing import Any

import pytest

from tests.crawler.factories import issues_of
from tests.crawler.figures import figures_of, harvest_real, measured, table

ROW: dict[str, Any] = {
    "fap": "S1Z40",
    "Emploi moyen": "27300",
    "Tension ": "0.25",
    "Catégorie Tension": "4.0",
    "Intensité d'embauches": "5.0",
    "Lien formation-emploi": "3.0",
    "Manque de main-d'œuvre disponible": "2.0",
    "Non-durabilité de l'emploi": "5.0",
    "Conditions de travail contraignantes": "4.0",
    "Inadéquation géographique": "1.0",
    "Année": "2019",
    "niveau_geo": "nat",
    "niveau_fap": "fap 225",
    "reg": "",
    "dep": "",
}


def parse(*changes: dict[str, Any], **files: bytes):
    return figures_of("dares-tensions", tensions=table(*(ROW | change for change in changes)), **files)


def test_a_row_is_the_tension_of_a_metier_and_what_explains_it() -> None:
    figures, run = parse({})
    figure = figures["dares-tensions:2019:S1Z40:france:FR"]
    assert (figure.nature, figure.periode, figure.nomenclature_metier) == ("observe", "2019", "fap2009")
    assert figure.valeur == 0.25
    assert measured(figure) == {
        "categorie-tension": 4,
        "emploi-moyen": 27300,
        "intensite-embauches": 5,
        "conditions-contraignantes": 4,
        "non-durabilite": 5,
        "manque-main-oeuvre": 2,
        "lien-formation-emploi": 3,
        "inadequation-geographique": 1,
    }
    assert issues_of(run) == {}


def test_heads_are_rounded_and_their_unit_says_so() -> None:
    figures, _ = parse({"Emploi moyen": "0"})
    [effectif] = [one for figure in figures.values() for one in figure.details if one.nom == "emploi-moyen"]
    assert (effectif.valeur, effectif.unite) == (0, "personnes, à la centaine près")


@pytest.mark.parametrize(
    ("place", "level", "code"),
    [
        ({"niveau_geo": "reg ", "reg": "1.0"}, "region", "01"),
        ({"niveau_geo": "reg", "reg": "84.0"}, "region", "84"),
        ({"niveau_geo": "dep", "dep": "2A"}, "departement", "2A"),
        ({"niveau_geo": "dep", "dep": "1"}, "departement", "01"),
    ],
)
def test_codes_of_places_get_their_zeros_back(place: dict[str, str], level: str, code: str) -> None:
    (figure,) = parse(place)[0].values()
    assert (figure.niveau_territoire, figure.code_territoire) == (level, code)


def test_a_blank_category_is_left_out_and_is_not_a_secret() -> None:
    (figure,) = parse({"Catégorie Tension": "", "Tension ": ""})[0].values()
    assert (figure.valeur, figure.est_secret) == (None, False)
    assert "categorie-tension" not in measured(figure)


def test_earlier_years_come_from_the_series_and_the_main_year_is_not_repeated() -> None:
    series = table(
        {"fap": "S1Z40", "Tension ": "0.1", "Année": "2018"},
        {"fap": "S1Z40", "Tension ": "0.9", "Année": "2019"},
    )
    figures, run = parse({}, evolution=series)
    assert {figure.periode: figure.valeur for figure in figures.values()} == {"2018": 0.1, "2019": 0.25}
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"niveau_geo": "commune"}, "UNKNOWN_VALUE"),
        ({"niveau_geo": "dep", "dep": "Ain"}, "MALFORMED"),
        ({"fap": "cuisine"}, "MALFORMED"),
        ({"Année": "19"}, "MALFORMED"),
    ],
)
def test_a_row_that_cannot_be_placed_is_reported(change: dict[str, str], issue: str) -> None:
    figures, run = parse(change)
    assert (figures, issues_of(run)) == ({}, {issue: 1})


@pytest.mark.donnees
def test_the_real_tensions_hold_what_their_index_says(donnees, tmp_path) -> None:
    report, figures = harvest_real("dares-tensions", donnees, tmp_path)
    assert report.issues == {}
    of_2019 = [figure for figure in figures if figure.periode == "2019"]
    assert len(of_2019) == 31_034
    assert sum("categorie-tension" in measured(figure) for figure in of_2019) == 31_034 - 13_891
