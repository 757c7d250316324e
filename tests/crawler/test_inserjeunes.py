"""InserJeunes: the figure of an establishment, never that of its region."""

from typing import Any

import pytest

from tests.crawler.factories import issues_of
from tests.crawler.figures import figures_of, harvest_real, measured, table

ROW: dict[str, Any] = {
    "Année": "cumul 2023-2024",
    "UAI": "0639999X",
    "Libellé": "CFA du Volcan",
    "Région": "AUVERGNE-RHONE-ALPES",
    "DEVENIR Part poursuite études": "30.0",
    "Part contrats apprentissage interrompus": "12.0",
    "Taux emploi 6 mois": "81.0",
    "Taux emploi 6 mois attendu": "73.0",
    "VA emploi 6 mois": "-4.0",
    "num_ligne": "1.0",
}


def parse(**changes: Any):
    return figures_of("inserjeunes", cfa=table(ROW | changes, separator=";"))


def test_a_row_is_the_figure_of_an_establishment() -> None:
    figures, run = parse()
    figure = figures["inserjeunes:2023-2024:0639999X"]
    assert (figure.niveau_territoire, figure.code_territoire) == ("etablissement", "0639999X")
    assert (figure.libelle_territoire, figure.codes_parents) == ("CFA du Volcan", ("territoire:region:84",))
    assert (figure.code_metier, figure.valeur, figure.periode) == (None, 81, "2023-2024")
    assert measured(figure) == {
        "emploi-6-mois-attendu": 73,
        "valeur-ajoutee-emploi-6-mois": -4,
        "devenir-poursuite-etudes": 30,
        "contrats-interrompus": 12,
    }
    assert issues_of(run) == {}


def test_a_rate_under_the_threshold_is_absent() -> None:
    (figure,) = parse(**{"Taux emploi 6 mois": ""})[0].values()
    assert figure.valeur is None


def test_an_unknown_region_is_reported_and_the_figure_kept() -> None:
    figures, run = parse(Région="AUVERGNE")
    assert [figure.codes_parents for figure in figures.values()] == [()]
    assert issues_of(run) == {"UNKNOWN_VALUE": 1}


@pytest.mark.parametrize("change", [{"UAI": "CFA"}, {"Année": "2023"}])
def test_a_row_without_establishment_or_cohorts_is_reported(change: dict[str, str]) -> None:
    figures, run = parse(**change)
    assert (figures, issues_of(run)) == ({}, {"MALFORMED": 1})


@pytest.mark.donnees
def test_the_real_cfa_hold_what_their_index_says(donnees, tmp_path) -> None:
    report, figures = harvest_real("inserjeunes", donnees, tmp_path)
    assert (report.issues, len(figures)) == ({}, 11_314)
    assert sum(figure.valeur is not None for figure in figures) == 7_833
