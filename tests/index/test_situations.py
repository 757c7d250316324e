"""What people say of what they want: what they refuse, what they ask for, a wish with its verb."""

import pytest

from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import appellation, formation, metier

CORPUS = (
    *SMALL_CORPUS,
    metier("M1607", "Secrétaire"),
    metier("M1805", "Développeur / Développeuse informatique"),
    metier("F1612", "Tailleur / Tailleuse de pierre"),
    metier("K1302", "Assistant / Assistante de vie"),
    metier("K1304", "Employé familial / Employée familiale"),
    appellation("32", "K1304", "Employé / Employée de maison"),
    formation("FOR.3", "Secrétaire (DU)", niveau=5),
    formation("FOR.4", "Secrétaire", niveau=5),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    from debouches.settings import Settings

    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *CORPUS))
    return open_searcher(settings)


def metiers(searcher, q):
    page = searcher.search(SearchRequest(q))
    return [result.code for group in page.groups if group.genre == "metier" for result in group.results]


def genres(searcher, q):
    return [group.genre for group in searcher.search(SearchRequest(q)).groups]


def test_a_wish_with_its_verb_comes_before_what_only_says_its_object(searcher):
    found = metiers(searcher, "travailler à la maison")
    assert found.index("M1805") < found.index("K1304")


def test_so_does_a_wish_with_the_word_that_follows_it(searcher):
    assert metiers(searcher, "les vieux métiers")[0] == "F1612", "not those who care for « les vieux »"


@pytest.mark.parametrize(
    "q",
    ["pas de coiffeur", "tout sauf la coiffure", "je déteste la coiffure", "je ne veux plus être coiffeuse"],
)
def test_a_refusal_alone_answers_all_the_rest_and_says_so(searcher, q):
    page = searcher.search(SearchRequest(q, groupe="metier"))
    codes = {result.code for result in page.groups[0].results}
    assert page.ordre == "domaines"
    assert {"D1102", "M1607"} <= codes
    assert "D1202" not in codes
    assert [one.nature for one in page.understood] == ["refus"]


def test_a_role_is_refused_by_its_own_name_and_not_by_its_family(searcher):
    assert metiers(searcher, "la boulangerie sans être boulanger") == ["D1104"]
    assert "F1602" in metiers(searcher, "travailler à la maison sans être secrétaire")


def test_words_that_only_say_a_turn_again_leave_it_to_be_looked_for(searcher):
    """« sa vie » says no more than « gagner bien »: what supports is then all there is."""
    page = searcher.search(SearchRequest("un métier qui paye bien pour gagner sa vie, sans diplôme"))
    assert page.ordre == "pertinence"


def test_what_is_refused_may_be_unknown_and_the_page_is_not_empty(searcher):
    assert searcher.search(SearchRequest("pas de zymurgie")).total > 0


def test_a_refusal_in_other_words_is_the_wish_of_the_vocabulary(searcher):
    asked = metiers(searcher, "ne pas travailler le dimanche")
    assert asked
    assert metiers(searcher, "aucune envie de bosser le dimanche") == asked


@pytest.mark.parametrize(
    ("q", "premier"),
    [
        ("CAP boulanger", "formation"),
        ("débouchés CAP boulanger", "metier"),
        ("quel métier avec un CAP boulanger", "metier"),
        ("que faire avec un CAP boulanger", "metier"),
        ("quelle formation pour le métier de boulanger", "formation"),
        ("boulanger sans formation", "metier"),
        ("CAP boulanger débouchés", "metier"),
        ("boulanger après une formation de pâtissier", "metier"),
        ("boulanger dans une école", "metier"),
    ],
)
def test_what_is_asked_for_comes_first(searcher, q, premier):
    assert genres(searcher, q)[0] == premier


def test_among_those_that_answer_as_well_the_shorter_title_comes_first(searcher):
    page = searcher.search(SearchRequest("secrétaire", groupe="formation"))
    assert [result.code for result in page.groups[0].results] == ["FOR.4", "FOR.3"]
