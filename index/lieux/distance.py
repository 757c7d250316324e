"""Distances between places as the crow flies, and the places nearest to another."""

from collections.abc import Iterable
from heapq import nsmallest
from math import cos, hypot, inf, radians
from typing import Protocol

from index.lieux.model import Lieu

NEIGHBOURS = 8
KM_PER_DEGREE = 111.2


def nearest(lieu: Lieu, others: Iterable[Lieu], count: int = NEIGHBOURS) -> list[Lieu]:
    """In the order of their distance; a place without a point comes last, by its name."""

    def farness(other: Lieu) -> tuple[float, str, str]:
        km = distance_km(lieu, other)
        return (inf if km is None else km, other.libelle, other.id)

    return nsmallest(count, others, key=farness)


class Point(Protocol):
    """Whatever has a point, known or not."""

    @property
    def latitude(self) -> float | None: ...

    @property
    def longitude(self) -> float | None: ...


def distance_km(one: Point, other: Point) -> float | None:
    """Flat-earth distance, good to a percent over a département; None if a point is unknown."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    east = (other.longitude - one.longitude) * cos(radians(one.latitude))
    return hypot(east, other.latitude - one.latitude) * KM_PER_DEGREE
