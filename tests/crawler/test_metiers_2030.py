"""Métiers 2030: what is forecast and what was observed are never one figure."""

from typing import Any

import orjson
import pytest

from tests.crawler.factories import issues_of
from tests.crawler.figures import figures_of, harvest_real, measured

ROW: dict[str, Any] = {
    "code_fap": "S1Z",
    "fap_libelle": "Cuisiniers",
    "region": "Nouvelle Aquitaine",
    "effectifs_2019_milliers": 31.123456,
    "part_metier_region": 0.0123,
    "indice_specificite": 1.105,
    "creations_destructions_milliers": 2.5,
    "creations_destructions_pct": 0.08,
    "postes_a_pourvoir_milliers": 9.87654,
    "postes_a_pourvoir_pct": 0.317,
    "niveau_tension_2019": "hors champ",
}


def parse(**changes: Any):
    return figures_of("metiers-2030", projections=orjson.dumps([ROW | changes]))


def test_the_forecast_says_its_horizon_and_the_observed_its_year() -> None:
    figures, run = parse()
    forecast = figures["metiers-2030:postes-a-pourvoir:S1Z:region:75"]
    assert (forecast.nature, forecast.periode, forecast.valeur) == ("prevision", "2019-2030", 9.877)
    assert measured(forecast) == {
        "part-postes-a-pourvoir": 31.7,
        "creations-destructions": 2.5,
        "part-creations-destructions": 8.0,
    }
    observed = figures["metiers-2030:emploi-regional:S1Z:region:75"]
    assert (observed.nature, observed.periode, observed.valeur) == ("observe", "2019", 31.123)
    assert {figure.provenance.version for figure in figures.values()} == {"projections 2019-2030"}
    assert measured(observed) == {"part-emploi-regional": 1.23, "indice-specificite": 1.1}
    assert {figure.code_territoire for figure in figures.values()} == {"75"}
    assert issues_of(run) == {}


def test_families_measured_together_keep_each_code() -> None:
    figures, _ = parse(code_fap="B3Z;B4Z")
    assert {figure.codes_regroupes for figure in figures.values()} == {("B3Z", "B4Z")}


@pytest.mark.parametrize(
    ("change", "issue"), [({"region": "Auvergne"}, "UNKNOWN_VALUE"), ({"code_fap": "?"}, "MALFORMED")]
)
def test_an_unknown_region_or_family_is_reported(change: dict[str, str], issue: str) -> None:
    figures, run = parse(**change)
    assert (figures, issues_of(run)) == ({}, {issue: 1})


@pytest.mark.donnees
def test_the_real_projections_hold_what_their_index_says(donnees, tmp_path) -> None:
    report, figures = harvest_real("metiers-2030", donnees, tmp_path)
    assert report.issues == {}
    assert [sum(f.nature == nature for f in figures) for nature in ("prevision", "observe")] == [1049, 1049]
