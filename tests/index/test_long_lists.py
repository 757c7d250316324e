"""A page lists as many formations as one may read, and says how many there are."""

import orjson

from index.building.entities.make import EntityMaker
from index.building.links import link
from index.tools import read_search_tools
from tests.index.factories import certification, corpus, formation, metier, provenance

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


def test_the_formations_of_a_family_are_not_counted_as_those_of_a_metier():
    records = (
        metier("D1102", "Boulanger / Boulangère"),
        metier("D1103", "Fromager / Fromagère", parent="D1102"),
        formation("FOR.1", "CAP boulanger", codes_rome=("D1102",)),
    )
    whole = corpus(*records)
    cards = {one.code: one.carte for one in EntityMaker(whole, link(whole, ANALYSER), ANALYSER).make()}
    assert cards["D1102"].suites == ("1 formation",)
    assert cards["D1103"].suites == ()


def test_who_says_that_a_certification_leads_to_a_metier_is_told_of_each():
    records = (
        metier("D1102", "Boulanger / Boulangère"),
        metier("D1103", "Fromager / Fromagère"),
        certification("RNCP1", "Boulanger", codes_rome=("D1102",), version_rome="4"),
        formation(
            "FOR.1", "CAP fromager", codes_rome=("D1102", "D1103"), code_certification="RNCP1"
        ).model_copy(update={"provenance": provenance("onisep", "Onisep")}),
    )
    whole = corpus(*records)
    made = EntityMaker(whole, link(whole, ANALYSER), ANALYSER).make()
    view = orjson.loads(next(one.vue for one in made if one.code == "RNCP1"))
    assert {one["code"]: (one["relation"], one["editeur"]) for one in view["metiers"]} == {
        "D1102": ("débouché", "Éditeur d'essai"),
        "D1103": ("débouché d'une formation qui y prépare", "Onisep"),
    }
