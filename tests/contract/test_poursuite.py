"""« après un BTS X »: where one may go on learning, beside what is ranked, in both engines."""

import pytest

from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.conftest import CORPUS, ENGINES, make_settings
from tests.index.conftest import harvested
from tests.index.factories import fiche, formation, metier

POTTERY = (
    metier("B1201", "Céramiste"),
    fiche("MET.60", "céramiste", codes_rome=("B1201",)),
    formation("FOR.60", "BTS céramique", niveau=5, metiers=("céramiste",)),
    formation("FOR.61", "Licence pro arts du feu", niveau=6, metiers=("céramiste",)),
    formation("FOR.62", "CAP tournage", niveau=3, metiers=("céramiste",)),
    formation("FOR.63", "Master terre et feu", niveau=7, metiers=("céramiste",)),
    formation("FOR.64", "BTS zincographie", niveau=5),
)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *CORPUS, *POTTERY))
    return open_searcher(settings)


def asked(searcher, q, **options):
    return searcher.search(SearchRequest(q, **options)).poursuite


@pytest.mark.parametrize(
    "q",
    ["après un BTS céramique", "que faire après un BTS céramique", "poursuite d'études après BTS céramique"],
)
def test_what_is_above_a_diploma_and_leads_to_the_same_metiers_comes_with_it(searcher, q):
    found = asked(searcher, q)
    assert found.depuis.code == "FOR.60"
    assert [lien.code for lien in found.formations] == ["FOR.61", "FOR.63"]
    assert {lien.relation for lien in found.formations} == {"mène aux mêmes métiers, à un niveau au-dessus"}


def test_a_diploma_that_leads_nowhere_known_is_named_all_the_same(searcher):
    assert asked(searcher, "après un BTS zincographie").depuis.code == "FOR.64"
    assert asked(searcher, "après un BTS zincographie").formations == ()


@pytest.mark.parametrize(
    "q",
    [
        "BTS céramique",
        "céramique",
        "après un BTS",
        "après un BTS astronautique",
        "licence pro après un BTS céramique",
        "après un CAP céramique",
    ],
)
def test_nothing_else_asks_for_it(searcher, q):
    assert asked(searcher, q) is None


def test_the_page_of_a_group_does_without_it(searcher):
    assert asked(searcher, "après un BTS céramique", groupe="metier") is None
