"""Which group of a page comes first, on the corpus that every checkout carries."""

import pytest

from index.results import SearchRequest


@pytest.mark.parametrize(
    ("q", "genre"),
    [
        ("CAP maçonnerie parpaings", "formation"),
        ("bac pro mécanique auto", "formation"),
        ("BTS diététique", "formation"),
        ("maçonnerie parpaings", "metier"),
        ("mécanique auto", "metier"),
    ],
)
def test_formations_come_first_when_a_diploma_is_named(searcher, q, genre):
    assert searcher.search(SearchRequest(q)).groups[0].genre == genre
