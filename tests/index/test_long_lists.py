"""A page lists as many formations as one may read, and says how many there are."""

import orjson

from index.building.entities.make import EntityMaker
from index.building.links import link
from index.tools import read_search_tools
from tests.index.factories import corpus, formation, metier

ANALYSER = read_search_tools().analyser


def page_of_metier(formations):
    records = [formation(f"FOR.{n}", f"CAP n° {n}", codes_rome=("D1102",)) for n in range(formations)]
    whole = corpus(metier("D1102", "Boulanger / Boulangère"), *records)
    document = next(EntityMaker(whole, link(whole, ANALYSER), ANALYSER).make())
    return document.carte, orjson.loads(document.vue)


def test_a_list_that_fits_is_given_whole():
    card, view = page_of_metier(3)
    assert len(view["formations"]) == 3
    assert "formations_en_tout" not in view
    assert card.suites == ("3 formations",)


def test_a_list_that_is_cut_says_how_many_there_are():
    card, view = page_of_metier(501)
    assert len(view["formations"]) == 500
    assert view["formations_en_tout"] == 501
    assert card.suites == ("501 formations",)
