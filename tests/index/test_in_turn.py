"""Lists that no word ranks: a card of each domain in turn, those known to be at the level first."""

from types import SimpleNamespace
from typing import cast

import numpy as np

from index.documents import Trait
from index.engines.base import Engine, Places
from index.engines.traits import TraitsBuilder
from index.searching.in_turn import InTurn

TITLES_IN_ORDER = [4, 0, 1, 2, 3, 5]
"""Numbers of the entities, by title."""
DOMAINS = ["A", "A", "F", "", "F", "A"]
NIVEAUX = ["", "5", "", "", "5", ""]


def engine(homes: list[int]) -> Engine:
    builder = TraitsBuilder()
    for domain, niveau in zip(DOMAINS, NIVEAUX, strict=True):
        said = [Trait("domaine", domain, domain)] if domain else []
        builder.add([*said, *([Trait("niveau", niveau, niveau)] if niveau else [])])
    return cast(
        "Engine",
        SimpleNamespace(
            traits=builder.build(),
            alphabetical=lambda _: np.array(TITLES_IN_ORDER),
            places=lambda some: Places(np.zeros(len(some), dtype=np.int64), np.array(homes)[some]),
        ),
    )


def test_one_of_each_domain_by_title_then_the_next_of_each() -> None:
    assert InTurn(engine([*range(6)])).everything(()).tolist() == [0, 4, 3, 1, 2, 5]


def test_those_that_a_publisher_says_to_be_at_the_level_come_first() -> None:
    assert InTurn(engine([*range(6)])).everything(["5"]).tolist()[:2] == [4, 1]


def test_what_is_folded_on_a_card_takes_no_turn() -> None:
    order = InTurn(engine([0, 0, 2, 3, 4, 5])).everything(()).tolist()
    assert [one for one in order if one != 1] == [0, 4, 3, 5, 2]
    assert order.index(1) == order.index(0) + 1
