from dataclasses import replace

import pytest

from index.building.entities.titles import titles_of_metiers
from index.genders import both_titles
from nlp.initials import learn_initials
from tests.index.factories import appellation, corpus, fiche, metier


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


def title_of(*records, **facts):
    read = replace(corpus(*records), **facts)
    return [*titles_of_metiers(read).values()][-1]


@pytest.mark.parametrize(
    ("titre", "masculine", "feminine", "title"),
    [
        ("préposé/e au tir", "préposé au tir", "préposé au tir", "Préposé, préposée au tir"),
        ("sous-officier/ère", "sous-officier(ère)", "sous-officière", "Sous-officier, sous-officière"),
        (
            "robinétier /robinétière",
            "robinétier /robinétière",
            "robinétier /robinétière",
            "Robinétier, robinétière",
        ),
        (
            "technicien d'études et /ou de mode",
            "technicien d'études et /ou de mode",
            "technicienne d'études et/ou de mode",
            "Technicien, technicienne d'études et/ou de mode",
        ),
        (
            "Lapidaire / Diamantaire",
            "Lapidaire / Diamantaire",
            "Lapidaire / Diamantaire",
            "Lapidaire, diamantaire",
        ),
        ("traducteur / LSF", "traducteur / LSF", "traducteur / LSF", "Traducteur / LSF"),
        ("maître-chien", "maître-chien", "maître-chien", "Maître-chien, maîtresse-chien"),
        ("cariste", "cariste", "cariste", "Cariste"),
    ],
)
def test_a_title_says_both_genders_however_its_source_writes_them(titre, masculine, feminine, title):
    forms = {"titre_masculin": masculine, "titre_feminin": feminine}
    known = appellation("1", "K1705", "Maître-chien / Maîtresse-chien d'avalanche")
    other = metier("K1705", "Secouriste")
    assert title_of(other, known, fiche("MET.1", titre).model_copy(update=forms)) == title


def test_of_two_publications_the_one_that_says_both_genders_gives_the_title():
    one = fiche("MET.1", "mireur")
    other = fiche("MET.1", "mireur / mireuse").model_copy(update={"id": "fiche:onisep:MET.1-2"})
    assert title_of(one, other) == "Mireur, mireuse"


def test_a_feminine_that_nothing_writes_small_begins_as_its_masculine():
    initials = learn_initials(lambda: ("Ecailler", "écailler"), lambda: ())
    assert title_of(metier("G1617", "Ecailler / Ecaillère"), initials=initials) == "Écailler, écaillère"


def test_a_feminine_that_has_its_accent_keeps_it():
    initials = learn_initials(lambda: ("Ecaillère", "écaillère"), lambda: ())
    assert title_of(metier("G1617", "Ecailler / Ecaillère"), initials=initials) == "Ecailler, écaillère"
