"""A word of one domain weighs more than a word of all domains that is as rare."""

from index.lexicon import LexiconBuilder
from index.specificity import FEWEST_PEERS, Specificity

WEIGHTS = {"domaine": 0.5, "a_priori": 2.0}
CODES = [f"{letter}1101" for letter in "ABCDEFGHIJ"]


def counted():
    """« costume » is always of L, « terme » of each domain in turn; as many other words of each kind."""
    specificity = Specificity(WEIGHTS)
    for turn in range(FEWEST_PEERS):
        for seen in range(4):
            specificity.add(["terme" if turn == 0 else f"commun{turn}"], [CODES[(turn + 3 * seen) % 10]])
            specificity.add(["costume" if turn == 0 else f"propre{turn}"], [CODES[turn % 10]])
    return specificity


def test_a_word_of_one_domain_weighs_more_than_a_word_of_all():
    factors = counted().factors()
    assert factors["costume"] > 1.0 > factors["terme"]


def test_a_factor_stays_within_its_bounds():
    assert all(0.5 <= factor <= 1.5 for factor in counted().factors().values())


def test_too_few_words_of_a_frequency_teach_nothing():
    specificity = Specificity(WEIGHTS)
    specificity.add(["costume"], ["L1101"])
    specificity.add(["terme"], ["A1101", "L1101"])
    assert set(specificity.factors().values()) == {1.0}


def test_an_entity_that_is_no_metier_of_the_rome_says_no_domain():
    specificity = Specificity(WEIGHTS)
    specificity.add(["boulanger"], ["MET.17", "FOR.3"])
    assert specificity.factors() == {}


def test_the_lexicon_weighs_its_words_so():
    builder = LexiconBuilder(counted())
    for word in ("costume", "terme"):
        builder.add_label([word], [], is_name=True, codes=())
    lexicon = builder.build()
    assert lexicon.rarity("costume") > lexicon.rarity("terme")
