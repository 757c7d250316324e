"""What the day of reading makes of dates: to come, under way, over. Nothing of this is ever stored."""

from calendar import monthrange
from datetime import date
from typing import Literal

from index.annexes.offre.views import DatesSession, Ligne
from mappings.records import Periode

Etat = Literal["a-venir", "en-cours", "passee", "sans-date"]
_OPEN, _ANYTIME, _UNDER_WAY, _CLOSED, _OVER = range(5)
Rank = tuple[int, date]


def state_on(periode: Periode, day: date, *, est_permanente: bool = False) -> Etat:
    """A session begun whose end is unknown is over, unless one enters it at any time."""
    debut, fin = periode.debut, periode.fin
    if debut is None and fin is None:
        return "sans-date"
    if fin is not None and fin < day:
        return "passee"
    if debut is not None and last_start(periode, debut) >= day:
        return "a-venir"
    return "en-cours" if fin is not None or est_permanente else "passee"


def last_start(periode: Periode, debut: date) -> date:
    """The last day it may begin: that of its month, or of its year, when the source says no more."""
    if periode.precision == "annee" and (debut.month, debut.day) == (1, 1):
        return date(debut.year, 12, 31)
    if periode.precision == "mois" and debut.day == 1:
        return debut.replace(day=monthrange(debut.year, debut.month)[1])
    return debut


def rank_of(ligne: Ligne, day: date) -> Rank:
    """What one may join soonest comes first; then what has no date, is under way, is closed, is over."""
    if not ligne.sessions:
        return _ANYTIME, date.max
    return min(_rank(session, day, est_permanente=ligne.est_permanente) for session in ligne.sessions)


def last_day_to_join(ligne: Ligne) -> date:
    """Until when one may enter an action; `date.max` when nothing known limits it."""
    days = (_last_day(session.periode, est_permanente=ligne.est_permanente) for session in ligne.sessions)
    return max(days, default=date.max)


def _last_day(periode: Periode, *, est_permanente: bool) -> date:
    if est_permanente or periode.debut is None:
        return periode.fin or date.max
    return last_start(periode, periode.debut)


def urgency(rank: Rank) -> int:
    """0 what one may join, 1 what has begun or is closed, 2 what is over: what counts before a distance."""
    return {_OPEN: 0, _ANYTIME: 0, _UNDER_WAY: 1, _CLOSED: 1}.get(rank[0], 2)


def is_over(rank: Rank) -> bool:
    """True when every session known is past; an action without any date is not."""
    return rank[0] == _OVER


def _rank(session: DatesSession, day: date, *, est_permanente: bool) -> Rank:
    periode = session.periode
    match state_on(periode, day, est_permanente=est_permanente):
        case "a-venir":
            return (_OPEN if session.est_ouverte else _CLOSED), periode.debut or date.max
        case "sans-date":
            return _ANYTIME, date.max
        case "en-cours":
            is_joinable = est_permanente and session.est_ouverte
            return (_ANYTIME if is_joinable else _UNDER_WAY), periode.fin or date.max
        case "passee":
            # the latest first, among what is over
            last = periode.fin or periode.debut or date.min
            return _OVER, date.fromordinal(date.max.toordinal() - last.toordinal())
