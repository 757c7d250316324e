"""Reads `mappings/facettes.yml`: the words of the facets, and the words of sources that say their values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from debouches.errors import ConfigError
from index.facets import NOMS_FACETTES, NomFacette
from index.views import Genre
from mappings.yaml_files import load_yaml

_DEFAULT = Path(__file__).resolve().parent.parent / "mappings" / "facettes.yml"


@dataclass(frozen=True, slots=True)
class FacetWords:
    """One facet, as the file describes it."""

    titre: str
    precision: str
    """What a value means, and where it comes from."""
    genres: tuple[Genre, ...]
    ordre: Literal["valeur", "nombre"]
    """In the order of the values, or the fullest first."""
    valeurs: Mapping[str, str] = field(default_factory=dict)
    """Value → words, for a closed list; empty: the values are those of the corpus."""
    au_dessus: int | None = None
    """How many values above what the words of a query ask a métier may be, and still be shown; None: any."""
    calculee: bool = False
    """Worked out for the cards of a search, rather than kept with each entity."""
    lus: Mapping[str, str | None] = field(default_factory=dict)
    """Words of a source → the value that they say, None if they say none."""


FacetTable = Mapping[NomFacette, FacetWords]


def read_facet_table(path: Path = _DEFAULT) -> FacetTable:
    """Every facet, in the order of a page; ConfigError if the file does not hold each of them."""
    raw: dict[NomFacette, dict[str, Any]] = load_yaml(path)
    if set(raw) != set(NOMS_FACETTES):
        raise ConfigError(f"{path.name} : facettes attendues {sorted(NOMS_FACETTES)}, trouvées {sorted(raw)}")
    try:
        return {nom: FacetWords(**entry | {"genres": tuple(entry["genres"])}) for nom, entry in raw.items()}
    except (TypeError, KeyError) as error:
        raise ConfigError(f"{path.name} : une facette est mal décrite ({error})") from error
