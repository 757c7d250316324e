"""Annexes of the structures.

`structure:<code>` one structure, placed; `couverture:<commune>` the codes of those that receive its people;
`structures` a point for each place, in the order of names, once though two directories give it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import orjson

from index.annexes.structures.doubles import doubles
from index.annexes.structures.locate import CORSE, located, read_communes
from index.annexes.structures.views import Point, StructureView
from index.engines.base import Annexe
from index.lieux.noms import Ecritures
from mappings.records import Structure, Territoire
from nlp.normalise import fold

STRUCTURE, COUVERTURE, POINTS = "structure:", "couverture:", "structures"


def annexes_of_structures(
    structures: Iterable[Structure], territoires: Callable[[], Iterable[Territoire]], ecritures: Ecritures
) -> Iterator[Annexe]:
    """Every annexe of structures; only an empty list of points when no source gives any."""
    known = {structure.code: structure for structure in structures}
    communes = read_communes(territoires() if known else (), ecritures)
    points: list[dict[str, object]] = []
    received: dict[str, dict[str, None]] = defaultdict(dict)
    views = sorted((located(structure, communes) for structure in known.values()), key=_by_name)
    shown = doubles(views)
    for view in views:
        if view.code not in shown:
            points.append(_point(view).model_dump(exclude_defaults=True))
        for commune in view.structure.communes_couvertes:
            received[commune][shown.get(view.code, view.code)] = None
        yield STRUCTURE + view.code, view.model_dump_json(exclude_defaults=True).encode()
    for commune, codes in received.items():
        yield COUVERTURE + commune, orjson.dumps(list(codes))
    yield POINTS, orjson.dumps(points)


def _by_name(view: StructureView) -> tuple[str, str]:
    return fold(view.structure.nom), view.code


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
