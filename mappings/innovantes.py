"""The facets of innovative actions, in words: `innovantes.yml`."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from mappings.records import Model
from mappings.yaml_files import load_yaml

TABLE = Path(__file__).with_name("innovantes.yml")
NomFacetteInnovante = Literal["theme", "niveau", "region"]
"""A facet bears the name of its parameter in an address."""
NOMS: tuple[NomFacetteInnovante, ...] = get_args(NomFacetteInnovante)
FRANCE = "france"
"""Value of « region » for what happens everywhere."""


class MotsFacette(Model):
    titre: str
    precision: str
    valeurs: dict[str, str]

    def libelle(self, valeur: str) -> str:
        """In words; a code that we do not know stands for itself."""
        return self.valeurs.get(valeur, valeur)


@cache
def facettes_innovantes() -> dict[NomFacetteInnovante, MotsFacette]:
    """In the order of the pages."""
    read = load_yaml(TABLE)
    return {nom: MotsFacette.model_validate(read[nom]) for nom in NOMS}
