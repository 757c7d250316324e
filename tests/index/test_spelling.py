"""A query as what answers it best spells it."""

import pytest

from index.lexicon import LexiconBuilder
from index.query.typed import respelled
from index.query.understand import QueryReader
from index.query.words import read_query_words
from index.relevance import read_relevance
from index.results import SearchRequest
from index.tools import read_tools

TOOLS = read_tools()
NAMES = ("Mineur", "Mixeur son", "Coiffe", "Coiffeur", "Communication technique", "Karting")


@pytest.fixture(scope="module")
def reader():
    builder = LexiconBuilder()
    for name in NAMES:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    return QueryReader(TOOLS.analyser, builder.build(), read_relevance(), words)


def spelled(reader, q, label):
    return reader.spelled_as(reader.read(q), TOOLS.analyser.keys(label)).lue


def test_a_typo_is_written_as_the_label_that_answers_has_it(reader):
    assert spelled(reader, "mixeurr", "Mixeur son") == "mixeur"


def test_a_doubtful_typo_needs_the_other_words_of_the_label(reader):
    assert spelled(reader, "mikseur son", "Mixeur son") == "mixeur son"
    assert spelled(reader, "mikseur", "Mixeur son") == "mikseur"
    assert spelled(reader, "mikseur son", "Mixeur") == "mikseur son"


def test_a_label_that_says_none_of_the_near_words_changes_nothing(reader):
    assert spelled(reader, "mikseur son", "Technicien son") == "mikseur son"


def test_another_ending_is_no_typo(reader):
    assert spelled(reader, "communicateur technique", "Communication technique") == "communicateur technique"


def test_what_is_asked_stays_what_was_asked(reader):
    read = reader.spelled_as(reader.read("mikseur son"), TOOLS.analyser.keys("Mixeur son"))
    assert (read.correction.demandee, read.correction.cherchee) == ("mikseur son", "mixeur son")


def test_a_far_spelling_is_searched_only_if_other_words_can_tell(reader):
    alone = reader.read("mikseur")
    assert alone.plan.is_empty
    assert alone.correction is None
    assert alone.proposition == "mineur"
    assert "mikseur" in [term.mot for term in reader.read("mikseur son").plan.termes]
    assert reader.read("mikseur son").proposition is None


def test_what_is_left_aside_beside_a_wish_is_still_no_typo(reader):
    assert reader.read("je veux devenir mikseur").plan.is_empty


def test_a_near_spelling_is_searched_alone(reader):
    assert reader.read("mixeurr").correction.cherchee == "mixeur"


def test_a_beginning_is_not_taken_for_a_typo_of_a_longer_word(reader):
    read = reader.read("coiff")
    assert read.correction is None
    assert {one.nature for one in read.understood} == {"debut"}


@pytest.mark.parametrize(
    ("q", "mot", "forme", "written"),
    [
        ("techniques de l'imahe", "imahe", "image", "techniques de l'image"),
        ("(fiche nationzle)", "nationzle", "nationale", "(fiche nationale)"),
        ("Marin-tranccheur", "tranccheur", "trancheur", "Marin-trancheur"),
        ("étudrs", "etudrs", "études", "études"),
        ("infirmirer(e)s", "infirmirer", "infirmier", "infirmier"),
    ],
)
def test_only_the_word_itself_is_written_otherwise(q, mot, forme, written):
    assert respelled(q, mot, forme).startswith(written)


def test_an_exact_name_comes_first_in_spite_of_a_typo(searcher):
    page = searcher.search(SearchRequest("coifeur mixxte"))
    assert page.groups[0].results[0].code == "D1202"
    assert page.correction.cherchee == "coiffeur mixte"
    assert page.groups[0].results[0].score == pytest.approx(
        searcher.search(SearchRequest("coiffeur mixte")).groups[0].results[0].score
    )
