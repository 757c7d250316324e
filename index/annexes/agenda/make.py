"""Annexes of the agenda: `evenement:<code>` one event, placed; `agenda` a point for each, by day."""

from collections.abc import Callable, Iterable, Iterator

import orjson

from index.annexes.agenda.views import EvenementView, Point
from index.annexes.structures.locate import CORSE, Commune, Communes, read_communes
from index.engines.base import Annexe
from index.lieux.distance import distance_km
from index.lieux.model import id_of_lieu
from index.lieux.noms import Ecritures
from mappings.records import Evenement, Territoire
from mappings.records.codes import departement_of

EVENEMENT, POINTS = "evenement:", "agenda"
_WIDE = {"departement", "region"}
_NEAR_KM = 30.0
"""A point further than that from any commune is not in France."""


def annexes_of_agenda(
    evenements: Iterable[Evenement], territoires: Callable[[], Iterable[Territoire]], ecritures: Ecritures
) -> Iterator[Annexe]:
    """Every annexe of the agenda; only an empty list of points when no source gives any."""
    known = {evenement.code: evenement for evenement in evenements}
    ordered = sorted(known.values(), key=lambda one: (one.debut, str(one.heure_debut or ""), one.intitule))
    place = _Placer(territoires if known else tuple, ecritures)
    points: list[dict[str, object]] = []
    for evenement in ordered:
        view = place.view(evenement)
        points.append(_point(view).model_dump(mode="json", exclude_defaults=True))
        yield EVENEMENT + evenement.code, view.model_dump_json(exclude_defaults=True).encode()
    yield POINTS, orjson.dumps(points)


class _Placer:
    """Finds the commune, the département and the region of events."""

    def __init__(self, territoires: Callable[[], Iterable[Territoire]], ecritures: Ecritures) -> None:
        self._communes: Communes = read_communes(territoires(), ecritures)
        today = [one for one in territoires() if one.date_fin is None and one.niveau in _WIDE]
        regions = {one.id for one in today if one.niveau == "region"}
        self._wider = {
            one.code: tuple(id_of_lieu(parent) for parent in one.codes_parents if parent in regions)
            for one in today
            if one.niveau == "departement"
        }
        self._nearest: dict[tuple[float, float], Commune | None] = {}

    def view(self, evenement: Evenement) -> EvenementView:
        commune = self._commune(evenement)
        said = departement_of(commune.code if commune else evenement.code_postal or "")
        departement = "" if said in CORSE else said
        has_point = evenement.latitude is not None and evenement.longitude is not None
        point = evenement if has_point else commune
        return EvenementView(
            evenement=evenement,
            commune=evenement.commune or (commune.libelle if commune else None),
            lieux=(f"departement-{departement}", *self._wider.get(departement, ())) if departement else (),
            latitude=point and point.latitude,
            longitude=point and point.longitude,
        )

    def _commune(self, evenement: Evenement) -> Commune | None:
        if evenement.commune and evenement.code_postal:
            departement = departement_of(evenement.code_postal)
            for one in CORSE.get(departement, (departement,)):
                if found := self._communes.named_in(evenement.commune, one):
                    return found
        if evenement.latitude is None or evenement.longitude is None:
            return None
        key = (evenement.latitude, evenement.longitude)
        if key not in self._nearest:
            self._nearest[key] = self._nearest_to(evenement)
        return self._nearest[key]

    def _nearest_to(self, evenement: Evenement) -> Commune | None:
        far = ((distance_km(evenement, one), one) for one in self._communes.by_code.values())
        near = [(km, one.code, one) for km, one in far if km is not None and km <= _NEAR_KM]
        return min(near)[2] if near else None


def _point(view: EvenementView) -> Point:
    evenement = view.evenement
    return Point(
        code=evenement.code,
        nature=evenement.nature,
        debut=evenement.debut,
        heure=evenement.heure_debut,
        fin=evenement.fin,
        lieux=view.lieux,
        latitude=view.latitude,
        longitude=view.longitude,
        est_en_ligne=evenement.est_en_ligne,
        serie=evenement.uid if evenement.est_repete else "",
    )
