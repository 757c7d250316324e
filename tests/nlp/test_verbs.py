"""Verbs as people conjugate them."""

import pytest

from nlp.verbs import follows_pronoun, is_gerund, read_verbs

VERBS = read_verbs()


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("repare", "reparer"),
        ("reparent", "reparer"),
        ("voyageait", "voyager"),
        ("mangeons", "manger"),
        ("finit", "finir"),
        ("finissent", "finir"),
        ("vend", "vendre"),
        ("construit", "construire"),
        ("soutiennent", "soutenir"),
        ("nettoie", "nettoyer"),
        ("ennuie", "ennuyer"),
        ("vendu", "vendre"),
        ("rendu", "rendre"),
        ("renove", "renover"),
        ("servi", "servir"),
    ],
)
def test_a_form_leads_to_its_infinitive(form, infinitive):
    assert infinitive in VERBS.infinitives(form)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("qui repare", "repare", True),
        ("il ne vend rien", "vend", True),
        ("celui qui s'occupe", "occupe", True),
        ("j'ai vendu des fleurs", "vendu", True),
        ("nous avons toujours garde des enfants", "garde", True),
        ("elle n'a jamais vendu", "vendu", False),
        ("la commande", "commande", False),
        ("il y a un commerce", "commerce", False),
        ("l'usine", "usine", False),
        ("jeux de societe", "societe", False),
    ],
)
def test_only_a_word_right_after_a_pronoun_is_a_verb(text, word, expected):
    assert follows_pronoun(text, text.index(word)) is expected


@pytest.mark.parametrize("mot", ["porter", "finir", "vendre", "savoir", "trier", "ecrire"])
def test_the_name_of_a_verb(mot):
    assert VERBS.is_infinitive(mot)


@pytest.mark.parametrize("mot", ["hiver", "cuir", "chantier", "couloir", "salaire", "avenir", "vente"])
def test_a_word_that_ends_as_a_verb_is_none(mot):
    assert not VERBS.is_infinitive(mot)


@pytest.mark.parametrize(
    ("text", "mot", "expected"),
    [
        ("vivre en voyageant", "voyageant", True),
        ("le restaurant", "restaurant", False),
        ("en mer", "mer", False),
    ],
)
def test_a_gerund_follows_en(text, mot, expected):
    assert is_gerund(text, text.index(mot), mot) is expected
