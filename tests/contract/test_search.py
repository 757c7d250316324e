"""What every engine answers, through the whole path: understanding, candidates, second stage, page."""

from itertools import chain

import pytest

from debouches.errors import NotFoundError, RequestError
from index.results import SearchRequest


def codes(page, genre="metier"):
    return [result.code for group in page.groups if group.genre == genre for result in group.results]


def first(searcher, q, **facts):
    return searcher.search(SearchRequest(q, **facts)).groups[0].results[0]


@pytest.mark.parametrize("q", ["boulanger", "Boulangère", "boulangere", "BOULANGERE", "boulangers"])
def test_a_name_is_found_whatever_its_gender_accents_and_number(searcher, q):
    assert first(searcher, q).code == "D1102"


def test_a_typo_is_corrected_and_said(searcher):
    page = searcher.search(SearchRequest("boulnager"))
    assert codes(page)[0] == "D1102"
    assert page.correction.demandee == "boulnager"


def test_a_correction_that_is_refused_gives_nothing(searcher):
    assert searcher.search(SearchRequest("boulnager", est_exacte=True)).groups == ()


@pytest.mark.parametrize(
    ("q", "code"), [("D1202", "D1202"), ("d1202", "D1202"), ("FOR.21", "FOR.21"), ("RNCP 1234", "RNCP1234")]
)
def test_a_code_designates_one_thing(searcher, q, code):
    page = searcher.search(SearchRequest(q))
    assert [result.code for group in page.groups for result in group.results] == [code]


def test_a_code_with_words_comes_first_and_the_words_still_answer(searcher):
    assert codes(searcher.search(SearchRequest("D1202 boulanger")))[:2] == ["D1202", "D1102"]


def test_a_code_that_nobody_has_answers_nothing(searcher):
    assert searcher.search(SearchRequest("Z9999 Q0000 A9999")).total == 0


def test_what_answers_nothing_is_an_empty_page(searcher):
    assert searcher.search(SearchRequest("xylophoniste")).groups == ()


def test_groups_are_counted_whole_and_cut(searcher):
    page = searcher.search(SearchRequest("BTS bâtiment"))
    group = next(group for group in page.groups if group.genre == "formation")
    assert group.total == 12
    assert len(group.results) == 5


def test_deep_pages_give_each_thing_once(searcher):
    def page(number):
        return codes(
            searcher.search(SearchRequest("BTS bâtiment", groupe="formation", page=number, par_page=5)),
            "formation",
        )

    pages = [page(number) for number in (1, 2, 3, 4)]
    assert [len(one) for one in pages] == [5, 5, 2, 0]
    assert sorted(chain.from_iterable(pages)) == sorted(f"FOR.{n}" for n in range(20, 32))


def test_a_page_too_deep_is_refused(searcher):
    with pytest.raises(RequestError, match="pages"):
        searcher.search(SearchRequest("BTS", groupe="formation", page=51))


def test_the_role_comes_before_the_place_of_work(searcher):
    assert codes(searcher.search(SearchRequest("chef de chantier")))[0] == "F1202"
    assert codes(searcher.search(SearchRequest("maçon de chantier")))[0] == "F1703"


def test_a_skill_leads_to_the_metier_and_is_given_as_the_reason(searcher):
    result = first(searcher, "couper les cheveux")
    assert result.code == "D1202"
    assert result.raison.libelle.lower() == "couper les cheveux"


def test_a_fiche_is_folded_in_the_card_of_its_metier(searcher):
    result = first(searcher, "maçon")
    assert result.code == "F1703"
    assert set(result.codes) == {"F1703", "MET.21"}
    group = searcher.search(SearchRequest("maçon", groupe="metier")).groups[0]
    assert [one.code for one in group.results if "MET.21" in (one.code, *one.codes)] == ["F1703"]
    assert group.total == len(group.results)


def test_a_folded_fiche_is_read_on_the_page_of_its_metier(searcher):
    assert searcher.metier("MET.21") == searcher.metier("F1703")


def test_views_are_whole(searcher):
    assert [c.libelle for c in searcher.metier("D1102").competences] == ["Pétrir la pâte", "Cuire le pain"]
    assert searcher.formation("FOR.1").formation.niveau == 3
    assert searcher.certification("RNCP1234").certification.intitule == "Maçon"


