"""Moments as they are written to those who ask what changed."""

from datetime import UTC, datetime

from debouches.errors import RequestError

_CURSOR = "%Y-%m-%dT%H:%M:%SZ"


def as_cursor(at: datetime) -> str:
    return at.strftime(_CURSOR)


def moment(text: str) -> datetime:
    """A cursor, or the start of a day: « 2026-11-21T20:00:00Z », « 2026-11-21 »."""
    for layout in (_CURSOR, "%Y-%m-%d"):
        try:
            return datetime.strptime(text, layout).replace(tzinfo=UTC)
        except ValueError:
            continue
    message = f"« {text} » n'est ni une date (2026-11-21) ni un curseur (2026-11-21T20:00:00Z)."
    raise RequestError(message, parameter="depuis", accepted=("AAAA-MM-JJ", "AAAA-MM-JJThh:mm:ssZ"))
