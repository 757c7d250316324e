"""Labels of the same words and nature are one; the strongest of its targets' weights wins."""

from index.building.labels.gathering import LabelGatherer
from index.documents import Nature


def gathered(*labels):
    gatherer = LabelGatherer()
    for nature, texte, cles, cibles in labels:
        gatherer.add(nature, texte, cles, cles, cibles)
    return list(gatherer.drain())


def test_the_strongest_weight_wins_and_targets_are_in_the_order_of_their_codes():
    [label] = gathered(
        (Nature.TITRE, "Boulanger", ("boulanger",), [("D2", 0.5), ("D1", 1.0)]),
        (Nature.TITRE, "Boulanger", ("boulanger",), [("D2", 0.9), ("D1", 0.2)]),
    )
    assert label.cibles == (("D1", 1.0), ("D2", 0.9))


def test_both_genders_are_two_spellings_of_one_label():
    [label] = gathered(
        (Nature.TITRE, "Boulanger", ("boulanger",), [("D1", 1.0)]),
        (Nature.TITRE, "Boulangère", ("boulanger",), [("D1", 1.0)]),
        (Nature.TITRE, "Boulanger", ("boulanger",), [("D1", 1.0)]),
    )
    assert label.textes == ("Boulanger", "Boulangère")


def test_the_same_words_of_another_nature_are_another_label():
    labels = gathered(
        (Nature.SIGLE, "BTS", ("bts",), [("F1", 1.0)]),
        (Nature.TITRE, "BTS", ("bts",), [("F2", 1.0)]),
        (Nature.SIGLE, "BTS", ("bts",), [("F0", 1.0)]),
    )
    assert [(one.nature, one.cibles) for one in labels] == [
        (Nature.SIGLE, (("F0", 1.0), ("F1", 1.0))),
        (Nature.TITRE, (("F2", 1.0),)),
    ]


def test_nothing_gathered_gives_nothing():
    assert gathered() == []


def test_a_label_is_read_back_whole_whatever_it_holds():
    texte = "Chargé\nd'études — 2e « année »"
    [label] = gathered((Nature.TITRE, texte, ("charge", "etude"), [("D1", 0.25)]))
    assert (label.textes, label.cles, label.cibles) == ((texte,), ("charge", "etude"), (("D1", 0.25),))


def test_labels_come_in_the_order_of_their_first_text_even_said_again_much_later():
    many = [(Nature.TITRE, f"Titre {n}", ("titre", str(n)), [("D1", 1.0)]) for n in range(20_000)]
    labels = gathered(*many, (Nature.TITRE, "TITRE 7", ("titre", "7"), [("D2", 1.0)]))
    assert [one.texte for one in labels] == [texte for _, texte, _, _ in many]
    assert labels[7].textes == ("Titre 7", "TITRE 7")
    assert labels[7].cibles == (("D1", 1.0), ("D2", 1.0))
