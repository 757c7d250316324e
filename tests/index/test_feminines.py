"""Names that a vocabulary gives in one gender find the other."""

import pytest

from index.building.feminines import Feminines

NAMES = (
    ("Infirmier", "Infirmière"),
    ("Infirmier de bloc", "Infirmière de bloc"),
    ("Cariste", "Cariste"),
    (None, "Nourrice"),
)


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("infirmier", ("infirmier", "infirmière")),
        ("infirmier en usine", ("infirmier en usine", "infirmière en usine")),
        ("infirmier d'entreprise", ("infirmier d'entreprise", "infirmière d'entreprise")),
        ("infirmier référent", ("infirmier référent",)),
        ("cariste de nuit", ("cariste de nuit",)),
        ("nounou", ("nounou",)),
    ],
)
def test_the_first_word_takes_the_gender_that_appellations_give_it(name, both):
    assert Feminines(NAMES).both(name) == both
