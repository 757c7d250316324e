"""Portraits: each table in its encoding, shares under one unit, an unknown métier is no métier."""

from typing import Any

import pytest

from tests.crawler.factories import issues_of
from tests.crawler.figures import figures_of, harvest_real, measured, table

TREE = {"code_domaine": "S", "libelle_domaine": "x", "code_fap_agregee": "S1Z", "libelle_fap_agregee": "y"}


def ages(*counts: str) -> bytes:
    tranches = ("15-24 ans", "25-29 ans")
    return table(
        *(
            {"fap": "S1Z40", "tr_age": tranche, "annee_2017_2019": count, "libelle": "Aides à l'hôtel"} | TREE
            for tranche, count in zip(tranches, counts, strict=True)
        ),
        encoding="cp1252",
    )


def parse(**files: bytes):
    figures, run = figures_of("dares-portraits", ages=ages("30", "10"), **files)
    return {key.removeprefix("dares-portraits:"): figure for key, figure in figures.items()}, run


def test_ages_are_counted_then_shared() -> None:
    figures, run = parse()
    figure = figures["emploi-par-age:S1Z40:2017-2019"]
    assert (figure.valeur, figure.unite, figure.est_calcule) == (40, "milliers de personnes", True)
    assert measured(figure) == {"15-24 ans": 75, "25-29 ans": 25}
    assert (figure.champ, figure.code_territoire) == ("France métropolitaine", "FR")
    assert issues_of(run) == {}


def test_other_tables_take_the_name_of_the_metier_from_the_ages() -> None:
    body = table({"Fap3": "S1Z40", "Annee": "2017-2019", "Salaire_median": "1500"})
    figure = parse(salaires_medians=body)[0]["salaire-median:S1Z40:2017-2019"]
    assert (figure.valeur, figure.unite) == (1500, "€ nets par mois")
    assert figure.libelle_metier == "Aides à l'hôtel"


def test_a_metier_named_by_its_own_code_has_no_name() -> None:
    body = ages("30", "10").replace("Aides à l'hôtel".encode("cp1252"), b"S1Z40")
    figures, _ = figures_of("dares-portraits", ages=body)
    assert [figure.libelle_metier for figure in figures.values()] == [None]


@pytest.mark.parametrize(
    ("file", "row", "key", "value"),
    [
        ("cdd", {"Fap": "S1Z", "annee": "2017-2019", "part": "12.345"}, "part-cdd:S1Z:2017-2019", 12.35),
        ("interim", {"Fap": "S1Z", "annee": "2017-2019", "part": "2"}, "part-interim:S1Z:2017-2019", 2),
        (
            "temps_partiel",
            {"Fap3": "S1Z", "annee": "2016-2018", "part": "20"},
            "part-temps-partiel:S1Z:2016-2018",
            20,
        ),
        (
            "temps_travail",
            {"Fap": "S", "annee": "2017-2019", "Pourcentage": "9", "Temps_travail": "Temps partiel"},
            "part-temps-partiel:S:2017-2019",
            9,
        ),
        (
            "horaires",
            {"Fap3": "S", "annee": "2017-2019", "Pourcentage": "8", "Horaire_atypique": "Travail de nuit"},
            "part-travail-nuit:S:2017-2019",
            8,
        ),
        ("femmes", {"Fap3": "Ensemble", "Annee": "2017-2019", "Part": "48"}, "part-femmes:ENS:2017-2019", 48),
        ("entrees_cdd", {"Fap3": "S1Z", "Annee": "2014", "Part": "77"}, "part-cdd-embauches:S1Z:2014", 77),
        (
            "mouvements",
            {"Fap3": "S1Z", "Type_mmo": "Taux de sortie", "Annee": "2014", "Taux": "66"},
            "taux-sortie:S1Z:2014",
            66,
        ),
    ],
)
def test_each_series_has_its_name_and_period(file: str, row: dict[str, Any], key: str, value: float) -> None:
    figures, run = parse(**{file: table(row, encoding="cp1252")})
    assert figures[key].valeur == value
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    ("file", "column", "tranche", "part", "share"),
    [
        ("salaires", "Salaire", "3000 € ou plus", "12.5", 12.5),
        ("diplomes", "diplome", "Bac + 2", "0.25", 25),
        ("specialites", "Label_spedipl", "Droit", "16.2", 16.2),
        ("secteurs", "Label_secteur", "Enseignement", "6.7", 6.7),
    ],
)
def test_each_distribution_gives_percentages(
    file: str, column: str, tranche: str, part: str, share: float
) -> None:
    body = table({"Fap": "S1Z", column: tranche, "Milliers": "3", "Pourcentage": part}, encoding="cp1252")
    figures, run = parse(**{file: body})
    (figure,) = (figure for key, figure in figures.items() if ":S1Z:" in key)
    assert (figure.valeur, measured(figure)) == (3, {tranche: share})
    assert issues_of(run) == {}


@pytest.mark.parametrize("code", ["Z", "ZZZ", "ZZZZZ"])
def test_an_unknown_metier_is_no_metier(code: str) -> None:
    body = table({"Fap3": code, "Annee": "2017-2019", "Part": "50"})
    figures, run = parse(femmes=body)
    assert not [key for key in figures if key.startswith("part-femmes")]
    assert issues_of(run) == {}


def test_a_category_that_nobody_declared_is_reported() -> None:
    body = table({"Fap": "S1Z", "Salaire": "9000 € ou plus", "Milliers": "3", "Pourcentage": "1"})
    figures, run = parse(salaires=body)
    assert measured(figures["salaires:S1Z:2017-2019"]) == {}
    assert issues_of(run) == {"UNKNOWN_VALUE": 1}


def test_not_available_is_absent_not_malformed() -> None:
    figures, run = parse(femmes=table({"Fap3": "S1Z", "Annee": "2017-2019", "Part": "NA"}))
    assert figures["part-femmes:S1Z:2017-2019"].valeur is None
    assert issues_of(run) == {}


@pytest.mark.donnees
def test_the_real_portraits_leave_nothing_unexplained(donnees, tmp_path) -> None:
    report, figures = harvest_real("dares-portraits", donnees, tmp_path)
    assert (report.issues, report.unused_lookups) == ({}, ())
    by_name = {figure.nom: 0 for figure in figures}
    for figure in figures:
        by_name[figure.nom] += 1
    assert by_name["part-femmes"] == 7_453 - 87  # rows of « Z », « ZZZ », « ZZZZZ »
    assert by_name["emploi-par-age"] == 337
    assert {figure.niveau_territoire for figure in figures} == {"france"}
