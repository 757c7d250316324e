"""A figure in French: its value, its place, its period, the group of métiers that it measures."""

import re
from datetime import date, timedelta

from index.annexes.emploi.views import Chiffre, Famille, Nature
from index.lieux.model import LieuNomme
from mappings.records import Mesure
from web.wording.words import ABSENT, DAYS_BEFORE_WARNING, nombre

TU = "secret statistique"
_WHOLE = 100
"""From this value on, nobody reads the decimal."""
_YEAR = re.compile(r"\d{4}")
_LEVEL = "niveau de 1 à 5"
_GAP = "points"
"""A difference between two rates, which has a sign."""
_PREFIXES = {"bassin-emploi": "bassin d’emploi ", "zone-emploi": "zone d’emploi "}
_SUFFIXES = {"departement": " (département)", "region": " (région)"}
_SHORT = {"offres, en moyenne": "offres", "personnes, en moyenne": "personnes"}
_TO_THE_HUNDRED = ", à la centaine près"
_LEAST_SEEN = 50
"""A smaller number would be rounded to zero."""
_ONE = {"projets": "projet", "offres": "offre", "personnes": "personne", "points": "point"}


def decimal_fr(value: float) -> str:
    """`decimal_fr(1558.0)` → « 1 558 », `decimal_fr(22.21)` → « 22,2 »."""
    rounded = round(value, 1 if abs(value) < _WHOLE else 0)
    whole = nombre(int(abs(rounded)))
    rest = f"{abs(rounded):.1f}".partition(".")[2]
    sign = "−" if rounded < 0 else ""
    return f"{sign}{whole}" + (f",{rest}" if rest != "0" else "")


def valeur_en_mots(mesure: Mesure) -> str:
    """« 139 projets », « au moins 464 projets », « 77 % », « 5 sur 5 », « secret statistique »."""
    if mesure.est_secret:
        return TU
    if mesure.valeur is None:
        return ABSENT
    return f"{'au moins ' if mesure.est_minorant else ''}{_with_unit(mesure.valeur, mesure.unite)}"


def _with_unit(value: float, unite: str) -> str:
    if unite == _LEVEL:
        return f"{decimal_fr(value)} sur 5"
    if unite.startswith("% "):
        return f"{decimal_fr(value)}\u00a0%"
    if unite.startswith("milliers de "):
        return f"{decimal_fr(_thousands(value))}\u00a0{unite.removeprefix('milliers de ')}"
    if unite.endswith(_TO_THE_HUNDRED):
        count = decimal_fr(value) if value else f"moins de {_LEAST_SEEN}"
        return f"{count}\u00a0{unite.removesuffix(_TO_THE_HUNDRED)}"
    unite = _SHORT.get(unite, unite)
    shown = _ONE.get(unite, unite) if abs(value) < 2 else unite
    sign = "+" if unite == _GAP and value > 0 else ""
    return f"{sign}{decimal_fr(value)}\u00a0{shown}"


def _thousands(value: float) -> int:
    """« 9,133 milliers » is 9 130: a source in thousands is not sure of its units."""
    return int(round(value * 1000, -1 if abs(value) >= 1 else 0))


def de_quoi(unite: str) -> str | None:
    """« % des personnes en emploi » → « des personnes en emploi », beside the sign."""
    return unite.removeprefix("% ") if unite.startswith("% ") else None


def lieu_en_mots(lieu: LieuNomme, champ: str | None = None) -> str:
    """« bassin d’emploi Lyon Centre », « Rhône (département) », « France métropolitaine »."""
    if lieu.niveau == "france" and champ:
        return champ
    named = f"{_PREFIXES.get(lieu.niveau, '')}{lieu.libelle}{_SUFFIXES.get(lieu.niveau, '')}"
    return f"{named}, {champ}" if champ else named


def age_en_mots(periode: str, today: date, nature: Nature = "observe") -> str | None:
    """« information de 2019 », once the period has been over for more than 24 months.

    « année passée », as soon as what was forecast is over."""
    last = int(_YEAR.findall(periode)[-1])
    patience = timedelta(days=0 if nature == "prevision" else DAYS_BEFORE_WARNING)
    if last == date.max.year or date(last, 12, 31) + patience >= today:
        return None
    return "année passée" if nature == "prevision" else f"information de {last}"


def nature_en_mots(chiffre: Chiffre) -> str:
    return {"observe": "observé", "prevision": "prévision"}[chiffre.nature]


def annees_en_mots(periode: str) -> str:
    """« 2017-2019 » → « de 2017 à 2019 », « 2024 » → « 2024 »."""
    start, _, end = periode.partition("-")
    return f"de {start} à {end}" if end else start


def famille_en_mots(famille: Famille, nomenclatures: dict[str, str]) -> str:
    """« « Boulangers, pâtissiers » (FAP 2021 S0X42) »."""
    code = f"{nomenclatures[famille.nomenclature]} {famille.code.replace(';', ', ')}"
    return f"«\u00a0{famille.libelle}\u00a0» ({code})" if famille.libelle else f"{code}, nom {ABSENT}"
