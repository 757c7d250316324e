"""Labels of wishes: under which words they are found, and what they name."""

import pytest

from index.building.labels.wishes import WishMaker
from index.building.links import link
from index.tools import read_search_tools, read_tools
from mappings.vocabulary import Envie
from nlp.analysis import NEGATED
from tests.index.factories import corpus, fiche, metier

TOOLS = read_tools()
KNOWN = ("D1209", "A1414", "MET.1", "MET.2", "MET.3", "MET.4")


def labels(phrase, *records, codes=("D1209",), onisep=()):
    links = link(corpus(*records), TOOLS.analyser)
    maker = WishMaker(TOOLS.analyser, TOOLS.query_words, TOOLS.relevance, links)
    wish = Envie("L'envie", (phrase,), "raison", codes, onisep)
    return [label for label in maker.make(wish, KNOWN) if label.texte == phrase]


@pytest.mark.parametrize(
    ("phrase", "cles"),
    [
        ("j'aime les fleurs", ("fleur",)),
        ("travailler dans les fleurs", ("fleur",)),
        ("je suis passionnée par les fleurs", ("fleur",)),
        ("le monde des fleurs", ("fleur",)),
        ("fleurir un projet", ("fleurir", "projet")),
    ],
)
def test_a_wish_is_found_by_what_is_wished(phrase, cles):
    assert labels(phrase)[-1].cles == cles


def test_a_wish_is_found_as_it_is_written_too_and_a_little_better():
    whole, bare = labels("j'aime les fleurs")
    assert len(whole.cles) > len(bare.cles)
    assert whole.cibles[0][1] > bare.cibles[0][1]


def test_a_wish_made_of_introducing_words_only_keeps_them():
    (only,) = labels("faire une formation")
    assert only.cles == only.said


def test_metiers_come_in_the_order_of_the_line():
    (label,) = labels("fleurir", codes=("D1209", "A1414"))
    assert [code for code, _ in label.cibles] == ["D1209", "A1414"]
    assert label.cibles[0][1] > label.cibles[1][1]


def test_a_wish_names_the_fiches_of_its_metiers():
    found = dict(
        labels("fleurir", metier("D1209", "Fleuriste"), fiche("MET.1", "fleuriste", codes_rome=("D1209",)))[
            0
        ].cibles
    )
    assert found["MET.1"] == pytest.approx(found["D1209"], rel=0.05)


def test_a_metier_that_many_fiches_share_brings_none_of_its_branches():
    branches = [
        fiche(f"MET.{n}", f"fleuriste {branch}", codes_rome=("D1209",))
        for n, branch in enumerate(("mode", "deuil", "bonsaï"), start=1)
    ]
    few = labels("fleurir", metier("D1209", "Fleuriste"), *branches[:2])[0]
    many = labels("fleurir", metier("D1209", "Fleuriste"), *branches)[0]
    assert {code for code, _ in few.cibles} == {"D1209", "MET.1", "MET.2"}
    assert {code for code, _ in many.cibles} == {"D1209"}


def test_a_wish_may_name_a_fiche_that_no_metier_of_the_rome_says():
    (label,) = labels("fleurir", onisep=("MET.4",))
    assert [code for code, _ in label.cibles] == ["D1209", "MET.4"]


def test_a_code_that_the_corpus_lacks_is_left_out():
    (label,) = labels("fleurir", codes=("D1209", "K2110"))
    assert [code for code, _ in label.cibles] == ["D1209"]


def test_every_wish_that_refuses_something_is_among_the_words_that_read_queries():
    elsewhere = [
        phrase
        for wish in TOOLS.vocabularies.envies
        for phrase in (wish.en_clair, *wish.phrases)
        if any(key.startswith(NEGATED) for key in TOOLS.analyser.keys(phrase))
    ]
    assert elsewhere == []


def test_a_search_reads_queries_with_the_wishes_that_refuse():
    assert read_search_tools().query_words.refus_connus == TOOLS.query_words.refus_connus != ()
