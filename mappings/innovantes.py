"""The facets of innovative actions, in words: `innovantes.yml`."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from mappings.mots_facette import MotsFacette, read_mots

TABLE = Path(__file__).with_name("innovantes.yml")
NomFacetteInnovante = Literal["theme", "niveau", "region"]
"""A facet bears the name of its parameter in an address."""
NOMS: tuple[NomFacetteInnovante, ...] = get_args(NomFacetteInnovante)
FRANCE = "france"
"""Value of « region » for what happens everywhere."""


@cache
def facettes_innovantes() -> dict[str, MotsFacette]:
    """In the order of the pages."""
    return read_mots(TABLE, NOMS)
