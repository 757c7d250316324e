"""What a query leaves for something else: « passer d'aide-soignante à infirmière »."""

import pytest

from index.lexicon import LexiconBuilder
from index.query.understand import QueryReader
from index.query.words import read_query_words
from index.relevance import read_relevance
from index.tools import read_tools

TOOLS = read_tools()
NAMES = (
    "Aide-soignant",
    "Infirmier",
    "Vendeur",
    "Comptable",
    "Boulanger",
    "Vente",
    "Maçon",
    "Cuisine",
    "Crèche",
)
ROLES = {"aide", "infirmier", "vendeur", "comptable", "boulanger", "macon"}


@pytest.fixture(scope="module")
def reader():
    builder = LexiconBuilder()
    for name in NAMES:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    return QueryReader(
        TOOLS.analyser, builder.build(), read_relevance(), words, is_a_role=lambda cle: cle in ROLES
    )


def left(reader, q):
    return [one.texte for one in reader.read(q).understood if one.nature == "quitte"]


def wanted(reader, q):
    return [term.mot for term in reader.read(q).plan.termes if not term.est_appui]


@pytest.mark.parametrize(
    ("q", "quitte", "voulu"),
    [
        ("passer d'aide-soignante à infirmière", "aide-soignante", ["infirmiere"]),
        ("quitter la vente pour la cuisine", "vente", ["cuisine"]),
        ("je suis vendeuse et je veux devenir comptable", "vendeuse", ["comptable"]),
        ("j'étais maçon, je veux travailler dans la vente", "maçon", ["vente"]),
        ("de vendeuse à comptable", "vendeuse", ["comptable"]),
        ("reconversion vendeuse vers la cuisine", "vendeuse", ["cuisine"]),
        ("ancien maçon devenir boulanger", "maçon", ["boulanger"]),
        ("après 10 ans comme vendeuse je veux être boulangère", "vendeuse", ["boulangere"]),
        ("maçon qui veut devenir boulanger", "maçon", ["boulanger"]),
        ("maçon vers boulanger", "maçon", ["boulanger"]),
        ("boulanger après avoir été comptable", "comptable", ["boulanger"]),
        ("je suis vendeuse, je veux changer pour la cuisine", "vendeuse", ["cuisine"]),
        ("je travaille dans la vente et je voudrais la cuisine", "vente", ["cuisine"]),
    ],
)
def test_what_is_left_is_told_and_only_supports_what_is_wanted(reader, q, quitte, voulu):
    assert left(reader, q) == [quitte]
    assert wanted(reader, q) == voulu


@pytest.mark.parametrize(
    "q",
    [
        "je suis infirmière et je veux travailler en crèche",
        "je suis maçon",
        "quitter la vente",
        "poste de vendeur à pourvoir",
        "je suis passionné de cuisine et je veux devenir boulanger",
        "de la cuisine à la vente",
        "quitter la vente pour travailler",
        "vérifier la cuisine avant la vente",
        "arrêter avec un boulanger les conditions de vente",
        "comptable vers la vente",
        "DU comptable à infirmier",
    ],
)
def test_nothing_is_left_when_no_other_trade_is_wanted(reader, q):
    assert left(reader, q) == []


def test_undone_what_is_left_is_searched_like_the_rest(reader):
    undone = next(
        one.q_sans
        for one in reader.read("passer de vendeur à comptable").understood
        if one.nature == "quitte"
    )
    assert left(reader, undone) == []
    assert wanted(reader, undone) == ["vendeur", "comptable"]


def test_a_word_of_both_trades_stays_wanted(reader):
    assert wanted(reader, "passer de vendeur à vendeur comptable") == ["vendeur", "comptable"]


@pytest.mark.parametrize(
    ("q", "voulu"),
    [
        ("bac pro vente, je veux travailler dans la cuisine", ["cuisine"]),
        ("CAP maçon mais je préfère la cuisine", ["cuisine"]),
        ("BTS vente et j'aime la cuisine", ["cuisine"]),
        ("j'ai un CAP vente, je voudrais travailler en crèche", ["creche"]),
    ],
)
def test_the_diploma_that_one_has_only_supports_what_is_wanted_after_it(reader, q, voulu):
    assert wanted(reader, q) == voulu
    assert left(reader, q) == []
    assert not reader.read(q).names_diploma


@pytest.mark.parametrize(
    "q",
    [
        "CAP vente",
        "je veux un CAP vente",
        "BTS vente que faire",
        "j'aime la vente, BTS ou CAP",
        "bac pro vente je veux",
    ],
)
def test_a_diploma_is_asked_for_when_nothing_is_wanted_after_it(reader, q):
    assert reader.read(q).names_diploma
