"""Aids that answer a situation and an obstacle, in the order of the page."""

from mappings.records import Aide
from mappings.records.aide import Obstacle, Situation
from web.wording.words import AIDES


def choose(
    aides: tuple[Aide, ...], situation: Situation | None, obstacle: Obstacle | None
) -> tuple[Aide, ...]:
    return tuple(
        aide
        for aide in aides
        if situation in (None, *aide.situations) and obstacle in (None, *aide.obstacles)
    )


def in_order(aides: tuple[Aide, ...]) -> list[Aide]:
    """By kind: what pays first, what recognises skills last."""
    return sorted(aides, key=lambda aide: list(AIDES).index(aide.nature))
