"""From a place to the people near it, network by network."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import orjson

from debouches.errors import NotFoundError
from index.annexes.structures.make import COUVERTURE, POINTS, STRUCTURE
from index.annexes.structures.views import Point, ReseauProche, StructureProche, StructuresPage, StructureView
from index.arrays import Floats
from index.engines.base import Engine
from index.lieux.distance import KM_PER_DEGREE
from index.lieux.model import Lieu

PER_RESEAU = 3
MOST_PER_RESEAU = 25
FAR_KM = 80.0
"""Beyond this, only those of the département are shown: nobody travels so far to ask a question."""


@dataclass(frozen=True, slots=True)
class StructuresRequest:
    lieu: Lieu
    reseau: str | None = None
    """One network only, at length."""
    au_complet: bool = False
    """Every network at length."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A structure seen from the place asked."""

    point: Point
    km: float
    """Infinite when a point is unknown."""
    is_mine: bool
    """True if it says that it receives the people of this commune."""
    rank: int
    """By name: towns have several places that are known by their commune alone, all at the same distance."""

    @property
    def key(self) -> tuple[bool, float, int]:
        return (not self.is_mine, self.km, self.rank)


class StructureReader:
    """The structures of one generation; their points are read once, on the first question."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def structure(self, code: str) -> StructureView:
        kept = self._engine.annexes([STRUCTURE + code]).get(STRUCTURE + code)
        if kept is None:
            raise NotFoundError(f"Aucun lieu d'accueil ne porte le code « {code} ».")
        return StructureView.model_validate_json(kept)

    def near(self, request: StructuresRequest) -> StructuresPage:
        """The nearest of each network; an old directory only speaks where no current list does."""
        count = MOST_PER_RESEAU if request.reseau or request.au_complet else PER_RESEAU
        by_reseau: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates(request.lieu):
            if candidate.point.reseau and request.reseau in (None, candidate.point.reseau):
                by_reseau[candidate.point.reseau].append(candidate)
        chosen = {reseau: self._nearest(group, count) for reseau, group in by_reseau.items()}
        views = self._views([one.point.code for group in chosen.values() for one in group])
        reseaux = (_reseau(name, group, views) for name, group in chosen.items())
        return StructuresPage(lieu=request.lieu, reseaux=tuple(sorted(reseaux, key=_nearest_km)))

    def candidates(self, lieu: Lieu, inside: Iterable[str] = ()) -> Iterable[Candidate]:
        """Those near enough, and those of the same département, or of the ones `inside` a wider place."""
        received, departements = self._receiving(lieu), {*inside, *(one.code for one in lieu.departements)}
        for rank, (point, km) in enumerate(zip(self.points, self._distances(lieu).tolist(), strict=True)):
            is_mine = point.code in received
            if lieu.niveau == "france" or km <= FAR_KM or is_mine or point.departement in departements:
                yield Candidate(point, km, is_mine, rank)

    def _nearest(self, group: Sequence[Candidate], count: int) -> list[Candidate]:
        current = [one for one in group if not one.point.est_historique]
        return sorted(current or group, key=lambda one: one.key)[:count]

    def _receiving(self, lieu: Lieu) -> frozenset[str]:
        cle = COUVERTURE + lieu.code
        kept = self._engine.annexes([cle]).get(cle) if lieu.niveau == "commune" else None
        return frozenset(orjson.loads(kept)) if kept else frozenset()

    def _distances(self, lieu: Lieu) -> Floats:
        """Flat-earth distances, good to a percent over a département; infinite when a point is unknown."""
        latitudes, longitudes = self._coordinates
        if lieu.latitude is None or lieu.longitude is None:
            return np.full(len(latitudes), np.inf, dtype=np.float32)
        east = (longitudes - lieu.longitude) * np.cos(np.radians(lieu.latitude))
        km: Floats = np.hypot(east, latitudes - lieu.latitude).astype(np.float32) * np.float32(KM_PER_DEGREE)
        return np.where(np.isnan(km), np.float32(np.inf), km)

    def seen(self, candidates: Sequence[Candidate]) -> tuple[StructureProche, ...]:
        views = self._views([one.point.code for one in candidates])
        return tuple(_seen(one, views[one.point.code]) for one in candidates)

    def _views(self, codes: Sequence[str]) -> dict[str, StructureView]:
        kept = self._engine.annexes([STRUCTURE + code for code in codes]) if codes else {}
        views = map(StructureView.model_validate_json, kept.values())
        return {view.code: view for view in views}

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(Point(**point) for point in orjson.loads(self._engine.annexes([POINTS])[POINTS]))

    @cached_property
    def _coordinates(self) -> tuple[Floats, Floats]:
        pairs = [(p.latitude, p.longitude) for p in self.points]
        table = np.array(pairs, dtype=np.float32).reshape(-1, 2)
        return table[:, 0], table[:, 1]


def _reseau(name: str, group: Sequence[Candidate], views: dict[str, StructureView]) -> ReseauProche:
    seen = tuple(_seen(one, views[one.point.code]) for one in group)
    if group[0].point.est_historique:
        return ReseauProche(reseau=name, anciennes=seen)
    return ReseauProche(reseau=name, actuelles=seen)


def _seen(candidate: Candidate, view: StructureView) -> StructureProche:
    return StructureProche(
        view=view,
        distance_km=round(candidate.km, 1) if candidate.km != float("inf") else None,
        recoit_la_commune=candidate.is_mine,
    )


def _nearest_km(reseau: ReseauProche) -> tuple[bool, float]:
    seen = reseau.actuelles or reseau.anciennes
    return not reseau.actuelles, min((s.distance_km for s in seen if s.distance_km is not None), default=1e9)
