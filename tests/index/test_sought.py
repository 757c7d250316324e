"""Which words of a query the engines look for."""

from index.engines.matching import sought
from index.plan import Alternative, QueryPlan, Term
from index.relevance import read_relevance

LIMITS = {"mots": 2.0, "part": 0.7}


def word(mot: str, poids: float, *, est_appui: bool = False) -> Term:
    return Term(mot, (Alternative(mot, 1.0),), poids, est_appui=est_appui)


def words_sought(*terms: Term) -> list[str]:
    return [term.mot for term in sought(QueryPlan(terms), LIMITS).termes]


def test_a_long_query_is_found_by_its_heaviest_words_in_the_order_typed() -> None:
    assert words_sought(word("gestion", 1.0), word("chaudronnier", 8.0), word("option", 1.0)) == [
        "gestion",
        "chaudronnier",
    ]


def test_words_are_looked_for_until_they_say_enough_of_the_query() -> None:
    assert len(words_sought(*(word(f"mot{i}", 1.0) for i in range(10)))) == 7


def test_a_word_that_only_says_a_wish_is_not_looked_for() -> None:
    assert words_sought(word("devenir", 0.3, est_appui=True), word("boulanger", 5.0)) == ["boulanger"]


def test_words_that_only_say_a_wish_are_looked_for_when_there_is_no_other() -> None:
    assert words_sought(word("formation", 0.3, est_appui=True)) == ["formation"]


def test_a_short_query_is_looked_for_whole() -> None:
    limits = read_relevance().candidats
    plan = QueryPlan(tuple(word(mot, 1.0) for mot in ("conducteur", "travaux", "publics", "sans", "diplome")))
    assert sought(plan, limits) == plan


def test_codes_alone_look_for_no_word() -> None:
    plan = QueryPlan((), ("D1102",))
    assert sought(plan, LIMITS) == plan
