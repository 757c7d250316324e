"""What the words of a query were heard as: told in its own words, and left out by a query of its own."""

import pytest

from index.results import SearchRequest

_TYPED = {
    "metier",
    "mot-courant",
    "formation",
    "certification",
    "envie",
    "competence",
    "condition",
    "domaine",
}


def heard(searcher, q):
    understood = searcher.search(SearchRequest(q)).understood
    return [(one.nature, one.texte) for one in understood if one.nature in _TYPED]


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("boulanger", [("metier", "boulanger")]),
        ("boulanger, s.v.p. ?", [("metier", "boulanger")]),
        ("la coiffeuse mixte", [("metier", "coiffeuse mixte")]),
        ("pétrir la pâte", [("competence", "pétrir la pâte")]),
        ("j'aime les animaux", []),
        ("mitron", [("mot-courant", "mitron")]),
    ],
)
def test_a_query_is_told_as_what_its_words_are(searcher, q, said):
    assert heard(searcher, q) == said


def test_a_trade_and_a_skill_are_told_apart_and_each_can_be_left_out(searcher):
    page = searcher.search(SearchRequest("boulanger pour pétrir la pâte"))
    told = {one.nature: (one.texte, one.q_sans) for one in page.understood}
    assert told == {
        "metier": ("boulanger", "pour pétrir la pâte"),
        "competence": ("pétrir la pâte", "boulanger"),
    }


def test_half_a_name_is_not_told(searcher):
    assert searcher.search(SearchRequest("zymoscope")).groups
    assert heard(searcher, "zymoscope") == [], "« régler le zymoscope » says more"


def test_what_is_told_already_is_not_told_twice(searcher):
    understood = searcher.search(SearchRequest("CAP boulanger")).understood
    assert [one.nature for one in understood] == ["diplome"], "a title that says the diploma"


def test_a_typo_is_told_as_it_was_read(searcher):
    assert heard(searcher, "boulnager") == [("metier", "boulanger")]


def test_nothing_is_left_to_search_when_the_only_thing_asked_is_left_out(searcher):
    (told,) = searcher.search(SearchRequest("devenir boulanger")).understood
    assert (told.texte, told.q_sans) == ("boulanger", "")


def test_what_the_first_result_does_not_bear_is_not_told(searcher):
    assert heard(searcher, "boulanger, coiffure") == [("mot-courant", "coiffure")]
