"""A code of another nomenclature gives all that bears it, in both engines."""

import pytest

from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.conftest import ENGINES, make_settings
from tests.contract.test_search import codes
from tests.index.conftest import harvested
from tests.index.factories import certification, formation, metier

CORPUS = (
    metier("D1102", "Boulanger / Boulangère"),
    formation("FOR.1", "CAP boulanger", code_scolarite="50022137", codes_nsf=("221",)),
    formation("FOR.2", "Bac pro boulanger", code_scolarite="40022105", codes_nsf=("221",)),
    formation("FOR.3", "CAP pâtissier", codes_nsf=("221",)),
    formation("FOR.4", "CAP coiffure", codes_nsf=("336",)),
    certification("RNCP1", "Boulanger", codes_scolarite=("50022137",)),
)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


def search(searcher, q):
    return searcher.search(SearchRequest(q))


def test_a_code_of_a_diploma_gives_the_formation_and_the_certification(searcher):
    page = search(searcher, "code diplôme 50022137")
    assert (codes(page, "formation"), codes(page, "certification")) == (["FOR.1"], ["RNCP1"])
    assert page.groups[0].results[0].raison.nature == "le code que vous donnez"
    assert [(one.nature, one.texte) for one in page.understood] == [("code", "diplôme 50022137")]


def test_what_bears_a_code_is_in_the_order_of_titles(searcher):
    assert codes(search(searcher, "NSF 221"), "formation") == ["FOR.2", "FOR.1", "FOR.3"]


def test_a_code_that_nothing_bears_is_said_to_be_unknown(searcher):
    page = search(searcher, "nsf 999")
    assert page.total == 0
    assert [(one.nature, one.texte) for one in page.understood] == [("code-inconnu", "NSF 999")]


def test_words_beside_a_code_still_answer_after_it(searcher):
    assert codes(search(searcher, "coiffure nsf 221"), "formation") == ["FOR.2", "FOR.1", "FOR.3", "FOR.4"]
