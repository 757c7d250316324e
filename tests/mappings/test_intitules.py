"""Codes that a source writes in a name are read as words; the rest of the name is left alone."""

import pytest

from mappings.intitules import _read, read_intitule, type_en_mots


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MASTER - Finance (fiche nationale)", "master - Finance"),
        (
            "Grade_Licence - Sciences et ingénierie - Agronomie",
            "grade de licence - Sciences et ingénierie - Agronomie",
        ),
        ("Titre ingénieur - Titre ingénieur - ingénieur", "diplôme d'ingénieur - Ingénieur"),
        ("Titre ingénieur – Ingénieur", "diplôme d'ingénieur - Ingénieur"),
        ("Histoire (Fiche nationale)", "Histoire"),
        ("Psychologie (TP)(fiche nationale)", "Psychologie (TP)"),
        ("MASTERS - Finance", "MASTERS - Finance"),
        ("CAP - Boulanger", "CAP - Boulanger"),
        ("Double MASTER - Finance", "Double MASTER - Finance"),
        ("(fiche nationale)", "(fiche nationale)"),
        ("MASTER - ", "MASTER - "),
    ],
)
def test_a_name_is_shown_in_words(written: str, shown: str) -> None:
    intitule = read_intitule(written)
    assert intitule.joined(intitule.reste) == shown


def test_an_acronym_that_people_say_is_no_code() -> None:
    assert [type_en_mots(code) for code in ("DipViGrM", "BTS")] == ["diplôme visé, grade de master", "BTS"]


def test_each_line_has_words_and_a_reason() -> None:
    lines = [*_read()["types"].values(), *_read()["fins"]]
    assert all(line["mots"] and line["raison"] for line in lines)
