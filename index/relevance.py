"""Reads the weights of `mappings/relevance.yml`, the only place where a relevance number is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from debouches.errors import ConfigError
from mappings.yaml_files import load_yaml

_DEFAULT = Path(__file__).resolve().parent.parent / "mappings" / "relevance.yml"
_REQUIRED = {"valeur", "raison", "origine"}
Section = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Relevance:
    """The weights, one mapping per section of the file."""

    candidats: Section
    natures: Section
    longueur: Section
    bonus: Section
    champs: Section
    liens: Section
    vocabulaires: Section
    groupes: Section
    seuils: Section
    requete: Section
    rarete: Section


def read_relevance(path: Path = _DEFAULT) -> Relevance:
    """Weights of the file; ConfigError names the line that lacks a value, a reason or an origin."""
    raw: dict[str, dict[str, dict[str, object]]] = load_yaml(path)
    sections = set(Relevance.__slots__)
    if set(raw) != sections:
        raise ConfigError(f"{path.name} : sections attendues {sorted(sections)}, trouvées {sorted(raw)}")
    return Relevance(**{name: _read_section(path.name, name, entries) for name, entries in raw.items()})


def _read_section(file: str, section: str, entries: dict[str, dict[str, object]]) -> Section:
    for name, entry in entries.items():
        if set(entry) != _REQUIRED or not isinstance(entry["valeur"], int | float):
            raise ConfigError(f"{file} : {section}.{name} doit porter {sorted(_REQUIRED)}, valeur en nombre")
    return MappingProxyType({name: float(str(entry["valeur"])) for name, entry in entries.items()})
