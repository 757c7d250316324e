"""What a query means, before any search."""

import pytest

from index.lexicon import LexiconBuilder
from index.query.understand import QueryReader
from index.query.words import QueryWords, read_query_words
from index.relevance import read_relevance
from index.tools import read_tools
from mappings.vocabulary import Acronyme, Sens
from nlp.langue import Langue, table_of
from nlp.normalise import normalise
from nlp.sigles import spelled_out

TOOLS = read_tools()
NAMES = (
    "Boulanger",
    "Chargé de formation",
    "Conducteur de travaux",
    "Infirmière",
    "Karting",
    "Restaurant",
    "CAP",
    "Réparer des vélos",
    "Atelier Répare tout",
    "Un vélo",
    "Commande",
    "Auxiliaire de vie",
    "Usineur 5 axes",
    "Devenir freelance",
    "35 ans",
)


@pytest.fixture(scope="module")
def reader():
    builder = LexiconBuilder()
    for name in NAMES:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    return QueryReader(TOOLS.analyser, builder.build(), read_relevance(), words)


def terms(reader, q):
    return {term.mot: term for term in reader.read(q).plan.termes}


def test_a_wish_word_supports_the_others_and_is_not_required(reader):
    read = terms(reader, "formation boulanger")
    assert read["formation"].est_appui
    assert not read["boulanger"].est_appui
    assert read["formation"].poids < read["boulanger"].poids / 3


def test_a_wish_word_alone_is_searched(reader):
    assert not terms(reader, "formation")["formation"].est_appui


def test_a_wish_word_counts_beside_the_words_that_give_it_a_meaning(reader):
    assert not terms(reader, "chargé de formation")["formation"].est_appui


def test_a_wish_word_is_a_word_not_its_whole_family(reader):
    assert not terms(reader, "conducteur de travaux")["travaux"].est_appui


@pytest.mark.parametrize(
    "q", ["comment devenir boulanger", "je veux être boulanger", "en tant que boulanger"]
)
def test_what_introduces_a_metier_is_never_required(reader, q):
    required = [term.mot for term in reader.read(q).plan.termes if not term.est_appui]
    assert required == ["boulanger"]


@pytest.mark.parametrize(
    "q",
    [
        "boulanger 35h",
        "boulanger 45 ans",
        "boulanger 3 ans d'expérience",
        "boulanger 1500€ net",
        "boulanger 1800 à 2000 euros",
        "boulanger 35/40K€",
        "VAE boulanger",
        "bénéficiaire du RSA, reprise d'études, boulanger",
        "mon fils veut être boulanger",
        "jveu etre boulanger",
        "boulanger le week-end, logement possible",
    ],
)
def test_who_asks_and_on_what_terms_is_never_required(reader, q):
    read = reader.read(q)
    assert [term.mot for term in read.plan.termes if not term.est_appui] == ["boulanger"]
    assert read.is_all_understood


def test_a_number_that_counts_no_time_nor_money_is_searched(reader):
    assert not terms(reader, "usineur 5 axes")["5"].est_appui


def test_for_want_of_others_a_word_of_wish_says_less_than_a_situation(reader):
    read = terms(reader, "devenir freelance")
    assert read["devenir"].est_appui
    assert not read["freelance"].est_appui


@pytest.mark.parametrize(
    "q", ["qui répare des vélos", "je répare des vélos", "on répare", "j'répare des vélos"]
)
def test_a_conjugated_verb_is_searched_as_its_infinitive(reader, q):
    assert terms(reader, q)["repare"].alternatives[0].cle == "reparer"


def test_so_is_a_gerund_that_labels_do_not_hold(reader):
    assert terms(reader, "en réparant des vélos")["reparant"].alternatives[0].cle == "reparer"


def test_a_word_that_follows_no_pronoun_is_no_verb(reader):
    assert [one.cle for one in terms(reader, "boulanger commande")["commande"].alternatives] == ["commande"]


@pytest.mark.parametrize("q", ["AUXILIAIRE DE VIE", "Recherche AUXILIAIRE DE VIE"])
def test_capitals_say_nothing_of_a_word_when_the_others_are_in_capitals_too(q):
    senses = (Sens("diplôme d'État", "diplôme", "diplome", "diplôme d'État"),)
    line = Acronyme("DE", senses, "diplômes", majuscules=True)
    shouted = reading(("Auxiliaire de vie", "K1302"), acronymes=(line,))
    assert "acronyme" not in {one.nature for one in shouted.read(q).understood}
    assert shouted.read("DE auxiliaire").understood


