"""A map drawn on the server: dots where a formation is given, big towns for landmarks. Pure functions.

No outline of the country is among our sources: towns that everybody knows tell where one is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt

from index.annexes.offre.views import PointOffert
from index.lieux.distance import Point
from index.lieux.model import Lieu

WIDTH, TALLEST = 480, 480
"""Of the frame, in its own units."""
MARGIN, ROOM = 24, 90
"""Around the dots; and to the right of a landmark, for its name."""
LEAST_SPAN = 1.2
"""In degrees: around one dot alone, far enough for a landmark to be seen."""
METROPOLE = (41.0, 51.5, -5.5, 10.0)
"""Latitudes and longitudes: with what is an ocean away, every dot would be on one spot."""
LANDMARKS = 2
LINE = 16
"""Height of a name: two that are nearer hide each other."""
DOT, LARGEST = 5.0, 14.0


@dataclass(frozen=True, slots=True)
class Repere:
    """A name on the map."""

    x: float
    y: float
    nom: str
    decalage: float = 6.0
    """How far the name is from its point: farther where a dot would hide it."""


@dataclass(frozen=True, slots=True)
class Pastille:
    """A dot: where, how large, and its number in the list beside the map."""

    x: float
    y: float
    rayon: float
    numero: int
    point: PointOffert
    est_numerotee: bool
    """False where another number would hide its own; the list has it."""


@dataclass(frozen=True, slots=True)
class Carte:
    hauteur: int
    pastilles: tuple[Pastille, ...]
    reperes: tuple[Repere, ...]
    ici: Repere | None
    ailleurs: tuple[PointOffert, ...]
    """An ocean away from the others: in the list, and not on the map."""

    @property
    def actions(self) -> int:
        return sum(pastille.point.actions for pastille in self.pastilles)


@dataclass(frozen=True, slots=True)
class _Frame:
    """From degrees to units, with north above; a degree of longitude is shorter than one of latitude."""

    north: float
    west: float
    scale: float
    shrink: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = MARGIN + (longitude - self.west) * self.shrink * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)


def draw(points: Sequence[PointOffert], lieu: Lieu | None, villes: Iterable[Lieu]) -> Carte | None:
    """None without any point: an empty map would say that nothing is given."""
    near = [point for point in points if _is_in(METROPOLE, point)] or list(points)
    if not near:
        return None
    ici = lieu if lieu and lieu.niveau == "commune" and _is_in(_bounds(near, 1.0), lieu) else None
    known = [ville for ville in villes if ville.latitude is not None and ville.longitude is not None]
    shown: list[Point] = [*near, *([ici] if ici else [])]
    frame, hauteur = _frame([*shown, *_landmarks(shown, known)])
    pastilles = _dots(frame, near)
    return Carte(
        hauteur=hauteur,
        pastilles=pastilles,
        reperes=tuple(_beside(one, pastilles) for one in _named(frame, hauteur, known)),
        ici=Repere(*_at(frame, ici), ici.libelle) if ici else None,
        ailleurs=tuple(point for point in points if point not in near),
    )


def _landmarks(shown: Sequence[Point], villes: Sequence[Lieu]) -> list[Lieu]:
    """Two towns at least, the nearest, wherever the dots are."""
    south, north, west, east = _bounds(shown)
    latitude, longitude = (south + north) / 2, (west + east) / 2

    def farness(ville: Lieu) -> float:
        return hypot((ville.latitude or 0) - latitude, (ville.longitude or 0) - longitude)

    return sorted(villes, key=farness)[:LANDMARKS] if _is_in(METROPOLE, shown[0]) else []


def _bounds(shown: Sequence[Point], margin: float = 0.0) -> tuple[float, float, float, float]:
    latitudes = [one.latitude for one in shown if one.latitude is not None]
    longitudes = [one.longitude for one in shown if one.longitude is not None]
    return (
        min(latitudes) - margin,
        max(latitudes) + margin,
        min(longitudes) - margin,
        max(longitudes) + margin,
    )


def _is_in(bounds: tuple[float, float, float, float], point: Point) -> bool:
    if point.latitude is None or point.longitude is None:
        return False
    south, north, west, east = bounds
    return south <= point.latitude <= north and west <= point.longitude <= east


def _frame(shown: Sequence[Point]) -> tuple[_Frame, int]:
    south, north, west, east = _bounds(shown)
    shrink = cos(radians((south + north) / 2))
    wide, high = max((east - west) * shrink, LEAST_SPAN), max(north - south, LEAST_SPAN / 2)
    scale = min((WIDTH - 2 * MARGIN - ROOM) / wide, (TALLEST - 2 * MARGIN) / high)
    hauteur = round(high * scale) + 2 * MARGIN
    spare = ((WIDTH - 2 * MARGIN - ROOM) / scale / shrink - (east - west)) / 2
    top = (high - (north - south)) / 2
    return _Frame(north + top, west - spare, scale, shrink), hauteur


def _dots(frame: _Frame, points: Sequence[PointOffert]) -> tuple[Pastille, ...]:
    kept: list[Pastille] = []
    for numero, point in enumerate(points, start=1):
        x, y = frame.place(point.latitude, point.longitude)
        is_alone = all(abs(one.x - x) >= LINE or abs(one.y - y) >= LINE for one in kept if one.est_numerotee)
        kept.append(
            Pastille(x, y, round(min(DOT * sqrt(point.actions), LARGEST), 1), numero, point, is_alone)
        )
    return tuple(kept)


def _beside(repere: Repere, pastilles: Iterable[Pastille]) -> Repere:
    over = (one.rayon for one in pastilles if hypot(one.x - repere.x, one.y - repere.y) < one.rayon)
    return replace(repere, decalage=max([repere.decalage, *(rayon + 5 for rayon in over)]))


def _at(frame: _Frame, lieu: Lieu) -> tuple[float, float]:
    return frame.place(lieu.latitude or 0, lieu.longitude or 0)


def _named(frame: _Frame, hauteur: int, villes: Iterable[Lieu]) -> Iterable[Repere]:
    """Towns of the frame, the first ones first; one whose name would hide another is left out."""
    kept: list[Repere] = []
    for ville in villes:
        x, y = _at(frame, ville)
        is_alone = all(abs(one.y - y) >= LINE or abs(one.x - x) >= ROOM for one in kept)
        if 0 <= x <= WIDTH - ROOM and LINE / 2 <= y <= hauteur - LINE / 2 and is_alone:
            kept.append(Repere(x, y, ville.libelle))
    return kept
