"""Words typed without their spaces: separated when the corpus knows the parts and not the whole."""

import pytest

from index.lexicon import LexiconBuilder
from index.query.understand import QueryReader
from index.query.words import read_query_words
from index.relevance import read_relevance
from index.tools import read_tools

TOOLS = read_tools()
NAMES = (
    *("Boulanger", "Pâtissier", "Boulanger pâtissier", "Aide-soignante", "Chef de projet", "Coiffure", "CAP"),
    *("Informatique", "Charpentier", "Entier", "Secrétaire", "Médicale", "Portefeuille", "Porte", "Feuille"),
    *("Travailler", "Dehors"),
)
SAID_TOGETHER = ("boulanger patissier", "aide soignante", "chef projet", "cap coiffure")


@pytest.fixture(scope="module")
def reader():
    builder = LexiconBuilder()
    for name in NAMES:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    return QueryReader(
        TOOLS.analyser, builder.build(), read_relevance(), words, is_a_name=lambda text: text in SAID_TOGETHER
    )


@pytest.mark.parametrize(
    ("q", "read"),
    [
        ("boulangerpatissier", "boulanger pâtissier"),
        ("boulangerpâtissier", "boulanger pâtissier"),
        ("BoulangerPatissier", "boulanger pâtissier"),
        ("aidesoignante", "aide soignante"),
        ("chefdeprojet", "chef de projet"),
        ("CAPcoiffure", "cap coiffure"),
        ("bac+2informatique", "bac+2 informatique"),
        ("travaillerdehors", "travailler dehors"),
        ("bacpro cuisine", "bac pro cuisine"),
        ("un boulangerpatissier", "un boulanger pâtissier"),
    ],
)
def test_stuck_words_are_separated_said_and_can_be_refused(reader, q, read):
    correction = reader.read(q).correction
    assert (correction.demandee, correction.cherchee) == (q, read)
    assert reader.read(q, exactly=True).correction is None
    assert reader.read(f'"{q}"').correction is None


@pytest.mark.parametrize("q", ["boulanger", "portefeuille", "capentier", "licorne", "chefdeprojt"])
def test_what_is_a_word_or_a_typo_of_one_is_not_separated(reader, q):
    assert " " not in (reader.read(q).lue)


def test_a_level_stuck_to_a_word_narrows(reader):
    understanding = reader.read("bac+2informatique")
    assert understanding.filtres.niveau == ("5",)
    assert [term.mot for term in understanding.plan.termes] == ["informatique"]
