"""Codes as people write them in addresses, and the kind of thing each one names."""

import re
from bisect import bisect
from collections.abc import Iterable
from posixpath import commonprefix

from debouches.errors import NotFoundError
from index.views import Genre
from mappings.records import codes
from web.wording import messages
from web.wording.words import GENRES

_LOOKS_LIKE_A_CODE = re.compile(r"^[a-z]{1,5}\.?\d+$", re.IGNORECASE)
_PATTERNS: tuple[tuple[re.Pattern[str], Genre], ...] = (
    (codes.ROME, "metier"),
    (codes.MET, "metier"),
    (codes.FORMATION, "formation"),
    (codes.RNCP, "certification"),
)
_NEAREST = 8


def expect(written: str, genre: Genre) -> str:
    """The code to ask for; NotFoundError when it names another kind of thing."""
    code = as_code(written)
    named = genre_of(code)
    if named not in {None, genre}:
        raise NotFoundError(messages.OTHER_KIND.format(code=code, genre=GENRES[named or genre][0]))
    return code


def as_code(written: str) -> str:
    """« for.1563 » → « FOR.1563 »; a word stays as it is written."""
    return written.upper() if _LOOKS_LIKE_A_CODE.match(written) else written


def genre_of(code: str) -> Genre | None:
    """What a code names; None for a code of no known nomenclature."""
    return next((genre for pattern, genre in _PATTERNS if pattern.match(code)), None)


def nearest(written: str, known: Iterable[str]) -> tuple[str, ...]:
    """Codes of the ROME that share most first characters with an unknown one; of too many, the nearest."""
    code = as_code(written)
    if not codes.ROME.match(code):
        return ()
    each = sorted(set(known))
    shared = max((_shared(one, code) for one in each), default=0)
    family = [one for one in each if shared and _shared(one, code) == shared]
    start = max(0, min(bisect(family, code) - _NEAREST // 2, len(family) - _NEAREST))
    return tuple(family[start : start + _NEAREST])


def _shared(one: str, other: str) -> int:
    return len(commonprefix([one, other]))
