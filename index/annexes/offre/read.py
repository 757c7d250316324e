"""From annexes to pages of the offer: ordered as of a day, by département, a few actions at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from debouches.errors import NotFoundError
from index.annexes.offre.day import Rank, is_over, rank_of, urgency
from index.annexes.offre.views import (
    ActionView,
    DepartementOffert,
    Dossier,
    FormationDonnee,
    FormationOfferte,
    Ligne,
    Lignes,
    OffrePage,
    OffreProche,
    OrganismeLie,
    OrganismeView,
    PointOffert,
)
from index.engines.base import Engine
from index.lieux.distance import distance_km
from index.lieux.make import LIEU
from index.lieux.model import Lieu

ACTIONS_PER_PAGE = 10
FORMATIONS_PER_PAGE = 25
FORMATIONS_READ = 200
"""Formations of a métier whose organismes are gathered: beyond, the list is a sample, and long enough."""


@dataclass(frozen=True, slots=True)
class OffreRequest:
    """What is asked of the offer of one formation."""

    formation: str
    day: date
    departement: str | None = None
    pres_de: Lieu | None = None
    """With a place, the nearest come first among what one may join; nothing is left out."""
    rayon_km: int | None = None
    """With a place, only what is known to be so near: what has no point is left out, and counted."""
    est_passee: bool = False
    """True: the actions whose known sessions are all past, instead of the others."""
    page: int = 1
    par_page: int = ACTIONS_PER_PAGE


class OffreReader:
    """The offer of one generation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, request: OffreRequest) -> OffrePage:
        """Actions of a formation; none known is an empty page, not an error."""
        lignes = self._lignes(request.formation)
        ranked = _ranked(lignes, request)
        joinable = [ligne for ligne, rank in ranked if not is_over(rank)]
        over = [ligne for ligne, rank in ranked if is_over(rank)]
        there = _of_departement(over if request.est_passee else joinable, request.departement)
        asked = [ligne for ligne in there if _is_within(request, ligne)]
        start = (request.page - 1) * request.par_page
        return OffrePage(
            formation=request.formation,
            departement=request.departement,
            rayon_km=request.rayon_km,
            page=request.page,
            par_page=request.par_page,
            connues=len(lignes),
            total=len(asked),
            passees=len(_of_departement(over, request.departement)),
            departements=self._departements(over if request.est_passee else joinable),
            points=_points(asked),
            sans_point=sum(ligne.latitude is None or ligne.longitude is None for ligne in asked),
            hors_rayon=len(there) - len(asked),
            actions=self._actions(asked[start : start + request.par_page], request.pres_de),
        )

    def organisme(
        self, code: str, day: date, page: int = 1, par_page: int = FORMATIONS_PER_PAGE
    ) -> OrganismeView:
        cle = f"organisme:{code}"
        kept = self._engine.annexes([cle]).get(cle)
        if kept is None:
            raise NotFoundError(f"Aucun organisme ne porte le code « {code} ».")
        dossier = Dossier.model_validate_json(kept)
        given = sorted(dossier.formations, key=lambda one: (one.jusqu_au < day, one.code))
        start = (page - 1) * par_page
        return OrganismeView(
            code=code,
            organisme=dossier.organisme,
            formations=self._offered(given[start : start + par_page], day),
            total=len(given),
            page=page,
            par_page=par_page,
        )

    def organismes(self, formations: Sequence[str]) -> tuple[OrganismeLie, ...]:
        """Those who give any of these formations, the ones with a label of quality first."""
        cles = [f"offre:{code}" for code in formations[:FORMATIONS_READ]]
        kept = self._engine.annexes(cles) if cles else {}
        found = {
            one.code: one for lignes in kept.values() for one in Lignes.model_validate_json(lignes).organismes
        }
        return tuple(sorted(found.values(), key=lambda one: (not one.labels, one.nom.casefold())))

    def proches(self, formations: Sequence[str], pres_de: Lieu, day: date) -> tuple[OffreProche, ...]:
        """Where each is given nearest to a place, among what one may join; the nearest first."""
        kept = self._engine.annexes([f"offre:{code}" for code in formations[:FORMATIONS_READ]])
        found = [
            _nearest(cle.removeprefix("offre:"), Lignes.model_validate_json(lignes).lignes, pres_de, day)
            for cle, lignes in kept.items()
        ]
        return tuple(sorted(filter(None, found), key=lambda one: (one.distance_km or 0.0, one.formation)))

    def _lignes(self, formation: str) -> tuple[Ligne, ...]:
        cle = f"offre:{formation}"
        kept = self._engine.annexes([cle]).get(cle)
        return Lignes.model_validate_json(kept).lignes if kept else ()

    def _departements(self, lignes: Sequence[Ligne]) -> tuple[DepartementOffert, ...]:
        counts = sorted(Counter(one.departement for one in lignes if one.departement).items())
        cles = {code: f"{LIEU}departement-{code}" for code, _ in counts}
        kept = self._engine.annexes(list(cles.values())) if cles else {}
        names = {cle: Lieu.model_validate_json(lieu).libelle for cle, lieu in kept.items()}
        return tuple(
            DepartementOffert(code=code, libelle=names.get(cles[code]), actions=count)
            for code, count in counts
        )

    def _actions(self, lignes: Sequence[Ligne], pres_de: Lieu | None) -> tuple[ActionView, ...]:
        cles = [f"action:{ligne.action}" for ligne in lignes]
        kept = self._engine.annexes(cles) if cles else {}
        views = (ActionView.model_validate_json(kept[cle]) for cle in cles)
        if pres_de is None:
            return tuple(views)
        return tuple(
            view.model_copy(update={"distance_km": _km(pres_de, ligne)})
            for view, ligne in zip(views, lignes, strict=True)
        )

    def _offered(self, given: Sequence[FormationDonnee], day: date) -> tuple[FormationOfferte, ...]:
        """With their titles; a formation that has no page keeps its code for title."""
        codes = [one.code for one in given]
        cards = self._engine.cards(self._engine.entities_of(codes)) if codes else []
        titles = {card.code: card.titre for card in cards}
        return tuple(
            FormationOfferte(
                code=one.code,
                titre=titles.get(one.code, one.code),
                actions=one.actions,
                departements=one.departements,
                est_a_venir=one.jusqu_au >= day,
            )
            for one in given
        )


