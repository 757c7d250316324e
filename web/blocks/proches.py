"""The people to ask, and where each of them receives near a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.annexes.structures.read import StructuresRequest
from index.annexes.structures.views import ReseauProche
from index.lieux.model import Lieu
from index.service import Searcher
from web.contenus.contents import Interlocuteur


@dataclass(frozen=True, slots=True)
class Proche:
    """Somebody to ask, and where: `lieux` is None when the directory knows none near."""

    qui: Interlocuteur
    lieux: ReseauProche | None


def reseaux_pres(searcher: Searcher, lieu: Lieu | None) -> Mapping[str, ReseauProche]:
    if lieu is None:
        return {}
    page = searcher.structures(StructuresRequest(lieu))
    return {reseau.reseau: reseau for reseau in page.reseaux}


def nearest(people: Iterable[Interlocuteur], reseaux: Mapping[str, ReseauProche]) -> list[Proche]:
    """Those whose address is current come first, the order of our own list otherwise."""
    proches = [Proche(one, reseaux.get(one.reseau or "")) for one in people]
    return sorted(proches, key=lambda one: not (one.lieux and one.lieux.actuelles))


def autres_reseaux(
    people: Iterable[Interlocuteur], reseaux: Mapping[str, ReseauProche]
) -> list[ReseauProche]:
    """Places that a source gives and that no line of ours presents: a lycée receives people too."""
    named = {one.reseau for one in people}
    return [one for name, one in reseaux.items() if name not in named and one.actuelles]


def a_joindre(people: Iterable[Interlocuteur], searcher: Searcher, lieu: Lieu | None) -> list[Proche]:
    """Who can be called or met today: what the foot of a fiche tells, on the screen and on paper."""
    every = nearest(people, reseaux_pres(searcher, lieu))
    return [one for one in every if one.qui.telephone or (one.lieux and one.lieux.actuelles)]
