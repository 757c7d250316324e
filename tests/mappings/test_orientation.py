"""The shared nomenclature of prestations, and who does what by which title: every code has its words."""

import re
from typing import get_args

import pytest
from pydantic import ValidationError

from mappings.conformity import check_json
from mappings.liaison import Demande
from mappings.orientation import (
    Condition,
    Interlocuteur,
    facettes_structures,
    interlocuteurs,
    named_by,
    nomenclature,
    of_reseau,
)
from mappings.records import Structure
from mappings.records.territoire import NiveauCep, PlaceSpro, StatutCep
from tests.mappings.test_territoire import PROVENANCE


def test_the_nomenclature_has_a_version_and_each_code_is_a_demand_and_a_nature() -> None:
    known = nomenclature()
    assert re.fullmatch(r"\d+\.\d+", known.version)
    for code, one in known.prestations.items():
        assert code == f"{one.demande}-{one.nature}"
        assert one.niveau == known.natures[one.nature].niveau
        assert one.libelle
        assert one.mots
    assert {one.demande for one in known.prestations.values()} == set(get_args(Demande))


def test_every_closed_value_has_its_words() -> None:
    words = facettes_structures()
    assert set(words["cep"].valeurs) == set(get_args(StatutCep))
    assert set(words["spro"].valeurs) == set(get_args(PlaceSpro))
    assert set(words["demande"].valeurs) == set(get_args(Demande))
    assert set(get_args(Condition)) < set(words["situation"].valeurs)
    assert set(words["niveau"].valeurs) == {*map(str, get_args(NiveauCep)), "aucun"}


def test_natures_are_of_the_levels_of_the_text_of_2014() -> None:
    """Welcome is the first, advice the second, carrying a project out the third: who is told what follows."""
    levels = {name: one.niveau for name, one in nomenclature().natures.items()}
    assert levels == {"information": 1, "diagnostic": 2, "conseil": 2, "accompagnement": 3}


def test_a_standing_says_which_text_gives_it_and_levels_are_of_operators() -> None:
    for one in interlocuteurs():
        assert one.statut.source, one.id
        assert bool(one.statut.niveaux) == one.statut.est_operateur, one.id
        assert set(one.situations) <= set(facettes_structures()["situation"].valeurs)


def test_the_operators_of_the_law_are_these_four_networks() -> None:
    named = {one.reseau for one in interlocuteurs() if one.statut.cep == "operateur-loi"}
    assert named == {"France Travail", "Mission locale", "Cap emploi", "Apec"}


def test_a_prestation_that_is_not_in_the_nomenclature_is_refused() -> None:
    known = of_reseau("CIO")
    assert known is not None
    with pytest.raises(ValidationError, match="zumba-conseil"):
        Interlocuteur.model_validate(known.model_dump() | {"prestations": ("zumba-conseil",)})


@pytest.mark.parametrize(
    ("service", "codes"),
    [
        ("vae-conseil", ("vae-conseil",)),
        ("Accompagnement VAE (livret 2)", ("vae-accompagnement",)),
        ("ATELIER CV", ("emploi-conseil",)),
        ("Être accompagné vers l’emploi", ("emploi-accompagnement",)),
        ("Salle de sport", ()),
        ("ateliers cvs", ()),
    ],
)
def test_a_service_is_coded_by_its_code_or_by_words_of_the_nomenclature(
    service: str, codes: tuple[str, ...]
) -> None:
    assert nomenclature().codes_of(service) == codes


def _structure(**facts: object) -> Structure:
    said = {"id": "structure:x", "provenance": PROVENANCE, "code": "x", "nom": "Espace X", **facts}
    return Structure.model_validate(said)


def test_a_service_that_no_code_says_is_told_to_who_checks_its_file() -> None:
    file = _structure(services=("Salle de sport", "Atelier CV")).model_dump_json().encode()
    report = check_json(file)
    assert [one.valeur for one in report.constats if one.regle == "service-sans-code"] == ["Salle de sport"]
    assert not [one for one in report.constats if one.gravite == "erreur"]


def test_a_standing_out_of_the_list_is_refused() -> None:
    assert _structure(statut_cep="operateur-designe", niveaux_cep=(1, 2)).niveaux_cep == (1, 2)
    for wrong in ({"statut_cep": "oui"}, {"niveaux_cep": (4,)}, {"places_spro": ("amie",)}):
        with pytest.raises(ValidationError):
            _structure(**wrong)


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("Mission locale", "mission-locale"),
        ("Transitions Pro de votre région", "transitions-pro"),
        ("Le centre d’information et d’orientation (CIO)", "cio"),
        ("Maison départementale des personnes handicapées (MDPH)", "mdph"),
        ("Votre employeur", None),
        ("France Travail, Cap emploi", None),
        ("Chambre de métiers ou de commerce", None),
    ],
)
def test_a_text_that_names_one_network_names_who_answers_for_it(said: str, whom: str | None) -> None:
    found = named_by(said)
    assert (found and found.id) == whom
