"""ROME codes of any version → métiers of the corpus, each with the words that say how it was found.

A code of version 3 is a family of version 4: « D1102 » was bakery as a whole, and is now one métier of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from index.views import DEBOUCHE
from mappings.records import Metier

FAMILLE_V3 = "métiers de la famille {code} du ROME 3"
OLD = "3"


class RomeCodes:
    """Reads the codes that a record gives with the version that it gives them in."""

    def __init__(self, metiers: Mapping[str, Metier]) -> None:
        self._metiers = metiers
        self._children: dict[str, list[str]] = defaultdict(list)
        for metier in metiers.values():
            self._children[metier.code_rome_parent].append(metier.code_rome)

    def metiers_of(self, codes: Iterable[str], version: str | None) -> dict[str, str]:
        """Code of the métier → its relation; a code that names nothing here leads nowhere."""
        found: dict[str, str] = {}
        for code in codes:
            if version == OLD:
                relation = FAMILLE_V3.format(code=code)
                found.update(
                    {child: relation for child in self._children.get(code, ()) if child not in found}
                )
            elif code in self._metiers:
                found[code] = DEBOUCHE
        return found
