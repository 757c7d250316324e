"""Where a structure is, when its source gives no more than a name, a code and a département."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.annexes.structures.views import Precision, StructureView
from index.lieux.noms import Ecritures
from mappings.records import Structure, Territoire
from mappings.records.codes import departement_of

CORSE = {"20": ("2A", "2B")}
"""Some lists still give Corsica the number it had before 1976."""
_SEAT = re.compile(r"^ml-((?:\d{2}|2[AB])\d{3})", re.ASCII)
"""The code of a mission locale begins with the commune of its seat."""
LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    libelle: str
    latitude: float | None
    longitude: float | None
    codes_postaux: tuple[str, ...] = ()


@dataclass
class Communes:
    """The communes of today, by code and by the key of their names in each département."""

    ecritures: Ecritures
    by_code: dict[str, Commune] = field(default_factory=dict)
    by_name: dict[str, dict[str, Commune]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, territoire: Territoire) -> None:
        commune = Commune(
            territoire.code,
            territoire.libelle,
            territoire.latitude,
            territoire.longitude,
            tuple(territoire.codes_postaux),
        )
        self.by_code[commune.code] = commune
        names = self.by_name[departement_of(commune.code)]
        for cle in self.ecritures.cles(territoire.libelle):
            names[cle] = commune
        for former in territoire.autres_noms:
            names.setdefault(self.ecritures.cle(former), commune)

    def named_in(self, text: str, departement: str) -> Commune | None:
        """The first commune in the name of a structure: « Angoulême Saint-Martial » is in Angoulême."""
        words = self.ecritures.cle(text).split()
        names = self.by_name.get(departement, {})
        for start in range(len(words)):
            for size in range(min(LONGEST_NAME, len(words) - start), 0, -1):
                if commune := names.get(" ".join(words[start : start + size])):
                    return commune
        return self._begun_by(words, names)

    def _begun_by(self, words: list[str], names: dict[str, Commune]) -> Commune | None:
        """« Chalon Centre » is Chalon-sur-Saône, if no other commune of the département begins so."""
        for word in words:
            found = {commune.code: commune for cle, commune in names.items() if cle.startswith(f"{word} ")}
            if len(found) == 1 and len(word) > len("saint"):
                return next(iter(found.values()))
        return None


def read_communes(territoires: Iterable[Territoire], ecritures: Ecritures) -> Communes:
    communes = Communes(ecritures)
    for one in territoires:
        if one.niveau == "commune" and one.date_fin is None and one.nature in (None, "commune"):
            communes.add(one)
    return communes


def located(structure: Structure, communes: Communes) -> StructureView:
    """A structure with the point and the commune that are known of it, and how."""
    commune, precision = _place(structure, communes)
    has_point = structure.latitude is not None and structure.longitude is not None
    point = structure if has_point else commune
    return StructureView(
        code=structure.code,
        structure=structure,
        precision="adresse" if has_point else precision,
        commune=commune.libelle if commune else structure.ville,
        code_commune=commune.code if commune else structure.code_insee,
        latitude=point and point.latitude,
        longitude=point and point.longitude,
    )


def _of_its_address(structure: Structure, communes: Communes, known: Commune) -> Commune:
    """A code that both the town and the postcode of the address contradict is a mistake of the list."""
    if not structure.ville or structure.code_postal in known.codes_postaux:
        return known
    named = communes.named_in(structure.ville, departement_of(known.code))
    return named if named and structure.code_postal in named.codes_postaux else known


def _place(structure: Structure, communes: Communes) -> tuple[Commune | None, Precision]:
    if known := communes.by_code.get(structure.code_insee or ""):
        return _of_its_address(structure, communes, known), "commune"
    seat = _SEAT.match(structure.code)
    if seat and (found := communes.by_code.get(seat[1])):
        return found, "commune-deduite"
    departement = structure.code_departement or ""
    for one in CORSE.get(departement, (departement,)):
        if found := communes.named_in(structure.ville or structure.nom, one):
            return found, "commune-deduite"
    return None, "departement"
