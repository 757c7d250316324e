"""What is missing may be there under another name: the error says which names nobody declared."""

from collections.abc import Iterable
from itertools import islice

_SHOWN, _LONGEST = 8, 60


def absent_or_renamed(what: str, unread: Iterable[str]) -> str:
    """`what`, and the names of the file among which the new one probably is."""
    said = ", ".join(f"« {name[:_LONGEST]} »" for name in islice(unread, _SHOWN))
    return what + (f" ; ce fichier a aussi, que la source ne déclare pas : {said}" if said else "")
