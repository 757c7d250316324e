"""Where else to look, when nothing is given in the départements that were chosen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from index.facets import NON_RENSEIGNE, Facet
from index.lieux.departements_voisins import Voisins
from index.lieux.model import Lieu
from index.results import Ailleurs

MOST = 4


class Finder(Protocol):
    def with_ids(self, identifiants: Sequence[str]) -> tuple[Lieu, ...]: ...

    def parties(self, identifiant: str) -> tuple[Lieu, ...]: ...


class Elsewhere:
    """Neighbours, then the region; for want of both, wherever most is given; then what says no place."""

    def __init__(self, finder: Finder, voisins: Voisins) -> None:
        self._finder, self._voisins = finder, voisins

    def of(
        self, chosen: Sequence[str], facet: Facet | None, count: Callable[[tuple[str, ...]], int]
    ) -> tuple[Ailleurs, ...]:
        """`facet`: what each other département would give. `count`: what several would give together."""
        offered = {v.valeur: v for v in facet.valeurs if v.total} if facet else {}
        near = [code for one in chosen for code in self._voisins.get(one, ()) if code in offered]
        regions = list(self._regions(chosen, frozenset(offered), count))
        if not near and not regions:
            near = sorted(self._known(offered), key=lambda code: -offered[code].total)
        nearest = dict.fromkeys(near[:MOST])
        alone = (Ailleurs(offered[code].libelle, (code,), offered[code].total) for code in nearest)
        wider = (region for region in regions if region.departements != tuple(nearest))
        nowhere = offered.get(NON_RENSEIGNE)
        unknown = (
            (Ailleurs("sans lieu donné par la source", (NON_RENSEIGNE,), nowhere.total),) if nowhere else ()
        )
        return (*alone, *wider, *unknown)

    def _regions(
        self, chosen: Sequence[str], offered: frozenset[str], count: Callable[[tuple[str, ...]], int]
    ) -> Iterator[Ailleurs]:
        lieux = self._finder.with_ids([f"departement-{code}" for code in chosen])
        for region in dict.fromkeys(region for lieu in lieux if (region := lieu.parent("region"))):
            parts = [lieu.code for lieu in self._finder.parties(region.id) if lieu.niveau == "departement"]
            if codes := tuple(code for code in parts if code in offered):
                yield Ailleurs(f"toute la région {region.libelle}", codes, count(codes))

    def _known(self, codes: Mapping[str, object]) -> Iterator[str]:
        """Values of the facet that are départements: « non renseigné » is none."""
        return (lieu.code for lieu in self._finder.with_ids([f"departement-{code}" for code in codes]))
