import pytest

from index.genders import both_titles


@pytest.mark.parametrize(
    ("masculine", "feminine", "title"),
    [
        ("Boulanger", "Boulangère", "Boulanger, boulangère"),
        ("Cariste", "Cariste", "Cariste"),
        ("Conducteur d'engins", "Conductrice d'engins", "Conducteur, conductrice d'engins"),
        ("Chef de projet web", "Cheffe de projet web", "Chef, cheffe de projet web"),
        ("UX designer", "UX designeuse", "UX designer, UX designeuse"),
    ],
)
def test_both_titles(masculine, feminine, title):
    assert both_titles(masculine, feminine) == title