def _ranked(lignes: Sequence[Ligne], request: OffreRequest) -> list[tuple[Ligne, Rank]]:
    """Soonest first, or nearest first when a place is asked; then by town."""
    ranked = [(ligne, rank_of(ligne, request.day)) for ligne in lignes]
    near = request.pres_de

    def key(pair: tuple[Ligne, Rank]) -> tuple[object, ...]:
        ligne, rank = pair
        by_place = (urgency(rank), *_farness(near, ligne)) if near else ()
        return (*by_place, rank, (ligne.ville or "").casefold(), ligne.action)

    return sorted(ranked, key=key)


def _nearest(formation: str, lignes: Sequence[Ligne], near: Lieu, day: date) -> OffreProche | None:
    joinable = (ligne for ligne in lignes if urgency(rank_of(ligne, day)) == 0)
    best = min(joinable, key=lambda ligne: _farness(near, ligne), default=None)
    if best is None or _farness(near, best)[0]:
        return None
    return OffreProche(formation=formation, ville=best.ville, distance_km=_km(near, best))


def _farness(near: Lieu, ligne: Ligne) -> tuple[bool, float]:
    """A place without a point has its département: its actions come before the others."""
    km = _km(near, ligne)
    departement = near.parent("departement")
    is_elsewhere = departement is None or ligne.departement != departement.code
    return (km is None and is_elsewhere, km if km is not None else 0.0)


def _is_within(request: OffreRequest, ligne: Ligne) -> bool:
    if request.pres_de is None or request.rayon_km is None:
        return True
    km = _km(request.pres_de, ligne)
    return km is not None and km <= request.rayon_km


def _points(lignes: Sequence[Ligne]) -> tuple[PointOffert, ...]:
    """One point for each town and hundredth of a degree, where most is given first."""
    found: dict[tuple[object, ...], PointOffert] = {}
    for ligne in lignes:
        if ligne.latitude is not None and ligne.longitude is not None:
            key = (ligne.ville, round(ligne.latitude, 2), round(ligne.longitude, 2))
            known = found.get(key)
            found[key] = PointOffert(
                ville=ligne.ville,
                departement=ligne.departement,
                latitude=ligne.latitude,
                longitude=ligne.longitude,
                actions=1 + (known.actions if known else 0),
            )
    return tuple(sorted(found.values(), key=lambda one: (-one.actions, one.ville or "", one.latitude)))


def _km(near: Lieu, ligne: Ligne) -> float | None:
    km = distance_km(near, ligne)
    return round(km, 1) if km is not None else None


def _of_departement(lignes: Sequence[Ligne], departement: str | None) -> list[Ligne]:
    return [ligne for ligne in lignes if departement in (None, ligne.departement)]
