"""Dates of sessions in French, never more precise than the source: « de mars à juin 2027 », « en 2027 »."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from mappings.records import Periode
from web.wording.words import ABSENT, MOIS, date_fr

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Borne:
    """One end of a period, in words."""

    texte: str
    est_un_jour: bool

    @property
    def depuis(self) -> str:
        """« du 4 mars », « de mars », « d’avril »."""
        if self.est_un_jour:
            return f"du {self.texte}"
        return f"d’{self.texte}" if self.texte[0] in "ao" else f"de {self.texte}"

    @property
    def jusque(self) -> str:
        return f"{'au' if self.est_un_jour else 'à'} {self.texte}"

    @property
    def seul(self) -> str:
        return f"{'le' if self.est_un_jour else 'en'} {self.texte}"


def periode_en_mots(periode: Periode) -> str:
    debut = _start(periode.debut, periode) if periode.debut else None
    fin = _end(periode.fin, periode) if periode.fin else None
    if debut and fin:
        return debut.seul if debut == fin else f"{debut.depuis} {fin.jusque}"
    if debut:
        return f"à partir {debut.depuis}, fin non renseignée"
    return f"jusqu’{fin.jusque}, début non renseigné" if fin else f"dates : {ABSENT}"


def _start(day: date, periode: Periode) -> Borne:
    is_year = (day.month, day.day) == (1, 1)
    return _borne(day, periode, is_month=day.day == 1, is_year=is_year)


def _end(day: date, periode: Periode) -> Borne:
    is_month = day.day == monthrange(day.year, day.month)[1]
    return _borne(day, periode, is_month=is_month, is_year=is_month and day.month == _DECEMBER)


def _borne(day: date, periode: Periode, *, is_month: bool, is_year: bool) -> Borne:
    """`precision` speaks of both ends: one that is no limit of its month is exact all the same."""
    if periode.precision == "annee" and is_year:
        return Borne(str(day.year), est_un_jour=False)
    if periode.precision != "jour" and is_month:
        return Borne(f"{MOIS[day.month - 1]} {day.year}", est_un_jour=False)
    return Borne(date_fr(day), est_un_jour=True)
