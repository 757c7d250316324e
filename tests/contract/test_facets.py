"""Filters and facets, in every engine: a count tells what choosing it gives, and no filter moves a result."""

import pytest

from debouches.errors import RequestError
from index.facet_table import read_facet_table
from index.facets import NOMS_FACETTES, NON_RENSEIGNE, Filtres
from index.results import SearchRequest

QUERIES = ("boulanger", "bts bâtiment", "maçon de chantier", "cap", "D1202 boulanger", "maçon niveau 3")


def counts(page, nom):
    return {
        value.valeur: value.total for facet in page.facettes if facet.nom == nom for value in facet.valeurs
    }


def narrowed(searcher, q, **choices):
    groupe = choices.pop("groupe", None)
    return searcher.search(SearchRequest(q, groupe=groupe, par_page=25, filtres=Filtres(**choices)))


def placed(page):
    return [(result.code, result.score) for group in page.groups for result in group.results]


@pytest.mark.parametrize("q", QUERIES)
@pytest.mark.parametrize("groupe", [None, "metier", "formation"])
def test_choosing_a_value_gives_the_number_announced(searcher, q, groupe):
    page = narrowed(searcher, q, groupe=groupe)
    announced = {(f.nom, v.valeur): v.total for f in page.facettes for v in f.valeurs}
    given = {
        (nom, value): narrowed(searcher, q, groupe=groupe, **{nom: (value,)}).total
        for nom, value in announced
    }
    assert given == announced


def test_what_stays_keeps_its_place_and_its_score(searcher):
    whole = placed(narrowed(searcher, "chantier", groupe="metier"))
    kept = placed(narrowed(searcher, "chantier", groupe="metier", editeur=("onisep",)))
    assert 0 < len(kept) < len(whole)
    assert kept == [one for one in whole if one in kept]


def test_values_of_a_facet_are_alternatives_and_facets_add_up(searcher):
    three = narrowed(searcher, "cap bts", niveau=("3",)).total
    five = narrowed(searcher, "cap bts", niveau=("5",)).total
    assert narrowed(searcher, "cap bts", niveau=("3", "5")).total == three + five
    assert narrowed(searcher, "cap bts", niveau=("3",), etat=("en-vigueur",)).total == 0


def test_a_choice_leaves_the_other_values_of_its_facet_on_offer(searcher):
    whole = counts(narrowed(searcher, "cap bts"), "niveau")
    assert counts(narrowed(searcher, "cap bts", niveau=("3",)), "niveau") == whole
    assert set(whole) >= {"3", "5"}


def test_a_choice_narrows_the_counts_of_the_other_facets(searcher):
    assert counts(narrowed(searcher, "bâtiment maçon"), "voie")["apprentissage"] == 1
    page = narrowed(searcher, "bâtiment maçon", niveau=("5",))
    assert counts(page, "voie") == {}
    assert counts(page, "editeur") == {"onisep": page.total}


def test_values_come_by_their_number_where_no_order_of_theirs_is_known(searcher):
    by_number = {nom for nom, words in read_facet_table().items() if words.ordre == "nombre"}
    totals = [
        [value.total for value in facet.valeurs if value.valeur != NON_RENSEIGNE]
        for q in QUERIES
        for facet in narrowed(searcher, q).facettes
        if facet.nom in by_number
    ]
    assert all(one == sorted(one, reverse=True) for one in totals)
    assert any(len({*one}) > 1 for one in totals)


def test_a_folded_fiche_is_counted_with_its_metier(searcher):
    page = narrowed(searcher, "boulanger", groupe="metier")
    group = page.groups[0]
    assert "MET.17" in group.results[0].codes
    assert counts(page, "editeur")["editeur-d-essai"] == group.total


def test_what_no_source_says_is_a_value(searcher):
    page = narrowed(searcher, "maçon", groupe="metier")
    assert counts(page, "reglemente") == {}, "rien n'est connu : il n'y a rien à choisir"
    assert counts(page, "transition")["vert"] == 1
    assert narrowed(searcher, "maçon", groupe="formation").facettes == ()


@pytest.mark.parametrize(("nom", "value"), [("niveau", "12"), ("domaine", "Z"), ("editeur", "personne")])
def test_an_unknown_value_is_refused_with_those_that_exist(searcher, nom, value):
    with pytest.raises(RequestError, match=f"« {value} ».*{nom}") as refusal:
        narrowed(searcher, "boulanger", **{nom: (value,)})
    assert refusal.value.parameter == nom
    assert refusal.value.accepted


@pytest.mark.parametrize("nom", NOMS_FACETTES)
def test_every_facet_refuses_a_value_that_it_has_not(searcher, nom):
    with pytest.raises(RequestError):
        narrowed(searcher, "boulanger", **{nom: ("inconnue",)})


def test_a_known_value_that_nothing_has_gives_an_empty_page_that_says_it(searcher):
    page = narrowed(searcher, "boulanger", niveau=("8",))
    assert page.groups == ()
    assert counts(page, "niveau")["8"] == 0
    assert page.filtres.niveau == ("8",)


def test_a_formation_is_found_where_it_is_given(searcher):
    page = narrowed(searcher, "bts bâtiment", groupe="formation")
    assert counts(page, "departement") == {"69": 1, "non-renseigne": page.total - 1}
    there = narrowed(searcher, "bts bâtiment", departement=("69",))
    assert [code for code, _ in placed(there)] == ["FOR.20"]
    assert [value.libelle for facet in there.facettes for value in facet.valeurs if value.est_choisie] == [
        "Rhône (69)"
    ]


def test_deep_pages_of_a_narrowed_group_stop_with_it(searcher):
    def page(number):
        filtres = Filtres(niveau=("5",))
        request = SearchRequest("BTS bâtiment", "formation", page=number, par_page=5, filtres=filtres)
        return searcher.search(request)

    sizes = [sum(len(group.results) for group in page(number).groups) for number in (1, 2, 3, 4)]
    assert sizes == [5, 5, 2, 0]
    with pytest.raises(RequestError, match="pages"):
        page(51)


@pytest.mark.parametrize(
    ("q", "listed"),
    [
        ("prépa", {"FOR.60"}),
        ("titre professionnel", {"FOR.61"}),
        ("prépa ou titre pro", {"FOR.60", "FOR.61"}),
    ],
)
def test_a_diploma_alone_lists_what_delivers_it_whatever_its_title(searcher, q, listed):
    page = narrowed(searcher, q, groupe="formation")
    assert {result.code for group in page.groups for result in group.results} == listed
    assert (page.ordre, page.relaxed) == ("alphabetique", ())


def test_a_diploma_narrows_what_words_found(searcher):
    page = narrowed(searcher, "route ou murets", groupe="formation", diplome=("tp",))
    assert [result.code for group in page.groups for result in group.results] == ["FOR.61"]
