"""All there is of one kind, without a query: each thing once, by title, narrowed as a search is."""

import pytest

from debouches.errors import RequestError
from index.documents import GENRES
from index.facets import Filtres
from index.results import ListRequest
from nlp.normalise import fold


def walk(searcher, groupe, par_page, **filtres):
    """Every page until an empty one."""
    cards, number = [], 1
    while page := searcher.liste(ListRequest(groupe, number, par_page, Filtres(**filtres))).cards:
        cards += page
        number += 1
    return cards


@pytest.mark.parametrize("groupe", GENRES)
@pytest.mark.parametrize("par_page", [1, 7, 100])
def test_a_list_gives_each_thing_once_by_title(searcher, groupe, par_page):
    cards = walk(searcher, groupe, par_page)
    assert len({card.code for card in cards}) == len(cards) == searcher.facts().entites[groupe]
    assert {card.genre for card in cards} == {groupe}
    titles = [fold(card.titre) for card in cards]
    assert titles == sorted(titles)


def test_a_fiche_shown_on_the_page_of_its_metier_is_not_listed_twice(searcher):
    codes = {card.code for card in walk(searcher, "metier", 100)}
    assert "D1102" in codes
    assert "MET.17" not in codes


def test_the_count_of_a_value_is_what_choosing_it_gives(searcher):
    for groupe in GENRES:
        for facet in searcher.liste(ListRequest(groupe)).facettes:
            for value in facet.valeurs:
                page = searcher.liste(ListRequest(groupe, filtres=Filtres(**{facet.nom: (value.valeur,)})))
                assert page.total == value.total


def test_metiers_are_listed_by_where_a_formation_that_leads_there_is_given(searcher):
    leading = {lien.code for lien in searcher.formation("FOR.63").metiers}
    there = {card.code for card in walk(searcher, "metier", 100, departement=("2A",))}
    assert there == leading != set()
    assert [card.code for card in walk(searcher, "formation", 100, departement=("2A",))] == ["FOR.63"]


def test_a_value_that_a_facet_has_not_is_refused(searcher):
    with pytest.raises(RequestError):
        searcher.liste(ListRequest("metier", filtres=Filtres(domaine=("9",))))
