"""Criteria that cross: a domain, a level, what one leaves, the labour market of a place; in every engine."""

import pytest

from debouches.errors import NotFoundError, RequestError
from index.facets import Filtres
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import ListRequest, SearchRequest
from mappings.records import LienFormation
from mappings.records.metier import Mobilite
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import harvested
from tests.index.factories import chiffre, formation, metier
from tests.index.lieux import LIEUX

MACON, CARRELEUR, COUVREUR, BOULANGER = "F1703", "F1608", "F1610", "D1102"
AIDE = "D1199"
"""Of the family of the baker, and nothing else."""
METIERS = (
    metier(
        MACON, "Maçon / Maçonne", mobilites=(Mobilite(code_rome=CARRELEUR), Mobilite(code_rome=BOULANGER))
    ),
    metier(CARRELEUR, "Carreleur / Carreleuse", mobilites=(Mobilite(code_rome=COUVREUR),)),
    metier(COUVREUR, "Couvreur / Couvreuse"),
    metier(BOULANGER, "Boulanger / Boulangère"),
    metier(AIDE, "Commis / Commise du pain", parent=BOULANGER),
)
FORMATIONS = (
    formation("FOR.1", "CAP carreleur", niveau=3, codes_rome=(CARRELEUR,), version_rome="4"),
    formation(
        "FOR.2", "BP couvreur", niveau=4, codes_rome=(COUVREUR,), version_rome="4",
        poursuites=(LienFormation(code="FOR.3", intitule="BTS enveloppe"),),
    ),
    formation("FOR.3", "BTS enveloppe du bâtiment", niveau=5),
    formation("FOR.4", "CAP boulanger", niveau=3, codes_rome=(BOULANGER,), version_rome="4"),
)  # fmt: skip
LEVEL = "niveau de 1 à 5"
RHONE, LOIRE, BASSIN = "departement:69", "departement:42", "bassin-emploi:8428"


def tension(code, valeur, lieu, **facts):
    facts = {"metier": f"rome3:{code}", "unite": LEVEL, "source": "tensions", "lieu": lieu} | facts
    return chiffre("tension", valeur, **facts)


def projets(code, valeur, lieu, **facts):
    return chiffre("projets-recrutement", valeur, metier=f"rome3:{code}", lieu=lieu, **facts)


def postes(code, creations):
    details = (("creations-destructions", creations, "milliers"), ("departs-fin-carriere", 9, "milliers"))
    return chiffre("postes-a-pourvoir", 9, metier=f"rome3:{code}", lieu=RHONE, details=details)


CHIFFRES = (
    tension(MACON, 5, RHONE),
    tension(MACON, 2, BASSIN),
    tension(CARRELEUR, 4, RHONE),
    tension(CARRELEUR, 1, RHONE, periode="2019"),
    tension(COUVREUR, 3, RHONE),
    tension(COUVREUR, 5, LOIRE, champ="une partie seulement"),
    projets(COUVREUR, 12, BASSIN, details=(("part-saisonniers", 50.0, "%"), ("part-difficiles", 49.9, "%"))),
    projets(MACON, 30, RHONE),
    projets(CARRELEUR, None, BASSIN, est_secret=True),
    projets(CARRELEUR, 1, LOIRE),
    projets(COUVREUR, 0, LOIRE),
    tension(MACON, 80, LOIRE, unite="% des offres", details=(("categorie-tension", 3, LEVEL),)),
    tension(BOULANGER, 80, LOIRE, unite="% des offres"),
    tension(CARRELEUR, 1, LOIRE, unite="indice", details=(("categorie-tension", 4, LEVEL),)),
    postes(MACON, -0.2),
    postes(CARRELEUR, 0.1),
)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def searcher(engine, tmp_path_factory, prefixes):
    settings = make_settings(engine, tmp_path_factory.mktemp("home"), prefixes())
    harvested(settings, *LIEUX, source="lieux")
    for source in {c.provenance.source for c in CHIFFRES}:
        harvested(settings, *(c for c in CHIFFRES if c.provenance.source == source), source=source)
    build(harvested(settings, *METIERS, *FORMATIONS))
    return open_searcher(settings)


def page(searcher, q="", lieu="", **choices):
    return searcher.search(SearchRequest(q, par_page=25, lieu=lieu, filtres=Filtres(**choices)))


def codes(found):
    return {result.code for group in found.groups for result in group.results}


def counts(found, nom="emploi"):
    return {v.valeur: v.total for facet in found.facettes if facet.nom == nom for v in facet.valeurs}


def test_each_criterion_narrows_and_the_four_together_say_what_they_cross(searcher):
    criteria = {
        "domaine": ("F",),
        "niveau": ("3",),
        "passerelle": (f"depuis-{MACON}",),
        "emploi": ("tension",),
    }
    alone = {
        nom: codes(page(searcher, lieu="departement-69", **{nom: value})) for nom, value in criteria.items()
    }
    together = codes(page(searcher, lieu="departement-69", **criteria))
    assert together == set.intersection(*alone.values()) == {CARRELEUR}
    assert all(len(found) > len(together) for found in alone.values())


def test_the_latest_figure_says_the_situation_and_a_part_of_a_place_does_not(searcher):
    assert codes(page(searcher, lieu="departement-69", emploi=("tension",))) == {MACON, CARRELEUR}
    assert COUVREUR not in codes(page(searcher, lieu="departement-42", emploi=("tension",)))


