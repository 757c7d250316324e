"""What narrows a search (`Filtres`), and what may narrow it further (`Facet`): part of the contract.

A filter never changes the score or the order of what stays: it is applied to what the query found.
"""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

NomFacette = Literal[
    "niveau",
    "voie",
    "domaine",
    "diplome",
    "interet",
    "reglemente",
    "transition",
    "etat",
    "editeur",
    "departement",
    "emploi",
    "passerelle",
]
"""A facet bears the name of its parameter in an address, of its option and of its field in `Filtres`."""
NON_RENSEIGNE = "non-renseigne"
"""A value of every facet: what could have one, and of which no source says any."""
NON_RENSEIGNE_EN_MOTS = "non renseigné"
NOMS_FACETTES: tuple[NomFacette, ...] = get_args(NomFacette)


@dataclass(frozen=True, slots=True)
class Filtres:
    """Values of one facet are alternatives; facets add up. The values, in words: `mappings/facettes.yml`."""

    niveau: tuple[str, ...] = ()
    """« 3 », « sans-diplome »: the level of what one prepares, or of what leads to the métier."""
    voie: tuple[str, ...] = ()
    """scolaire, apprentissage, continue, professionnalisation, candidature-individuelle, vae."""
    domaine: tuple[str, ...] = ()
    """Letter of a grand domaine of the ROME."""
    diplome: tuple[str, ...] = ()
    """« cap », « bts »: what a formation or a certification delivers."""
    interet: tuple[str, ...] = ()
    """Code of an interest of the ROME."""
    reglemente: tuple[str, ...] = ()
    """oui, non."""
    transition: tuple[str, ...] = ()
    """vert, strategique, brun, neutre."""
    etat: tuple[str, ...] = ()
    """en-vigueur, terminee: whether a certification can still be begun."""
    editeur: tuple[str, ...] = ()
    """« onisep »: who speaks of it."""
    departement: tuple[str, ...] = ()
    """« 69 », « 2A »: where the formation is given."""
    emploi: tuple[str, ...] = ()
    """recrute, difficile, saisonnier, tension, hausse: on the labour market of the place that is asked."""
    passerelle: tuple[str, ...] = ()
    """« depuis-D1102 », « vers-FOR.1563 »: what one may go to, or come from."""

    def __bool__(self) -> bool:
        return any(self.of(nom) for nom in NOMS_FACETTES)

    def of(self, nom: NomFacette) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(self, nom)
        return values

    def pairs(self) -> tuple[tuple[NomFacette, str], ...]:
        """Every choice: (facet, value)."""
        return tuple((nom, value) for nom in NOMS_FACETTES for value in self.of(nom))

    def avec(self, nom: NomFacette, value: str) -> "Filtres":
        return self if value in self.of(nom) else replace(self, **{nom: (*self.of(nom), value)})

    def ou(self, compris: "Filtres") -> "Filtres":
        """These choices; where there is none, what was understood of the query."""
        return Filtres(**{nom: self.of(nom) or compris.of(nom) for nom in NOMS_FACETTES})


SANS_FILTRE = Filtres()


class FacetValue(NamedTuple):
    """One value, and how many cards have it, given the query and the choices made in the other facets."""

    valeur: str
    libelle: str
    """« CAP (niveau 3) »"""
    total: int
    est_choisie: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of the answer. Values that no card has are absent, unless they are chosen."""

    nom: NomFacette
    titre: str
    precision: str
    """What a value means and where it comes from, in a sentence."""
    valeurs: tuple[FacetValue, ...]
