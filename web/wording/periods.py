"""When and where, in French: never more precise than the source: « de mars à juin 2027 », « en 2027 »."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from index.annexes.agenda.views import EvenementView
from index.annexes.innovantes.views import ActionInnovanteView
from mappings.records import Evenement, Periode
from nlp.normalise import fold
from web.wording.words import ABSENT, JOURS, MOIS, date_fr, initiale

_DECEMBER = 12
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


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


def quand(evenement: Evenement) -> str:
    """« le mardi 10 mars 2026, de 9 h 30 à 17 h », « du mardi 10 mars 2026 au jeudi 12 mars 2026 »."""
    debut, fin = evenement.heure_debut, evenement.heure_fin
    if evenement.debut == evenement.fin:
        hours = f", de {heure_fr(debut)} à {heure_fr(fin)}" if debut and fin else ""
        return f"le {_jour(evenement.debut)}" + (hours or (f", à {heure_fr(debut)}" if debut else ""))
    first = f"du {_jour(evenement.debut)}" + (f" à {heure_fr(debut)}" if debut else "")
    return f"{first} au {_jour(evenement.fin)}" + (f" à {heure_fr(fin)}" if fin else "")


def heure_fr(hour: time) -> str:
    """« 9 h 30 », « 17 h »."""
    return f"{hour.hour}\u00a0h" + (f"\u00a0{hour.minute:02}" if hour.minute else "")


def mois_en_mots(mois: str) -> str:
    """« 2026-03 » → « mars 2026 »."""
    year, _, month = mois.partition("-")
    return f"{MOIS[int(month) - 1]} {int(year)}"


def lieu_evenement(view: EvenementView) -> str:
    """Where, in the words of the source; the commune of its point when the source writes none."""
    said = ", ".join(filter(None, (view.evenement.lieu, view.evenement.adresse)))
    if view.commune and fold(view.commune) not in fold(said):
        return ", ".join(filter(None, (said, view.commune)))
    return said


def ou_elle_se_mene(view: ActionInnovanteView) -> str:
    """« Hauts-de-France, Normandie : Bassin de Lens »; nothing if the source does not say."""
    wide = ["Toute la France"] if view.action.est_nationale else []
    regions = ", ".join((*wide, *(region.libelle for region in view.regions)))
    return " : ".join(filter(None, (regions, view.action.territoire)))


def _jour(day: date) -> str:
    return f"{JOURS[day.weekday()]} {date_fr(day)}"


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


def horaires_en_mots(lignes: Sequence[str]) -> list[str]:
    """« Le lundi : de 9 h à 12 h 30 », in the order of the week: directories give the days as they come."""
    return [_HOURS.sub(_heures, initiale(ligne)) for ligne in sorted(lignes, key=_first_day)]


def _first_day(ligne: str) -> int:
    said = (JOURS.index(word) for word in re.findall(r"\w+", ligne.casefold()) if word in JOURS)
    return next(said, len(JOURS))


def _heures(found: re.Match[str]) -> str:
    start, end = (
        f"{int(hour)}\u00a0h" + (f"\u00a0{minutes}" if minutes != "00" else "")
        for hour, minutes in (found.group(1, 2), found.group(3, 4))
    )
    return f"de {start} à {end}"
