"""The type of a diploma: readable, and said once."""

import pytest

from web.wording.diplomes import diplome_en_mots, titre_avec_type


@pytest.mark.parametrize(
    ("type_diplome", "sigle", "said"),
    [
        ("brevet professionnel", "BP", "Brevet professionnel (BP)"),
        (
            "Certificat de spécialisation (CS de niveau 4)",
            "CS",
            "Certificat de spécialisation (CS de niveau 4)",
        ),
        ("Bachelor", "Grade_Licence", "Bachelor, grade de licence"),
        ("Master", "MASTER", "Master"),
        ("Diplôme d'État de musicien", "DE", "Diplôme d'État de musicien (DE)"),
        (None, "DGE_GM", "Diplôme de grand établissement, grade de master"),
        (None, None, ""),
    ],
)
def test_the_type_says_its_acronym_or_the_words_of_its_code(
    type_diplome: str | None, sigle: str | None, said: str
) -> None:
    assert diplome_en_mots(type_diplome, sigle) == said


@pytest.mark.parametrize(
    ("titre", "sigle", "said"),
    [
        ("Boulanger", "CAP", "Boulanger (CAP)"),
        ("Boulanger", None, "Boulanger"),
        ("Master - Finance", "MASTER", "Master - Finance"),
        ("Finance", "Grade_Master", "Finance (grade de master)"),
    ],
)
def test_the_name_of_a_tab_says_the_type_once(titre: str, sigle: str | None, said: str) -> None:
    assert titre_avec_type(titre, sigle) == said
