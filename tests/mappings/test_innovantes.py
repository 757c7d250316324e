"""Every value of the common format has its words on the site, and no other."""

from typing import get_args

from mappings.innovantes import FRANCE, facettes_innovantes
from mappings.records import NiveauPorteur, ThemeInnovant


def test_every_closed_value_has_its_words() -> None:
    words = facettes_innovantes()
    assert set(words["niveau"].valeurs) == set(get_args(NiveauPorteur))
    assert set(words["theme"].valeurs) == set(get_args(ThemeInnovant))


def test_the_eighteen_regions_and_the_whole_country() -> None:
    assert len(facettes_innovantes()["region"].valeurs) == 18 + 1
    assert FRANCE in facettes_innovantes()["region"].valeurs
