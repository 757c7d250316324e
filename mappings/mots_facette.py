"""The words of a facet of a small collection, as its file of `mappings/` gives them."""

from collections.abc import Sequence
from pathlib import Path

from mappings.records import Model
from mappings.yaml_files import load_yaml


class MotsFacette(Model):
    titre: str
    precision: str
    valeurs: dict[str, str]

    def libelle(self, valeur: str) -> str:
        """In words; a code that we do not know stands for itself."""
        return self.valeurs.get(valeur, valeur)


def read_mots(path: Path, noms: Sequence[str]) -> dict[str, MotsFacette]:
    """In the order of the pages."""
    read = load_yaml(path)
    return {nom: MotsFacette.model_validate(read[nom]) for nom in noms}
