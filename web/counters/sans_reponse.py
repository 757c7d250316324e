"""Queries that find little or nothing: counted if the installation asks for it, with nothing personal.

A query is first only a count under a keyed hash; it is kept in clear once it was typed on five distinct days
of a month. The key changes with the month and the hashes go with it; the only date finer than the month is
today's, for the hashes of today. No address, no time, no order; what looks like a number, an address or a
message is never counted.
"""

import hmac
import re
import secrets
from datetime import date
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, Field

from debouches.storage import alone, write_atomically
from nlp.normalise import normalise

FILE = "recherches-sans-reponse.json"
DAYS_BEFORE_CLEAR = 5
"""Distinct days on which a query must come before anyone may read it."""
NEARLY_NOTHING = 2
"""Queries with at most so many results are counted."""
MOST_HASHES = 5000
MOST_CLEAR = 500
_MONTHS_KEPT = 12
_LONGEST, _MOST_WORDS = 60, 6
_NEVER = re.compile(r"[\d@/\\:]|www|\bje m.appelle\b|\bmon nom\b|\bmonsieur\b|\bmadame\b")


class Compte(BaseModel):
    """The file, whole."""

    model_config = ConfigDict(extra="forbid")

    mois: str = ""
    cle: str = ""
    """Key of the hashes of this month."""
    jour: str = ""
    vues_ce_jour: set[str] = Field(default_factory=set)
    """Hashes already counted today."""
    jours: dict[str, int] = Field(default_factory=dict)
    """Hash → distinct days of this month; forgotten with it."""
    en_clair: dict[str, dict[str, int]] = Field(default_factory=dict)
    """Month → query → distinct days."""


class Counter:
    """Counts in one file of the installation, which one thread of one process writes at a time."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def note(self, q: str, today: date) -> None:
        """Count one more day for a query, unless it may identify somebody."""
        words = normalise(q)
        if not is_countable(words):
            return
        with alone(self._path.parent):
            compte = read_counts(self._path.parent)
            if _count(compte, words, today):
                write_atomically(self._path, orjson.dumps(compte.model_dump(mode="json")))


def is_countable(words: str) -> bool:
    """False for what looks like a number, a name, an address or a message."""
    few = 0 < len(words) <= _LONGEST and len(words.split()) <= _MOST_WORDS
    return few and not _NEVER.search(words)


def read_counts(home: Path) -> Compte:
    """What is counted so far; nothing if the file is absent or spoilt."""
    try:
        return Compte.model_validate_json((home / FILE).read_bytes())
    except (OSError, ValueError):
        return Compte()


def _count(compte: Compte, words: str, today: date) -> bool:
    """True if something changed."""
    _turn(compte, today)
    clear = compte.en_clair.setdefault(compte.mois, {})
    hashed = hmac.new(compte.cle.encode(), words.encode(), "sha256").hexdigest()
    if hashed in compte.vues_ce_jour or len(compte.vues_ce_jour) >= MOST_HASHES:
        return False
    compte.vues_ce_jour.add(hashed)
    if words in clear:
        clear[words] += 1
    elif hashed in compte.jours or len(compte.jours) < MOST_HASHES:
        days = compte.jours[hashed] = compte.jours.get(hashed, 0) + 1
        if days >= DAYS_BEFORE_CLEAR and len(clear) < MOST_CLEAR:
            clear[words] = compte.jours.pop(hashed)
    return True


def _turn(compte: Compte, today: date) -> None:
    """A new month forgets the key and the hashes; a new day, the hashes of yesterday."""
    if compte.mois != f"{today:%Y-%m}":
        compte.mois, compte.cle, compte.jours = f"{today:%Y-%m}", secrets.token_hex(32), {}
        compte.jour = ""
        kept = sorted(compte.en_clair)[-_MONTHS_KEPT:]
        compte.en_clair = {month: compte.en_clair[month] for month in kept if compte.en_clair[month]}
    if compte.jour != today.isoformat():
        compte.jour, compte.vues_ce_jour = today.isoformat(), set()
