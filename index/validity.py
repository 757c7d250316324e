"""Whether a certification can still be begun and by which ways, and the few words that say so everywhere."""

from datetime import date
from typing import Protocol

from mappings.records import Certification

REMPLACEE = "remplacée"
PLUS_DELIVREE = "n'est plus délivrée"
ECHUE = "enregistrement échu"
"""Its date is past and no source says what came after: it may have been renewed since."""


class Registered(Protocol):
    """What tells whether a certification is over: its record, or a brief of it."""

    @property
    def est_active(self) -> bool | None: ...

    @property
    def date_fin_enregistrement(self) -> date | None: ...

    @property
    def date_limite_delivrance(self) -> date | None: ...


def is_over(certification: Registered, day: date) -> bool:
    """True when no one can begin it any more, as far as its source tells."""
    end = certification.date_fin_enregistrement
    return certification.est_active is False or (end is not None and end < day)


def mention_of(certification: Registered, day: date, *, has_successor: bool) -> str | None:
    """The few words that travel with its title; None while it is, or may be, in force."""
    if not is_over(certification, day):
        return None
    if has_successor:
        return REMPLACEE
    last = certification.date_limite_delivrance
    is_still_given = last is not None and last >= day
    return PLUS_DELIVREE if certification.est_active is False and not is_still_given else ECHUE


def open_voies(certification: Certification) -> tuple[str, ...]:
    """The ways to it that a source gives and none closes."""
    closed = certification.voies_fermees
    return tuple(voie for voie in certification.voies_acces if voie not in closed)