def test_codes_are_read_in_any_case_and_can_be_undone(reader):
    understanding = reader.read("boulanger d1102 RNCP 1234")
    assert understanding.plan.codes == ("D1102", "RNCP1234")
    assert next((u.texte, u.q_sans) for u in understanding.understood) == ("D1102", "boulanger RNCP 1234")


@pytest.mark.parametrize("code", ["SITE.metiers-du-bois.menuisier_1", "LHEO.14_AF_0000066306"])
def test_the_code_of_a_page_of_a_site_or_of_a_feed_is_read_whole(reader, code):
    for q in (code, code.replace("SITE", "site").replace("LHEO", "lheo")):
        assert reader.read(f"{q} boulanger").plan.codes == (code,)


def test_an_acronym_with_several_senses_offers_them(reader):
    ambiguity = reader.read("AES").ambiguities[0]
    assert ambiguity.sigle == "AES"
    assert len(ambiguity.sens) >= 2
    assert all(sense.q == sense.developpe for sense in ambiguity.sens)


def test_an_acronym_with_one_sense_says_it(reader):
    understood = reader.read("AESH").understood
    assert [u.nature for u in understood][:1] == ["acronyme"]
    assert "handicap" in understood[0].texte


def test_an_acronym_that_is_also_a_word_counts_only_in_capitals(reader):
    assert reader.read("BAC").ambiguities or reader.read("BAC").understood
    in_capitals_only = next(line.sigle for line in TOOLS.vocabularies.acronymes if line.majuscules)
    assert not reader.read(in_capitals_only.lower()).ambiguities


def test_a_far_spelling_weighs_less_than_a_near_one(reader):
    near = terms(reader, "infirmire")["infirmire"].alternatives[0]
    far = terms(reader, "kitting restaurant")["kitting"].alternatives[0]
    assert (near.cle, far.cle) == ("infirmier", "karting")
    assert far.poids < 0.75 * near.poids


FRENCH = Langue(
    table_of(
        [
            ("kartier", "kartier"),
            ("kart", "kart"),
            ("infirmire", "infirmire"),
            ("boulangeons", "boulanger"),
            ("velours", "velours"),
        ]
    )
)


@pytest.fixture(scope="module")
def french_reader():
    builder = LexiconBuilder(langue=FRENCH)
    for name in NAMES:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    return QueryReader(TOOLS.analyser, builder.build(), read_relevance(), words)


def test_a_word_of_french_that_no_label_holds_is_no_typo(reader, french_reader):
    assert terms(reader, "kartier vélo")["kartier"].alternatives
    understanding = french_reader.read("kartier vélo")
    assert [(one.nature, one.mots) for one in understanding.understood] == [("mot-ignore", "kartier")]
    assert [term.mot for term in understanding.plan.termes] == ["velo"]


def test_a_whole_word_of_french_begins_no_other(reader, french_reader):
    assert terms(reader, "kart")["kart"].alternatives
    assert french_reader.read("kart").plan.is_empty


def test_a_word_of_french_that_lacks_one_letter_of_a_label_is_its_typo(french_reader):
    assert french_reader.read("infirmire").correction.cherchee == "infirmière"


def test_a_form_that_no_label_holds_is_searched_as_its_lemma(french_reader):
    understanding = french_reader.read("boulangeons")
    assert [term.alternatives[0].cle for term in understanding.plan.termes] == ["boulanger"]
    assert understanding.understood == ()


def test_nothing_is_searched_when_only_supports_are_left_of_unknown_words(french_reader):
    assert french_reader.read("formation velours").plan.is_empty
    assert not french_reader.read("formation").plan.is_empty


def test_an_equivalent_word_is_no_typo(reader):
    read = reader.read("resto")
    assert read.correction is None
    assert "restaurant" in [one.cle for one in read.plan.termes[0].alternatives]


def test_an_unfinished_word_is_said_to_be_the_beginning_of_others(reader):
    understood = reader.read("boul").understood
    assert [(one.nature, one.texte, one.q_sans) for one in understood] == [
        ("debut", "boul → boulanger", '"boul"')
    ]
    assert reader.read('"boul"').plan.is_empty


def test_an_equivalent_searched_for_an_unknown_word_is_said_and_can_be_refused(reader):
    understood = reader.read("resto").understood[0]
    assert (understood.nature, understood.q_sans) == ("synonyme", '"resto"')
    assert reader.read(understood.q_sans).plan.is_empty


