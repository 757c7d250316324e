"""Acronyms that names spell out: never a guess."""

import pytest

from nlp.sigles import acronyms_apart, spelled_out


@pytest.mark.parametrize(
    ("name", "sigle", "developpe"),
    [
        ("Conducteur de Navette Urbaine Lente (NUL)", "NUL", "Navette Urbaine Lente"),
        ("Employé de vie rurale - EVR-", "EVR", "Employé de vie rurale"),
        ("Délégué de l'Accueil Municipal - DAM", "DAM", "Délégué de l'Accueil Municipal"),
        ("Agent TPR - Transport de petits rouleaux", "TPR", "Transport de petits rouleaux"),
        ("Croupier Roulettes à Pièces -RAP-", "RAP", "Roulettes à Pièces"),
        ("BREVET DE CONDUITE LENTE (BCL)", "BCL", "BREVET DE CONDUITE LENTE"),
    ],
)
def test_an_acronym_beside_its_words_is_spelled_out(name, sigle, developpe):
    assert list(spelled_out(name)) == [(sigle, developpe)]


@pytest.mark.parametrize(
    "name",
    [
        "Dessinateur en plans rapides (CAO)",
        "Licence Droit - LA PRESSE",
        "LICENCE DROIT - LD",
        "Technicien - Soudeur",
        "Préparation du (DP) concours",
        "(ABC)",
        "Chef En Ferme(FE)",
        "",
    ],
)
def test_a_meaning_is_never_guessed(name):
    assert list(spelled_out(name)) == []


def test_an_acronym_apart_is_seen_even_if_nothing_spells_it_out():
    assert list(acronyms_apart("Coupeur (CAO) - PVC -")) == ["CAO", "PVC"]


def test_an_ending_in_brackets_is_no_acronym():
    assert list(acronyms_apart("CHEF(FE) DE BARQUE")) == []