def test_a_level_of_tension_is_read_in_the_figure_or_beside_it_never_in_another_unit(searcher):
    assert codes(page(searcher, lieu="departement-42", emploi=("tension",))) == {CARRELEUR}


def test_one_recruitment_is_enough_and_jobs_grow_by_what_is_created_not_by_who_retires(searcher):
    assert codes(page(searcher, lieu="departement-42", emploi=("recrute",))) == {CARRELEUR}
    assert codes(page(searcher, lieu="departement-69", emploi=("hausse",))) == {CARRELEUR}


def test_the_narrowest_place_answers_and_what_contains_it_answers_for_what_it_does_not_say(searcher):
    found = page(searcher, lieu="commune-69123", emploi=("tension",))
    assert codes(found) == {CARRELEUR}


def test_one_does_not_recruit_here_because_one_recruits_around(searcher):
    assert codes(page(searcher, lieu="departement-69", emploi=("recrute",))) == {MACON}
    assert codes(page(searcher, lieu="commune-69123", emploi=("recrute",))) == {COUVREUR}


def test_a_threshold_is_reached_or_not(searcher):
    assert counts(page(searcher, "couvreur", lieu="commune-69123")) == {"recrute": 1, "saisonnier": 1}


def test_a_metier_that_nobody_measures_there_is_not_known(searcher):
    assert codes(page(searcher, lieu="departement-69", emploi=("non-renseigne",))) == {BOULANGER, AIDE}


def test_without_a_place_the_whole_country_is_read(searcher):
    found = page(searcher, emploi=("non-renseigne",))
    assert codes(found) == {MACON, CARRELEUR, COUVREUR, BOULANGER, AIDE}


@pytest.mark.parametrize("lieu", ["departement-69", "commune-69123"])
@pytest.mark.parametrize("q", ["maçon", "bâtiment", "couvreur carreleur"])
def test_choosing_a_situation_gives_the_number_announced(searcher, q, lieu):
    announced = counts(page(searcher, q, lieu))
    assert {one: page(searcher, q, lieu, emploi=(one,)).total for one in announced} == announced


def test_labour_figures_are_counted_only_where_they_are_asked(searcher):
    assert counts(page(searcher, "maçon")) == {}
    assert counts(page(searcher, "maçon à Lyon")) == {}


@pytest.mark.parametrize("q", ["maçon", "bâtiment", "couvreur carreleur", ""])
def test_a_place_and_its_labour_market_never_move_a_result(searcher, q):
    def placed(**asked):
        found = page(searcher, q, niveau=() if q else ("3", "4", "non-renseigne"), **asked)
        return [(result.code, result.score) for group in found.groups for result in group.results]

    whole = placed()
    assert placed(lieu="departement-69") == whole
    kept = placed(lieu="departement-69", emploi=("tension",))
    assert kept == [one for one in whole if one in kept]


def test_ways_are_read_in_both_directions(searcher):
    assert codes(page(searcher, passerelle=(f"depuis-{MACON}",))) == {CARRELEUR, BOULANGER}
    assert codes(page(searcher, passerelle=(f"vers-{CARRELEUR}",))) == {MACON, "FOR.1"}
    assert codes(page(searcher, passerelle=("depuis-FOR.2",))) == {COUVREUR, "FOR.3"}
    assert codes(page(searcher, passerelle=("vers-FOR.3",))) == {"FOR.2"}
    assert codes(page(searcher, passerelle=(f"depuis-{MACON}", f"depuis-{CARRELEUR}"))) == {
        CARRELEUR,
        BOULANGER,
        COUVREUR,
    }


def test_a_family_is_no_way(searcher):
    assert codes(page(searcher, passerelle=(f"depuis-{BOULANGER}",))) == set()
    assert codes(page(searcher, passerelle=(f"vers-{AIDE}",))) == set()
    assert codes(page(searcher, passerelle=(f"vers-{BOULANGER}",))) == {MACON, "FOR.4"}


def test_a_way_is_named_by_the_page_it_leaves(searcher):
    found = page(searcher, passerelle=(f"depuis-{MACON}",))
    (facet,) = [one for one in found.facettes if one.nom == "passerelle"]
    assert [(v.libelle, v.total, v.est_choisie) for v in facet.valeurs] == [
        ("depuis Maçon, maçonne", 2, True)
    ]


@pytest.mark.parametrize(
    "value", ["depuis-F9999", "vers", "ailleurs-F1703", "depuis-", "depuis-F1703-x", "non-renseigne"]
)
def test_a_way_that_leaves_no_page_is_refused(searcher, value):
    with pytest.raises(RequestError, match=value):
        page(searcher, passerelle=(value,))


def test_lists_cross_the_same_criteria(searcher):
    filtres = Filtres(emploi=("tension",), passerelle=(f"depuis-{MACON}",))
    found = searcher.liste(ListRequest("metier", filtres=filtres, lieu="departement-69"))
    assert [card.code for card in found.cards] == [CARRELEUR]


def test_an_unknown_place_is_not_the_whole_country(searcher):
    with pytest.raises(NotFoundError):
        page(searcher, "maçon", lieu="commune-00000")


def test_a_departement_where_nothing_is_given_is_named_and_counted_none(searcher):
    found = page(searcher, "maçon", departement=("42",))
    (facet,) = [one for one in found.facettes if one.nom == "departement"]
    first = facet.valeurs[0]
    assert (first.libelle, first.total, first.est_choisie) == ("Loire (42)", 0, True)