@pytest.mark.parametrize("q", ["+boulanger infirmière", 'infirmière "+boulanger"', '+"boulanger" infirmière'])
def test_a_word_may_be_kept(reader, q):
    understanding = reader.read(q)
    assert [term.mot for _, term in understanding.plan.exiges] == ["boulanger"]
    assert [one.nature for one in understanding.understood] == ["mot-garde"]
    assert "+" not in understanding.understood[0].q_sans


@pytest.mark.parametrize("q", ["CAP +", "C++", "CAP bac +2"])
def test_a_plus_that_is_not_before_a_word_keeps_nothing(reader, q):
    assert not reader.read(q).plan.exiges


def test_a_word_that_means_nothing_is_said(reader):
    understanding = reader.read("boulanger xqzwv")
    assert [(u.nature, u.texte, u.q_sans) for u in understanding.understood] == [
        ("mot-ignore", "xqzwv", "boulanger")
    ]


def test_without_vocabulary_every_word_is_required():
    builder = LexiconBuilder()
    builder.add_label(["formation"], TOOLS.analyser.words("formation"), is_name=True)
    reader = QueryReader(TOOLS.analyser, builder.build(), read_relevance(), QueryWords())
    assert not any(term.est_appui for term in reader.read("formation formation").plan.termes)


def reading(*names, acronymes=()):
    """A reader over a corpus of these names, each with the code of what it names."""
    builder = LexiconBuilder()
    for name, code in names:
        builder.add_label(TOOLS.analyser.keys(name), TOOLS.analyser.words(name), is_name=True)
        builder.add_acronyms(spelled_out(name), [code])
    words = QueryWords(acronymes={normalise(line.sigle): line for line in acronymes})
    return QueryReader(TOOLS.analyser, builder.build(), read_relevance(), words)


def evr(*codes):
    return Acronyme("EVR", (Sens("espace vert réservé", "jardin", "metier", "jardinier", codes),), "essai")


def test_an_acronym_that_a_name_of_the_corpus_spells_out_is_understood():
    [one] = reading(("Employé vie rurale (EVR)", "K2113")).read("evr").understood
    assert (one.texte, one.q_sans) == ("EVR : Employé vie rurale", "Employé vie rurale")


def test_another_meaning_in_the_corpus_makes_it_a_choice():
    reader = reading(("Employé vie rurale (EVR)", "K2113"), acronymes=[evr("A1203")])
    [choice] = reader.read("EVR").ambiguities
    assert [sens.developpe for sens in choice.sens] == ["espace vert réservé", "Employé vie rurale"]


@pytest.mark.parametrize("name", ["Espaces verts réservés (EVR)", "Employé vie rurale (EVR)"])
def test_a_meaning_that_is_known_is_not_told_twice(name):
    reader = reading((name, "A1203"), acronymes=[evr("A1203")])
    assert reader.read("EVR").ambiguities == ()


def test_a_word_that_names_use_is_an_acronym_only_in_capitals():
    reader = reading(
        ("Agent de rénovation territoriale (ART)", "K1"), *((f"Art {i}", f"K{i}") for i in range(9))
    )
    assert not reader.read("art").understood
    assert reader.read("ART").understood


def test_a_word_is_asked_of_labels_with_its_family_and_of_texts_as_its_family(reader):
    term = terms(reader, "infirmerie")["infirmerie"]
    assert [one.cle for one in term.alternatives] == ["infirmier"]
    assert term.alternatives[0].poids == read_relevance().requete["famille"]


def test_what_running_text_is_asked_is_a_family_once():
    builder = LexiconBuilder()
    builder.add_label(["soudage", "soudeur"], (), is_name=True)
    builder.add_text([TOOLS.families.root("soudage")])
    words = read_query_words(TOOLS.vocabularies, TOOLS.analyser, TOOLS.families)
    reader = QueryReader(TOOLS.analyser, builder.build(), read_relevance(), words)
    term = terms(reader, "soudage")["soudage"]
    assert [one.cle for one in term.en_texte] == [TOOLS.families.root("soudage")]
    assert term.en_texte[0].poids == 1.0
    assert {one.cle for one in term.alternatives} == {"soudage", "soudeur", "souder"}


def test_an_equivalent_word_of_the_same_family_counts_once_with_the_weight_chosen_for_it(reader):
    (boulanger,) = terms(reader, "boulangerie")["boulangerie"].alternatives
    assert (boulanger.cle, boulanger.poids) == ("boulanger", 0.9)


def test_the_object_of_a_verb_is_looked_for_when_the_verb_is_all_that_is_said(reader):
    assert not terms(reader, "animer une formation")["formation"].est_appui
    assert terms(reader, "réparer des vélos en formation")["formation"].est_appui
    assert terms(reader, "boulanger en formation")["formation"].est_appui
