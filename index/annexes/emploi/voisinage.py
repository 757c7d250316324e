"""What is beside a place: what touches it, or the communes near it."""

from collections import Counter
from collections.abc import Sequence

from index.lieux.departements_voisins import Voisins
from index.lieux.distance import nearest
from index.lieux.finder import LieuFinder
from index.lieux.model import Lieu


class Voisinage:
    def __init__(self, finder: LieuFinder, voisins: Voisins) -> None:
        self._finder, self._voisins = finder, voisins

    def of(self, lieu: Lieu) -> Sequence[Lieu]:
        """An island touches nothing."""
        if lieu.niveau == "departement":
            return self._departements(self._voisins.get(lieu.code, ()))
        if lieu.niveau == "region":
            return self._regions(lieu)
        others = self._of_the_same_whole(lieu)
        return nearest(lieu, _apart(lieu, others)) if lieu.niveau == "commune" else others

    def _departements(self, codes: Sequence[str]) -> tuple[Lieu, ...]:
        return self._finder.with_ids([f"departement-{code}" for code in codes])

    def _regions(self, lieu: Lieu) -> tuple[Lieu, ...]:
        """Those with the most départements that touch, the longest border, first."""
        own = [part.code for part in self._finder.parties(lieu.id)]
        touching = Counter(code for one in own for code in self._voisins.get(one, ()) if code not in own)
        borders: Counter[str] = Counter()
        for departement in self._departements([*touching]):
            if region := departement.parent("region"):
                borders[region.id] += touching[departement.code]
        return self._finder.with_ids([region for region, _ in borders.most_common()])

    def _of_the_same_whole(self, lieu: Lieu) -> list[Lieu]:
        """A bassin may be one town; the zone around it is wider, and only communes are listed in it."""
        wholes = [parent for parent in lieu.parents if parent.niveau != "commune"]
        if lieu.niveau == "commune":
            wholes.sort(key=lambda parent: parent.niveau != "zone-emploi")
        parts = self._finder.parties(wholes[0].id) if wholes else ()
        return [one for one in parts if one.niveau == lieu.niveau and one.id != lieu.id]


def _apart(lieu: Lieu, communes: Sequence[Lieu]) -> list[Lieu]:
    """Without the arrondissements of a town, which are in it, nor the town that one is in."""
    town = _town_of(lieu)
    return [one for one in communes if one.id != town and _town_of(one) in (None, town)]


def _town_of(lieu: Lieu) -> str | None:
    """The commune that an arrondissement is a part of."""
    return next((parent.id for parent in lieu.parents if parent.niveau == "commune"), None)
