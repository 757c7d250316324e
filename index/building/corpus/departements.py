"""Where formations are given. Lines are read bare: a national feed has hundreds of thousands of actions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mappings.records.files import read_raw


@dataclass(frozen=True, slots=True)
class Departements:
    of_formation: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a formation → the départements of its training places, as its source gives them."""
    noms: Mapping[str, str] = field(default_factory=dict)

    def nom(self, code: str) -> str:
        """« Rhône (69) »; the code alone if no source names it."""
        return f"{self.noms[code]} ({code})" if code in self.noms else code


def read_departements(folders: Iterable[Path]) -> Departements:
    """From the actions and the territories of these runs."""
    runs = tuple(folders)
    given: dict[str, set[str]] = {}
    for action in _lines(runs, "action-formation"):
        codes = {code for lieu in action.get("lieux", ()) if (code := lieu.get("code_departement"))}
        given.setdefault(action["formation"].partition(":")[2], set()).update(codes)
    noms = {
        one["code"]: one["libelle"] for one in _lines(runs, "territoire") if one["niveau"] == "departement"
    }
    return Departements({code: tuple(sorted(codes)) for code, codes in given.items() if codes}, noms)


def _lines(folders: Iterable[Path], record_type: str) -> Iterator[dict[str, Any]]:
    return (line for folder in folders for line in read_raw(folder, record_type))
