"""The people to ask, and where each of them receives near a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.annexes.structures.read import PER_RESEAU, StructuresRequest
from index.annexes.structures.views import ReseauProche, StructureProche
from index.lieux.model import Lieu
from index.service import Searcher
from mappings.orientation import Interlocuteur


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


def reseaux_ici(searcher: Searcher, lieu: Lieu | None) -> Mapping[str, ReseauProche]:
    """The nearest of each network, and all those of the place itself, the nearest first, then by name."""
    if lieu is None:
        return {}
    page = searcher.structures(StructuresRequest(lieu, au_complet=True))
    return {reseau.reseau: _of_the_place(reseau, lieu) for reseau in page.reseaux}


def _of_the_place(reseau: ReseauProche, lieu: Lieu) -> ReseauProche:
    kept = {name: _near_or_inside(getattr(reseau, name), lieu) for name in ("actuelles", "anciennes")}
    return reseau.model_copy(update=kept)


def _near_or_inside(seen: tuple[StructureProche, ...], lieu: Lieu) -> tuple[StructureProche, ...]:
    """A commune has its own; a wider place has all that are found for it."""
    if lieu.niveau != "commune":
        return seen
    return tuple(
        one for rank, one in enumerate(seen) if rank < PER_RESEAU or one.view.code_commune == lieu.code
    )


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


def pour(people: Iterable[Interlocuteur], demande: str, situation: str = "") -> list[Interlocuteur]:
    """Who takes a demand to its end, for this situation or for any; not those that a rule alone names."""
    return [
        one
        for one in people
        if demande in one.demandes and one.situations and situation in ("", *one.situations)
    ]


def est_joignable(one: Interlocuteur, reseaux: Mapping[str, ReseauProche]) -> bool:
    """True if today a number or an address of theirs is known: an old directory gives none."""
    reseau = reseaux.get(one.reseau or "")
    places = (place.view.structure for place in reseau.actuelles) if reseau else ()
    return bool(one.telephone) or any(place.telephone or place.adresse for place in places)


def joignables(
    people: Iterable[Interlocuteur], reseaux: Mapping[str, ReseauProche], situation: str
) -> list[Interlocuteur]:
    """Who hears such a person, and can be reached today: near, by a number, or at a distance."""
    return [
        one
        for one in people
        if (situation in one.situations and one.a_distance)
        or (situation in ("", *one.situations, *one.accueille_aussi) and est_joignable(one, reseaux))
    ]
