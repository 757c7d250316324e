"""What is asked besides names: a way to learn, which narrows; a service, which a page of the site answers."""

import pytest

from index.facets import SANS_FILTRE, Filtres
from index.query.phrases import by_first_word, read_phrases
from index.query.requetes import read_lecture
from index.query.typed import Span, read_typed
from tests.index.test_lecture import looked_up, reader, searched  # noqa: F401  (fixtures)


@pytest.mark.parametrize(
    ("q", "voies"),
    [
        ("boulanger en alternance", ("apprentissage", "professionnalisation")),
        ("alternance boulanger", ("apprentissage", "professionnalisation")),
        ("boulanger par l’apprentissage", ("apprentissage",)),
        ("contrat pro boulanger", ("professionnalisation",)),
        ("apprentissage boulanger", ("apprentissage",)),
    ],
)
def test_a_way_to_learn_narrows_and_is_not_searched(reader, q, voies):  # noqa: F811
    read = reader.read(q)
    assert read.filtres == Filtres(voie=voies)
    assert searched(reader, q) == ["boulanger"]
    assert [(one.nature, one.q_sans) for one in read.understood] == [("voie", "boulanger")]


@pytest.mark.parametrize(
    "q", ["maître d'apprentissage boulanger", "troubles de l'apprentissage", 'boulanger en "alternance"']
)
def test_the_same_words_may_say_something_else(reader, q):  # noqa: F811
    assert reader.read(q).filtres == SANS_FILTRE


def test_a_level_and_a_way_to_learn_narrow_together(reader):  # noqa: F811
    read = reader.read("boulanger bac+2 en apprentissage")
    assert read.filtres == Filtres(niveau=("5",), voie=("apprentissage",))


@pytest.mark.parametrize(
    ("q", "services", "words"),
    [
        ("je sais pas quoi faire", ["idees"], []),
        ("Je ne sais pas quoi faire plus tard", ["idees"], []),
        ("financer ma formation de boulanger", ["financement"], ["boulanger"]),
        ("salaire boulanger", ["salaire"], ["boulanger"]),
        ("salaire boulanger cpf", ["salaire", "financement"], ["boulanger"]),
        ("je n'ai pas de moyen de transport", ["obstacle"], []),
        ("boulanger, pas de mode de garde", ["obstacle"], ["boulanger"]),
        ("dyslexique", ["handicap"], []),
        ("je me suis trompée d'orientation", ["idees"], []),
        ("projet de transition professionnelle", ["financement"], []),
        ("métier RQTH", ["handicap"], []),
        ("je suis sourd et j'aime la boulangerie", ["handicap"], ["boulangerie"]),
        ("je suis illettré", ["conseil"], []),
        ("j'ai arrêté l'école", ["conseil"], []),
        ("mère célibataire cherche boulanger", ["conseil"], ["boulanger"]),
    ],
)
def test_what_is_asked_of_a_site_is_not_searched(reader, q, services, words):  # noqa: F811
    read = reader.read(q)
    assert list(read.services) == services
    assert searched(reader, q) == words
    assert [one.nature for one in read.understood if one.nature == "service"] == ["service"] * len(services)
    assert reader.read(read.understood[0].q_sans).services != read.services, "undone"


@pytest.mark.parametrize(
    ("q", "services"),
    [
        ("pôle emploi", ("conseil",)),
        ("pôle emploi à Lyon", ("conseil",)),
        ("boulanger pôle emploi", ()),
        ("gestionnaire paie et salaires", ()),
        ("interprète pour sourd", ()),
        ("chargé de trouver un logement", ()),
        ("accompagner un enfant autiste asperger", ()),
        ("référent décrochage scolaire", ()),
    ],
)
def test_beside_a_name_some_ask_for_nothing_but_the_name(reader, q, services):  # noqa: F811
    assert reader.read(q).services == services


@pytest.mark.parametrize("q", ["CIO Rangueil", "Mission locale de Lyon", "mission locale 69", "cap emploi"])
def test_a_name_of_place_is_answered_by_who_receives(reader, q):  # noqa: F811
    read = reader.read(q)
    assert read.services == ("conseil",)
    assert not read.names_diploma
    assert searched(reader, q) == []


def test_who_receives_is_a_trade_too(reader):  # noqa: F811
    read = reader.read("CIO")
    assert read.services == ("conseil",)
    assert "service" not in [one.nature for one in read.understood], "its words are searched too"


def test_what_begins_as_such_a_name_may_ask_for_something_else(reader):  # noqa: F811
    assert reader.read("pôle emploi boulanger").services == ()
    assert searched(reader, "pôle emploi boulanger") == ["boulanger"]


def test_the_longest_phrase_is_read_once():
    phrases = by_first_word((tuple(one.split()), one) for one in ("en contrat", "en contrat pro", "pro"))
    found = list(read_phrases(read_typed("boulanger en contrat pro"), (), phrases))
    assert [(one.span, one.ligne) for one in found] == [(Span(1, 4), "en contrat pro")]


def test_a_phrase_says_one_thing():
    lecture = read_lecture()
    for lines in (lecture.voies, lecture.services):
        said = [phrase for line in lines for phrase in line.phrases]
        assert len(said) == len(set(said))
