"""Labels of the vocabularies, and equivalences."""

from index.building.labels.make import LabelMaker
from index.building.labels.wording import Equivalence, Equivalences, equivalences_of, vocabulary_labels
from index.building.links import link
from index.documents import Nature
from index.tools import read_tools
from tests.index.factories import corpus, formation, metier

TOOLS = read_tools()


def labels_of_all(*records):
    whole = corpus(*records)
    return list(LabelMaker(whole, link(whole, TOOLS.analyser), TOOLS).make())


def labels_of(*records):
    return {(label.nature, label.cles): label for label in labels_of_all(*records)}


def test_one_phrase_is_replaced_wherever_it_stands():
    rules = Equivalences([Equivalence(("poids", "lourd"), ("pl",), 0.9)])
    assert list(rules.variants(("conducteur", "poids", "lourd", "urbain"))) == [
        (("conducteur", "pl", "urbain"), 0.9)
    ]
    assert list(rules.variants(("poids", "plume"))) == []


def test_an_acronym_answers_for_what_it_stands_for():
    rules = equivalences_of(TOOLS.vocabularies, TOOLS.analyser, TOOLS.relevance.vocabulaires)
    keys = tuple(TOOLS.analyser.keys("BTS comptabilité et gestion"))
    assert ("bts", "cg") in [variant for variant, _ in rules.variants(keys)]


def test_a_formation_is_found_by_its_acronym_and_shown_by_its_name():
    label = labels_of(formation("FOR.1", "BTS comptabilité et gestion"))[Nature.TITRE, ("bts", "cg")]
    assert label.texte == "BTS comptabilité et gestion"
    assert label.cibles[0][0] == "FOR.1"
    assert label.cibles[0][1] < 1


def test_everyday_words_lead_to_their_metier_in_order_of_preference():
    weights = TOOLS.relevance.vocabulaires
    words = {
        texte: cibles
        for nature, texte, cibles in vocabulary_labels(TOOLS.vocabularies, weights)
        if nature is Nature.NOM_COURANT
    }
    assert words["toubib"][0] == ("J1102", weights["premier"])
    of_two = next(cibles for cibles in words.values() if len(cibles) > 1 and cibles[1][0][1:].isdigit())
    assert of_two[0][1] > of_two[1][1]


def test_a_word_for_a_metier_that_the_corpus_lacks_is_no_label():
    assert not [
        key for key in labels_of(metier("A1101", "Apiculteur / Apicultrice")) if key[1] == ("toubib",)
    ]


def test_a_label_that_names_nothing_is_not_made():
    assert (Nature.DIPLOME, ("cap", "boulanger")) not in labels_of(formation("FOR.1", "CAP boulanger"))


def test_two_names_of_one_acronym_keep_their_own_reason():
    made = labels_of_all(
        formation("FOR.1", "licence administration économique et sociale"),
        formation("FOR.2", "diplôme accompagnant éducatif et social"),
    )
    reasons = {label.texte: [code for code, _ in label.cibles] for label in made if "aes" in label.cles}
    assert reasons["licence administration économique et sociale"] == ["FOR.1"]
    assert reasons["diplôme accompagnant éducatif et social"] == ["FOR.2"]
