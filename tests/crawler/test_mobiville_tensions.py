"""Mobiville: tensions by ROME code, in bassins of 2019 that are named by the list of communes."""

from typing import Any

import pytest

from tests.crawler.factories import issues_of
from tests.crawler.figures import figures_of, harvest_real, measured, table

ROW: dict[str, Any] = {
    "annee": "2021",
    "ROME": "D1102",
    "cbassin": "8457",
    "oee": "16,61538462",
    "defm_abc": "28,25",
    "ind_tension_d": "5",
    "ind_int_emb_d": "4",
    "ind_main_oeuvre_d": "1",
    "ind_dur_empl_d": "3",
    "ind_cond_travail_d": "2",
    "ind_mismatch_geo_d": "5",
    "ind_specif_form_empl_d": "",
}
PLACE = {"CODE_COMMUNE_INSEE": "63113", "REG_CREDOC": "A", "REG": "84", "DEP": "63", "CCOMMUNE": "63113"}
NAMED = PLACE | {"NOMCOM": "Clermont-Ferrand", "BE19": "8457", "NOMBE19": "CLERMONT FERRAND"}


def parse(*changes: dict[str, Any], **files: bytes):
    tensions = table(*(ROW | change for change in changes), separator=";")
    return figures_of("mobiville-tensions", tensions=tensions, **files)


def test_a_row_is_the_tension_of_a_rome_code_in_a_bassin_of_2019() -> None:
    figures, run = parse({}, bassins=table(NAMED))
    (figure,) = figures.values()
    assert (figure.code_metier, figure.nomenclature_metier) == ("D1102", "rome3")
    assert (figure.niveau_territoire, figure.code_territoire) == ("bassin-emploi", "8457")
    assert (figure.libelle_territoire, figure.millesime_territoire) == ("CLERMONT FERRAND", 2019)
    assert figure.codes_parents == ("territoire:region:84",)
    assert figure.valeur == 5
    assert measured(figure) == {
        "offres-emploi": 16.61538462,
        "demandeurs-emploi-abc": 28.25,
        "intensite-embauches": 4,
        "manque-main-oeuvre": 1,
        "non-durabilite": 3,
        "conditions-contraignantes": 2,
        "inadequation-geographique": 5,
    }
    assert issues_of(run) == {}


def test_without_the_list_of_communes_a_bassin_has_its_code_only() -> None:
    (figure,) = parse({})[0].values()
    assert (figure.libelle_territoire, figure.codes_parents) == (None, ())


def test_a_bassin_that_the_list_does_not_know_is_reported() -> None:
    figures, run = parse({"cbassin": "7549"}, bassins=table(NAMED))
    assert [figure.libelle_territoire for figure in figures.values()] == [None]
    assert issues_of(run) == {"DANGLING": 1}


@pytest.mark.parametrize("change", [{"ROME": "D11"}, {"cbassin": "nord"}, {"annee": ""}])
def test_a_row_whose_codes_cannot_be_read_is_left_out(change: dict[str, str]) -> None:
    assert parse(change)[0] == {}


@pytest.mark.donnees
def test_the_real_tensions_hold_what_their_index_says(donnees, tmp_path) -> None:
    report, figures = harvest_real("mobiville-tensions", donnees, tmp_path)
    assert {issue.name: found.count for issue, found in report.issues.items()} == {"DANGLING": 24}
    assert len(figures) == 27_135
    assert {figure.code_territoire for figure in figures if not figure.libelle_territoire} == {"7549"}


def test_thousands_may_have_a_space_and_na_is_absent() -> None:
    figures, run = parse({"oee": "1 216,5", "defm_abc": "NA"})
    (figure,) = figures.values()
    assert (measured(figure)["offres-emploi"], "demandeurs-emploi-abc" in measured(figure)) == (1216.5, False)
    assert issues_of(run) == {}
