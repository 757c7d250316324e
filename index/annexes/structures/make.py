"""Annexes of the structures.

`structure:<code>` one structure, placed; `couverture:<commune>` the codes of those that receive its people;
`structures` a point for each.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import orjson

from index.annexes.structures.locate import CORSE, located, read_communes
from index.annexes.structures.views import Point, StructureView
from index.engines.base import Annexe
from index.lieux.noms import Ecritures
from mappings.records import Structure, Territoire

STRUCTURE, COUVERTURE, POINTS = "structure:", "couverture:", "structures"


def annexes_of_structures(
    structures: Iterable[Structure], territoires: Callable[[], Iterable[Territoire]], ecritures: Ecritures
) -> Iterator[Annexe]:
    """Every annexe of structures; only an empty list of points when no source gives any."""
    known = {structure.code: structure for structure in structures}
    communes = read_communes(territoires() if known else (), ecritures)
    points: list[dict[str, object]] = []
    received: dict[str, list[str]] = defaultdict(list)
    for structure in known.values():
        view = located(structure, communes)
        points.append(_point(view).model_dump(exclude_defaults=True))
        for commune in structure.communes_couvertes:
            received[commune].append(structure.code)
        yield STRUCTURE + structure.code, view.model_dump_json(exclude_defaults=True).encode()
    for commune, codes in received.items():
        yield COUVERTURE + commune, orjson.dumps(codes)
    yield POINTS, orjson.dumps(points)


def _point(view: StructureView) -> Point:
    structure = view.structure
    departement = (view.code_commune or "")[:2] if structure.code_departement in CORSE else None
    return Point(
        code=view.code,
        reseau=structure.reseau,
        departement=departement or structure.code_departement,
        latitude=view.latitude,
        longitude=view.longitude,
        est_historique=structure.est_historique,
    )
