"""The whole name of a place, as the field shows it and understands it in return."""

import pytest

from index.lieux.model import Lieu


@pytest.mark.parametrize(
    ("libelle", "contexte", "said"),
    [
        ("Lyon", "Rhône (69)", "Lyon, Rhône (69)"),
        ("Paris", "Paris (75)", "Paris (75)"),
        ("Parisot", "Tarn (81)", "Parisot, Tarn (81)"),
        ("Bretagne", "région", "Bretagne, région"),
        ("France", "", "France"),
    ],
)
def test_what_tells_a_place_apart_is_not_its_own_name(libelle: str, contexte: str, said: str) -> None:
    lieu = Lieu(id="x", niveau="commune", code="x", libelle=libelle, contexte=contexte, millesime=2026)
    assert lieu.nom_complet == said
