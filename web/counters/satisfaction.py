"""« Cette page vous a-t-elle aidé ? »: answers counted by month and type of page, and nothing else of anyone.

Counters are three columns and a number in one SQLite file of the installation: several processes add to it,
and what is counted stays counted. What cannot be written is said in the log, never to the reader.
"""

import logging
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Literal, get_args
from urllib.parse import quote, urlsplit

from fastapi import Request

Reponse = Literal["oui", "non"]
REPONSES: tuple[Reponse, ...] = get_args(Reponse)
TOUTES = "toutes"
"""Every type of page together."""
FEWEST_TO_SPLIT, FEWEST_TO_JUDGE = 5, 30
"""Answers under which « oui » and « non » are not told apart; under which a share says nothing."""
MOST_PER_MINUTE = 60
"""Answers counted by one process: more than readers give, too few to fill anything."""
_ACCUEIL = "accueil"
_WAIT_S = 2.0
"""How long to wait for another process that writes."""
_TABLE = """CREATE TABLE IF NOT EXISTS reponses (
    mois TEXT, page TEXT, reponse TEXT, total INTEGER NOT NULL, PRIMARY KEY (mois, page, reponse)
) WITHOUT ROWID"""
_ADD = """INSERT INTO reponses VALUES (?, ?, ?, 1)
    ON CONFLICT (mois, page, reponse) DO UPDATE SET total = total + 1"""
_OURS = re.compile(r"/(?![/\\])[!-~]*")
"""An address of this site as a browser writes it: no host, no space, no accent."""
_Z = 1.96
"""For an interval that is right nineteen times out of twenty."""

log = logging.getLogger("debouches.web")


class Rate:
    """How many things happen in a minute, whoever does them."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._clock, self._lock = most, clock, Lock()
        self._since, self._count = clock(), 0

    def allows(self) -> bool:
        """True for one more, unless the minute is full."""
        with self._lock:
            if self._clock() - self._since >= 60:
                self._since, self._count = self._clock(), 0
            self._count += 1
            if self._count == self._most + 1:
                log.warning("satisfaction : plus de %d réponses en une minute, le reste écarté", self._most)
            return self._count <= self._most


class Satisfaction:
    """The counters of an installation."""

    def __init__(self, path: Path, pages: Mapping[str, str], rate: Rate | None = None) -> None:
        self._path, self._pages = path, pages
        self._rate = rate or Rate(MOST_PER_MINUTE)

    def asked_on(self, request: Request) -> str:
        """The address to come back to from the question; empty if the page does not ask it.

        What was posted has no address to come back to.
        """
        path: str = request.scope["path"]
        if request.method != "GET" or self.type_of(path) is None:
            return ""
        query = request.scope["query_string"].decode("latin-1")
        return quote(path) + (f"?{query}" if query else "")

    def type_of(self, address: str) -> str | None:
        """The type of the page at this address of our site; None if that type is not counted."""
        if not _OURS.fullmatch(address):
            return None
        folder = urlsplit(address).path.split("/")[1] or _ACCUEIL
        return folder if folder in self._pages else None

    def note(self, page: str, reponse: Reponse, today: date) -> None:
        """Count one more answer; a full disk costs this answer and nothing else."""
        if not self._rate.allows():
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_WAIT_S)) as counters, counters:
                counters.execute(_TABLE)
                counters.execute(_ADD, (f"{today:%Y-%m}", page, reponse))
        except (sqlite3.Error, OSError) as error:
            log.warning("satisfaction : réponse non comptée dans %s : %s", self._path, error)


@dataclass(frozen=True, slots=True)
class Mesure:
    """What the answers of one month say of one type of page."""

    mois: str
    page: str
    reponses: int
    oui: int | None
    non: int | None
    part_oui: float | None
    """None: too few answers to say it."""
    au_moins: float | None
    au_plus: float | None
    """Between which the share would be, nineteen times out of twenty, if everyone had answered alike."""
    lecture: str
    """What warns against reading more into it than there is."""


def read_measures(path: Path) -> tuple[Mesure, ...]:
    """Latest month first, every page together before each type; OSError if the file is spoilt."""
    totals = sorted(_totals(path).items(), key=_latest_first)
    return tuple(measure(*key, oui=counts["oui"], non=counts["non"]) for key, counts in totals)


def measure(mois: str, page: str, oui: int = 0, non: int = 0) -> Mesure:
    total = oui + non
    if total < FEWEST_TO_SPLIT:
        lecture = f"moins de {FEWEST_TO_SPLIT} réponses"
        return Mesure(mois, page, total, None, None, None, None, None, lecture)
    if total < FEWEST_TO_JUDGE:
        lecture = f"trop peu pour une part (moins de {FEWEST_TO_JUDGE} réponses)"
        return Mesure(mois, page, total, oui, non, None, None, None, lecture)
    return Mesure(mois, page, total, oui, non, round(oui / total, 3), *_bounds(oui, total), lecture="")


def _bounds(oui: int, total: int) -> tuple[float, float]:
    """The interval of Wilson: right for few answers, and for shares near 0 or 1."""
    share, spread = oui / total, _Z * _Z / total
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / total + spread / (4 * total))
    return round((middle - reach) / (1 + spread), 3), round((middle + reach) / (1 + spread), 3)


def _totals(path: Path) -> dict[tuple[str, str], dict[str, int]]:
    """(Month, type of page) → answer → how many."""
    totals: dict[tuple[str, str], dict[str, int]] = {}
    for mois, page, reponse, total in _rows(path):
        for key in ((mois, page), (mois, TOUTES)):
            counts = totals.setdefault(key, dict.fromkeys(REPONSES, 0))
            counts[reponse] += total
    return totals


def _rows(path: Path) -> Iterator[tuple[str, str, str, int]]:
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as counters:
            yield from counters.execute("SELECT mois, page, reponse, total FROM reponses").fetchall()
    except sqlite3.Error as error:
        raise OSError(0, f"compteurs illisibles : {error}", str(path)) from error


def _latest_first(one: tuple[tuple[str, str], object]) -> tuple[int, bool, str]:
    (mois, page), _ = one
    return -int(mois.replace("-", "")), page != TOUTES, page
