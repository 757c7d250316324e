"""A place listed in two current directories is shown once, as the more recent one describes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from index.annexes.structures.views import StructureView
from index.lieux.distance import distance_km
from mappings.records import Structure
from nlp.normalise import fold

SAME_DOOR_KM = 0.3
"""Directories place the same building at its gate, or in the middle of its street."""
_WHOLE_NUMBER = 10
"""Digits of a telephone that is of one place: « 3949 » is of all agencies."""


def doubles(views: Iterable[StructureView]) -> dict[str, str]:
    """Code of what another directory says better → code of what is shown."""
    shown: dict[str, str] = {}
    for group in _together(views):
        ordered = sorted(group, key=_merit, reverse=True)
        for kept, other in combinations(ordered, 2):
            if kept.code not in shown and _is_same(kept, other):
                shown.setdefault(other.code, kept.code)
    return shown


def _together(views: Iterable[StructureView]) -> Iterator[Sequence[StructureView]]:
    """By network and commune, where more than one source speaks: none says the same place twice."""
    groups: dict[tuple[str, str], list[StructureView]] = defaultdict(list)
    for view in views:
        structure = view.structure
        if structure.reseau and view.code_commune and not structure.est_historique:
            groups[structure.reseau, view.code_commune].append(view)
    return (group for group in groups.values() if len({one.structure.provenance.source for one in group}) > 1)


def confirmed(structure: Structure) -> date:
    """When it was last said; the first of days if nobody tells."""
    return structure.date_confirmation or structure.provenance.date_maj or date.min


def _merit(view: StructureView) -> tuple[date, int, str]:
    structure = view.structure
    return confirmed(structure), len(structure.model_dump(exclude_defaults=True)), view.code


def _is_same(one: StructureView, other: StructureView) -> bool:
    first, second = one.structure, other.structure
    if first.provenance.source == second.provenance.source:
        return False
    return (
        (first.siret is not None and first.siret == second.siret)
        or fold(first.nom) == fold(second.nom)
        or _share_a_number(one, other)
        or _share_a_door(one, other)
    )


def _share_a_number(one: StructureView, other: StructureView) -> bool:
    numbers = [
        "".join(filter(str.isdigit, view.structure.telephone or ""))[-_WHOLE_NUMBER:] for view in (one, other)
    ]
    return numbers[0] == numbers[1] and len(numbers[0]) == _WHOLE_NUMBER


def _share_a_door(one: StructureView, other: StructureView) -> bool:
    km = distance_km(one, other) if one.precision == other.precision == "adresse" else None
    return km is not None and km <= SAME_DOOR_KM
