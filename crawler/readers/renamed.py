"""What is missing may be there under another name: the error says which names nobody declared."""

from collections.abc import Iterable
from itertools import islice

_SHOWN, _LONGEST = 8, 60


def absent_or_renamed(what: str, unread: Iterable[str], others: Iterable[str] = ()) -> str:
    """`what`, its `others` names, and those of the file among which the new one probably is."""
    known, said = _listed(others), _listed(unread)
    also = f", sous ce nom ou un autre connu ({known})" if known else ""
    return what + also + (f" ; ce fichier a aussi, que la source ne déclare pas : {said}" if said else "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"« {name[:_LONGEST]} »" for name in islice(names, _SHOWN))
