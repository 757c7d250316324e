"""The « Où ? » of an address: what was written, the place that it names, and its homonyms."""

from dataclasses import dataclass

from index.lieux.model import Lieu
from nlp.normalise import fold


@dataclass(frozen=True, slots=True)
class Demande:
    """A place asked in an address; it lives nowhere else."""

    texte: str
    lieu: Lieu | None = None
    autres: tuple[Lieu, ...] = ()
    """Other places that the same words name, when they name several."""

    @property
    def id(self) -> str:
        return self.lieu.id if self.lieu else ""

    @property
    def est_inconnu(self) -> bool:
        return bool(self.texte) and self.lieu is None

    @property
    def est_a_preciser(self) -> bool:
        """True if the words may have meant another place, or are the former name of one."""
        return bool(self.autres) or (self.lieu is not None and self.lieu.nom_demande is not None)

    @property
    def est_approche(self) -> bool:
        """True where no place is called so: « narnia » is taken for the nearest name there is."""
        if self.lieu is None or any(char.isdigit() for char in self.texte):
            return False
        names = (self.lieu.libelle, self.lieu.nom_complet, self.lieu.nom_demande or "", self.lieu.id)
        return plain(self.texte) not in map(plain, names)

    @property
    def affiche(self) -> str:
        """What the field shows."""
        return self.lieu.nom_complet if self.lieu else self.texte


PARTOUT = Demande("")


def plain(text: str) -> str:
    """As names are compared: without accents, capitals nor hyphens."""
    return fold(text).replace("-", " ")
