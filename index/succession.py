"""Which certification replaced which, and what must be said of one that is over, wherever it is named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from index.briefs import CertificationBrief
from index.views import CertificationLiee, Place

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


class Succession:
    """The chains of a corpus: a source may tell the link from either end."""

    def __init__(self, certifications: Mapping[str, CertificationBrief]) -> None:
        self._known = certifications
        self._before: dict[str, set[str]] = defaultdict(set)
        self._after: dict[str, set[str]] = defaultdict(set)
        for code, certification in certifications.items():
            self._link([(old, code) for old in certification.remplace])
            self._link([(code, new) for new in certification.remplacee_par])

    def mention(self, code: str) -> str | None:
        """As of the day of its harvest: what is built does not depend on the clock."""
        certification = self._known[code]
        day = certification.date_recolte
        return mention_of(certification, day, has_successor=code in self._after)

    def line(self, code: str) -> tuple[CertificationLiee, ...]:
        """The oldest first, then itself, then what came after; alone, it has no line."""
        before = [*reversed(_chain(code, self._before))]
        after = [one for one in _chain(code, self._after) if one not in before]
        if not before and not after:
            return ()
        return (
            *self._placed(before, "avant"),
            *self._placed([code], "celle-ci"),
            *self._placed(after, "apres"),
        )

    def _link(self, pairs: Iterable[tuple[str, str]]) -> None:
        for old, new in pairs:
            self._before[new].add(old)
            self._after[old].add(new)

    def _placed(self, codes: Iterable[str], place: Place) -> Iterable[CertificationLiee]:
        for code in codes:
            known = self._known.get(code)
            yield CertificationLiee(
                code=code,
                place=place,
                titre=known and known.intitule,
                sigle_type=known and known.sigle_type,
                date_effet=known and known.date_effet,
                date_fin=known and known.date_fin_enregistrement,
                mention=self.mention(code) if known else None,
            )


def _chain(code: str, edges: Mapping[str, set[str]]) -> list[str]:
    """What the links lead to, nearest first; a circle is walked once."""
    seen, nearest = {code}, [code]
    chain: list[str] = []
    while nearest:
        nearest = sorted({one for at in nearest for one in edges.get(at, ())} - seen)
        seen.update(nearest)
        chain += nearest
    return chain
