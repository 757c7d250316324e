"""A ROME code means what it meant in its version; a joined record keeps the provenance that has a date."""

from datetime import date

from index.building.corpus.read import _complete
from index.building.entities.versions import RomeCodes
from index.views import DEBOUCHE
from tests.index.factories import formation, metier

METIERS = {
    one.code_rome: one
    for one in (
        metier("D1102", "Boulanger / Boulangère"),
        metier("D1121", "Tourier / Tourière", parent="D1102"),
        metier("D1202", "Coiffeur / Coiffeuse"),
    )
}


def test_a_code_of_version_3_is_the_family_of_its_children() -> None:
    relation = "métiers de la famille D1102 du ROME 3"
    found = RomeCodes(METIERS).metiers_of(["D1102"], "3")
    assert found == {"D1102": relation, "D1121": relation}


def test_a_code_of_version_4_is_its_metier_alone() -> None:
    assert RomeCodes(METIERS).metiers_of(["D1102"], "4") == {"D1102": DEBOUCHE}


def test_a_code_that_names_nothing_leads_nowhere() -> None:
    assert (
        RomeCodes(METIERS).metiers_of(["Z9999"], "3") == RomeCodes(METIERS).metiers_of(["A1101"], None) == {}
    )


def dated(record, day, editeur="Onisep"):
    provenance = record.provenance.model_copy(update={"date_maj": day, "editeur": editeur})
    return record.model_copy(update={"provenance": provenance})


def test_the_dated_publication_of_a_publisher_gives_the_provenance() -> None:
    full = formation("FOR.1", "CAP", duree="2 ans", niveau=3, sigle="C")
    day = date(2025, 10, 21)
    joined = _complete([full, dated(formation("FOR.1", "CAP"), day)])
    assert (joined.provenance.date_maj, joined.duree) == (day, "2 ans")


def test_the_date_of_another_publisher_is_not_borrowed() -> None:
    full = formation("FOR.1", "CAP", duree="2 ans", niveau=3)
    other = dated(formation("FOR.1", "CAP"), date(2025, 10, 21), editeur="Autre")
    assert _complete([full, other]).provenance == full.provenance
