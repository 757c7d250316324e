"""Where and when a formation is given: the block of its page, as of the day of reading."""

from dataclasses import dataclass
from datetime import date

from index.annexes.offre.day import Etat, state_on
from index.annexes.offre.read import OffreRequest
from index.annexes.offre.views import ActionView, OffrePage
from mappings.records import ActionFormation, SessionFormation
from web.addresses import links
from web.asked.demande import Demande
from web.asked.inputs import OffreInput
from web.blocks.carte import Carte, draw
from web.rendering.site import Site

MENTIONS = {"ferme": "inscriptions closes", "suspendu": "inscriptions suspendues"}


@dataclass(frozen=True, slots=True)
class Seance:
    """A session on a given day."""

    session: SessionFormation
    etat: Etat

    @property
    def mention(self) -> str | None:
        """What stops one from enrolling, if the source says so."""
        return MENTIONS.get(self.session.etat_recrutement or "")


@dataclass(frozen=True, slots=True)
class ActionLue:
    """An action with its sessions sorted by what the day makes of them."""

    view: ActionView
    ouvertes: list[Seance]
    """To come or under way, the soonest first."""
    passees: list[Seance]
    """The latest first."""


@dataclass(frozen=True, slots=True)
class BlocOffre:
    """Everything the template shows of the offer."""

    page: OffrePage
    demande: OffreInput
    ou: Demande
    carte: Carte | None
    actions: list[ActionLue]
    last: int
    numbers: list[int | None]


def read_offre(site: Site, code: str, asked: OffreInput, ou: Demande) -> BlocOffre:
    request = OffreRequest(
        code,
        site.today(),
        asked.departement,
        pres_de=ou.lieu,
        rayon_km=asked.rayon if ou.lieu else None,
        est_passee=asked.passees,
        page=asked.page,
    )
    page = site.searcher.offre(request)
    last = links.last_page(page.total, page.par_page)
    return BlocOffre(
        page=page,
        demande=asked,
        ou=ou,
        carte=draw(page.points, ou.lieu, site.villes() if page.points else ()),
        actions=[read_action(view, site.today()) for view in page.actions],
        last=last,
        numbers=links.page_numbers(page.page, last),
    )


def read_action(view: ActionView, day: date) -> ActionLue:
    seances = [_seance(session, view.action, day) for session in view.action.sessions]
    passees = [one for one in seances if one.etat == "passee"]
    return ActionLue(
        view=view,
        ouvertes=sorted((one for one in seances if one.etat != "passee"), key=_begin),
        passees=sorted(passees, key=_begin, reverse=True),
    )


def _seance(session: SessionFormation, action: ActionFormation, day: date) -> Seance:
    is_anytime = action.entrees_sorties == "permanentes"
    return Seance(session, state_on(session.periode, day, est_permanente=is_anytime))


def _begin(seance: Seance) -> date:
    periode = seance.session.periode
    return periode.debut or periode.fin or date.max