def test_a_page_that_does_not_exist_says_so(searcher):
    with pytest.raises(NotFoundError, match="Z0000"):
        searcher.metier("Z0000")


def test_an_explained_score_has_named_parts(searcher):
    page = searcher.search(SearchRequest("boulanger"), explain=True)
    parts = {part.nom: part.valeur for part in page.groups[0].results[0].details}
    assert {"nom", "plein_texte"} <= parts.keys()
    assert all(value > 0 for value in parts.values())


@pytest.mark.parametrize("typed", ["boul", "boulan", "Boulangè", "boulange"])
def test_suggestions_complete_a_name(searcher, typed):
    assert searcher.suggest(typed).suggestions[0].code == "D1102"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("boul", "Boulanger, boulangère"),
        ("boulanger", "Boulanger, boulangère"),
        ("Boulangè", "Boulangère"),
        ("touriere", "Tourière"),
        ("coiffe", "Coiffeur, coiffeuse"),
    ],
)
def test_suggestions_say_both_genders_or_the_feminine_that_is_typed(searcher, typed, shown):
    assert shown in [s.texte for s in searcher.suggest(typed).suggestions]


def test_a_page_is_suggested_once(searcher):
    codes = [s.code for s in searcher.suggest("boul").suggestions]
    assert len(codes) == len(set(codes))


def test_a_diploma_is_not_suggested_as_the_metier_it_leads_to(searcher):
    assert {s.genre for s in searcher.suggest("cap boul").suggestions} == {"formation"}


def test_reasons_say_both_genders(searcher):
    [group, *_] = searcher.search(SearchRequest("tourier")).groups
    assert group.results[0].raison.libelle == "Tourier, tourière"


def test_a_name_in_capitals_is_shown_as_a_sentence_and_kept_as_its_source_writes_it(searcher):
    view = searcher.certification("RNCP1235")
    assert view.titre == "Pétrir la pâte (BP)"
    assert view.certification.intitule == "PETRIR LA PATE (BP)"
    assert "Pétrir la pâte" in [s.texte for s in searcher.suggest("petrir la pat").suggestions]
    page = searcher.search(SearchRequest("RNCP1235"))
    assert [group.results[0].titre for group in page.groups] == [view.titre]


def test_suggestions_complete_the_last_of_several_words(searcher):
    assert [s.texte for s in searcher.suggest("chef de ch").suggestions] == ["Chef de chantier"]


def test_suggestions_of_what_nobody_writes_are_none(searcher):
    assert searcher.suggest("xylo").suggestions == ()


@pytest.mark.parametrize(
    "q", ['"', "*:*", "a" * 200, "(((", "\\", "cles:boulanger", "boulanger OR 1=1", "{}", "\x00"]
)
def test_no_query_breaks_an_engine(searcher, q):
    searcher.search(SearchRequest(q))
    searcher.suggest(q)


def test_the_longest_question_is_answered(searcher):
    q = " ".join(["boulanger", "coiffeur", "maçon", "chantier", "cheveux", "pain", "briques"] * 4)
    assert searcher.search(SearchRequest(q[:200])).total > 0


def test_facts_are_those_of_the_corpus(searcher):
    facts = searcher.facts()
    assert facts.entites == {"metier": 9, "formation": 18, "certification": 2}
    assert "D Domaine D" in searcher.domaines()


def test_the_head_of_a_known_name_is_set_aside_counted_and_can_be_asked(searcher):
    page = searcher.search(SearchRequest("chef de chantier"))
    wide = searcher.search(SearchRequest("chef de chantier", est_large=True))
    assert codes(page) == ["F1202"]
    assert codes(wide)[:2] == ["F1202", "F1703"]
    assert (page.larges, wide.larges) == (len(codes(wide)) - 1, 0)


def test_what_says_a_part_of_the_query_answers_when_nothing_bears_it_as_a_name(searcher):
    page = searcher.search(SearchRequest("chef maçon"))
    assert {"F1202", "F1703"} <= set(codes(page))
    assert page.larges == 0
