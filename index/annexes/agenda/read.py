"""From a day and a place to what comes. Nothing that is over is ever among it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import TypeAdapter

from debouches.errors import NotFoundError
from index.annexes.agenda.make import EVENEMENT, POINTS
from index.annexes.agenda.views import AgendaPage, Compte, EvenementProche, EvenementView, Point
from index.engines.base import Engine
from index.lieux.distance import distance_km
from index.lieux.model import Lieu
from mappings.records import NatureEvenement

PER_PAGE = 25
NEAR_KM = 50.0
"""As far as one travels for a day; the whole département counts as near too."""
_SHORT = {"commune", "bassin-emploi", "zone-emploi"}
"""Places small enough for a distance to their middle to mean something."""
_MONTHS_SHOWN = 24
"""Something that lasts for ever would otherwise have a line for each of its months."""
_POINTS = TypeAdapter(tuple[Point, ...])


@dataclass(frozen=True, slots=True)
class AgendaRequest:
    day: date
    lieu: Lieu | None = None
    nature: NatureEvenement | None = None
    mois: str | None = None
    """« 2026-03 »."""
    page: int = 1
    par_page: int = PER_PAGE
    est_deplie: bool = False
    """Each date of a series by itself, for programs; people are told the next one, and the others with it."""


class AgendaReader:
    """The events of one generation; their points are read once, on the first question."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def evenement(self, code: str) -> EvenementView:
        kept = self._engine.annexes([EVENEMENT + code]).get(EVENEMENT + code)
        if kept is None:
            raise NotFoundError("Cet événement n'est pas, ou plus, dans l'agenda.")
        return EvenementView.model_validate_json(kept)

    def page(self, request: AgendaRequest) -> AgendaPage:
        coming = [point for point in self._points if point.fin >= request.day]
        here = [point for point in coming if request.lieu is None or _is_near(point, request.lieu)]
        of_kind = [point for point in here if request.nature in (None, point.nature)]
        of_month = [point for point in here if request.mois in (None, *_months(point, request.day))]
        chosen = [point for point in of_kind if request.mois in (None, *_months(point, request.day))]
        shown = [[point] for point in chosen] if request.est_deplie else _folded(chosen)
        start = (request.page - 1) * request.par_page
        return AgendaPage(
            lieu=request.lieu,
            page=request.page,
            par_page=request.par_page,
            total=len(shown),
            connus=len(_folded(coming)),
            sans_lieu=len(_folded(p for p in coming if not (p.lieux or p.est_en_ligne or p.latitude))),
            mois=_counted((month, point) for point in of_kind for month in _months(point, request.day)),
            natures=_counted((point.nature, point) for point in of_month),
            evenements=tuple(self._seen(shown[start : start + request.par_page], request.lieu)),
        )

    def _seen(self, shown: Sequence[Sequence[Point]], lieu: Lieu | None) -> Iterator[EvenementProche]:
        keys = [EVENEMENT + first.code for first, *_ in shown]
        kept = self._engine.annexes(keys) if keys else {}
        for key, (_, *others) in zip(keys, shown, strict=True):
            view = EvenementView.model_validate_json(kept[key])
            days = tuple(point.debut for point in others)
            yield EvenementProche(view=view, distance_km=_how_far(view, lieu), autres_dates=days)

    @cached_property
    def _points(self) -> tuple[Point, ...]:
        """In the order of days."""
        return _POINTS.validate_json(self._engine.annexes([POINTS])[POINTS])


def _folded(points: Iterable[Point]) -> list[list[Point]]:
    """The dates of each series together, where the first of them stands."""
    series: dict[str, list[Point]] = {}
    for point in points:
        series.setdefault(_serie_of(point), []).append(point)
    return list(series.values())


def _serie_of(point: Point) -> str:
    """An event that does not repeat is alone in its series."""
    return f"serie {point.serie}" if point.serie else point.code


def _how_far(view: EvenementView, lieu: Lieu | None) -> float | None:
    km = distance_km(lieu, view) if lieu is not None and lieu.niveau in _SHORT else None
    is_the_commune_itself = km is not None and km < 1 and view.evenement.latitude is None
    return None if km is None or is_the_commune_itself else round(km, 1)


def _is_near(point: Point, lieu: Lieu) -> bool:
    """In the département or region asked, or not far from it; an online event is near everyone."""
    if point.est_en_ligne or lieu.niveau == "france":
        return True
    wanted = {lieu.id} if lieu.niveau == "region" else {one.id for one in lieu.departements}
    if wanted & set(point.lieux):
        return True
    km = distance_km(lieu, point) if lieu.niveau in _SHORT else None
    return km is not None and km <= NEAR_KM


def _months(point: Point, day: date) -> list[str]:
    """The coming months in which some of it happens, counted from the day of reading if it has begun."""
    first, last = max(point.debut, day), point.fin
    count = min((last.year - first.year) * 12 + last.month - first.month, _MONTHS_SHOWN)
    months = ((first.year * 12 + first.month - 1 + i) for i in range(count + 1))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]


def _counted(pairs: Iterable[tuple[str, Point]]) -> tuple[Compte, ...]:
    """A series is counted once for each value."""
    distinct = {(value, _serie_of(point)) for value, point in pairs}
    counts = Counter(value for value, _ in distinct)
    return tuple(Compte(valeur=value, total=total) for value, total in sorted(counts.items()))
