"""Figures, places and structures: a figure says what it measures, where and how surely."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from mappings.records import Indicateur, Mesure, Provenance, Structure, Territoire

PROVENANCE = Provenance(source="essai", editeur="Essai", licence="CC0", date_recolte=date(2026, 1, 2))
FIGURE: dict[str, Any] = {
    "id": "indicateur:essai",
    "provenance": PROVENANCE,
    "nom": "essai",
    "nature": "observe",
    "periode": "2024",
    "niveau_territoire": "region",
    "code_territoire": "84",
    "code_metier": "S1X40",
    "nomenclature_metier": "fap2021",
    "unite": "projets",
}


@pytest.mark.parametrize(
    "missing", ["provenance", "nature", "periode", "niveau_territoire", "code_territoire", "unite"]
)
def test_a_figure_without_its_context_is_refused(missing: str) -> None:
    assert Indicateur.model_validate(FIGURE)
    with pytest.raises(ValidationError, match=missing):
        Indicateur.model_validate({key: value for key, value in FIGURE.items() if key != missing})


@pytest.mark.parametrize("changes", [{"code_metier": None}, {"nomenclature_metier": None}])
def test_a_code_of_metier_goes_with_its_nomenclature(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="vont ensemble"):
        Indicateur.model_validate(FIGURE | changes)


def test_only_the_figure_of_an_establishment_may_name_no_metier() -> None:
    nameless = FIGURE | {"code_metier": None, "nomenclature_metier": None}
    with pytest.raises(ValidationError, match="métier ou sur un établissement"):
        Indicateur.model_validate(nameless)
    school = nameless | {"niveau_territoire": "etablissement", "code_territoire": "0630003L"}
    assert Indicateur.model_validate(school).code_metier is None


def test_a_secret_measure_has_no_value() -> None:
    assert Mesure(nom="projets-difficiles", unite="projets", est_secret=True).valeur is None
    with pytest.raises(ValidationError, match="secret statistique"):
        Mesure(nom="projets-difficiles", unite="projets", est_secret=True, valeur=3)


@pytest.mark.parametrize("place", [{"latitude": 91}, {"longitude": -181}])
def test_a_place_is_on_earth(place: dict[str, float]) -> None:
    town = {"id": "territoire:commune:63113", "provenance": PROVENANCE, "niveau": "commune"}
    with pytest.raises(ValidationError, match=next(iter(place))):
        Territoire.model_validate(town | {"code": "63113", "libelle": "X", "millesime": 2026} | place)
    desk = {"id": "structure:1", "provenance": PROVENANCE, "code": "1", "nom": "Mission locale"}
    with pytest.raises(ValidationError, match=next(iter(place))):
        Structure.model_validate(desk | place)
