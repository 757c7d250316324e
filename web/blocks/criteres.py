"""What a form offers to cross: the closed lists of the facets, in words."""

from collections.abc import Mapping
from functools import lru_cache

from index.facet_table import read_facet_table
from index.facets import NomFacette

CLOSED: tuple[NomFacette, ...] = ("niveau", "emploi")


@lru_cache(maxsize=1)
def criteres() -> Mapping[NomFacette, Mapping[str, str]]:
    """Facet → value → words."""
    table = read_facet_table()
    return {nom: table[nom].valeurs for nom in CLOSED}
