"""Who is linked to whom."""

import pytest

from index.building.links import link
from index.tools import read_tools
from tests.index.factories import appellation, certification, corpus, fiche, formation, metier

ANALYSER = read_tools().analyser


def links_of(*records):
    return link(corpus(*records), ANALYSER)


def test_a_fiche_joins_the_child_whose_name_is_nearest_through_its_v3_code():
    links = links_of(
        metier("D1102", "Boulanger / Boulangère"),
        metier("D1108", "Chef boulanger / Cheffe boulangère", parent="D1102"),
        fiche("MET.17", "boulanger/ère", codes_rome=("D1102",)),
    )
    assert links.fiche_to_metiers["MET.17"][0].code_rome == "D1102"
    assert links.same_metier("MET.17") == "D1102"
    assert links.metier_to_fiches == {"D1102": ("MET.17",)}


def test_a_fiche_about_something_narrower_stays_alone():
    links = links_of(
        metier("L1510", "Monteur / Monteuse"), fiche("MET.1", "animateur 2D", codes_rome=("L1510",))
    )
    assert links.same_metier("MET.1") is None
    assert links.fiche_to_metiers["MET.1"][0].code_rome == "L1510"


def test_a_fiche_without_code_joins_the_metier_of_the_very_same_name():
    links = links_of(metier("E1205", "Graphiste"), fiche("MET.2", "graphiste"))
    assert links.same_metier("MET.2") == "E1205"


def test_a_fiche_of_an_unknown_code_and_name_is_linked_to_nothing():
    links = links_of(metier("E1205", "Graphiste"), fiche("MET.3", "astronaute", codes_rome=("K2402",)))
    assert links.fiche_to_metiers["MET.3"] == ()


def test_a_title_that_begins_that_of_its_own_code_is_about_that_metier():
    links = links_of(
        metier("J1506", "Infirmier / Infirmière en soins généraux"),
        fiche("MET.38", "infirmier/ière", codes_rome=("J1506",)),
    )
    assert links.same_metier("MET.38") == "J1506"


@pytest.mark.parametrize("name", ["boulanger / boulangère", "Boulangère", "boulanger"])
def test_a_formation_joins_the_fiche_it_names_in_either_gender(name):
    links = links_of(
        metier("D1102", "Boulanger / Boulangère"),
        fiche("MET.17", "boulanger / boulangère", codes_rome=("D1102",)),
        formation("FOR.1", "CAP boulanger", metiers=(name,)),
    )
    assert links.formation_to_fiches == {"FOR.1": ("MET.17",)}
    assert links.metier_to_formations == {"D1102": ("FOR.1",)}


def test_a_formation_may_name_metiers_of_the_rome_itself_and_unknown_codes_are_dropped():
    links = links_of(
        metier("D1102", "Boulanger / Boulangère"), formation("DEMO.1", "CAP", codes_rome=("D1102", "A1101"))
    )
    assert links.formation_to_metiers == {"DEMO.1": ("D1102",)}


def test_a_certification_joins_its_formations_both_ways():
    links = links_of(
        metier("D1102", "Boulanger / Boulangère"),
        formation("FOR.1", "CAP boulanger", code_certification="RNCP1"),
        certification("RNCP1", "CAP - Boulanger"),
    )
    assert links.certification_to_formations == {"RNCP1": ("FOR.1",)}
    assert links.formation_to_certifications == {"FOR.1": ("RNCP1",)}


def test_an_appellation_is_a_name_too():
    links = links_of(
        metier("D1102", "Artisan / Artisane du pain"),
        appellation("1", "D1102", "Boulanger / Boulangère"),
        fiche("MET.17", "boulanger/ère", codes_rome=("D1102",)),
    )
    assert links.same_metier("MET.17") == "D1102"
