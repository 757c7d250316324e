"""The order of titles, as the engines keep it."""

import numpy as np

from index.documents import Card, EntityDocument
from index.engines.numbering import Numbering
from index.engines.places import PlaceTable
from index.relevance import read_relevance


def entity(code, titre):
    card = Card(genre="formation", code=code, titre=titre, phrase=None, editeurs=(), suites=())
    return EntityDocument(card, champs={}, vue=None)


def test_titles_are_ordered_whatever_their_case_accents_and_marks():
    numbering = Numbering(read_relevance())
    for number, titre in enumerate(["Zingueur", "élagueur", '"Elagage"', "Abatteur", "ÉCLUSIER"]):
        numbering.add(entity(f"FOR.{number}", titre))
    table = PlaceTable(numbering.places())
    assert table.alphabetical(np.arange(5)).tolist() == [3, 4, 2, 1, 0]
    assert table.alphabetical(np.array([0, 1])).tolist() == [1, 0]
