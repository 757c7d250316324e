"""What an engine indexes: one small document per label, and one document per entity."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import orjson

from index.facets import NomFacette
from index.genders import forms_of
from index.views import Genre


class Groupe(StrEnum):
    """Labels that are searched together, so that thirty thousand skills do not drown a name.

    Nor do the titles of half a million formations drown the name of a métier: see `group_of`.
    """

    NOMS = "noms"
    """Names of métiers."""
    CERTIFICATIONS = "certifications"
    """Names of certifications that no métier bears."""
    FORMATIONS = "formations"
    """Titles that only formations bear, and diplomas, whatever they lead to."""
    COMPETENCES = "competences"
    NOTIONS = "notions"


class Nature(StrEnum):
    """What a label is to the entities it names; its weight is in relevance.yml."""

    APPELLATION = "appellation"
    TITRE = "titre"
    SYNONYME = "synonyme"
    NOM_COURANT = "nom-courant"
    NOM_ANNONCE = "nom-annonce"
    SIGLE = "sigle"
    DIPLOME = "diplome"
    ENVIE = "envie"
    ACTIVITE = "activite"
    GESTE = "geste"
    INTERET = "interet"
    COMPETENCE = "competence"
    SAVOIR = "savoir"
    OUTIL = "outil"
    CONTEXTE = "contexte"
    DOMAINE = "domaine"
    SECTEUR = "secteur"
    THEME = "theme"
    THESAURUS = "thesaurus"
    MOT_CLE = "mot-cle"


NATURES = tuple(Nature)
"""Position of a nature in the arrays of the engines."""

NATURE_EN_MOTS = {
    Nature.APPELLATION: "l'appellation",
    Nature.TITRE: "le titre",
    Nature.SYNONYME: "un autre nom",
    Nature.NOM_COURANT: "un nom courant",
    Nature.NOM_ANNONCE: "un nom des offres d'emploi",
    Nature.SIGLE: "le sigle",
    Nature.DIPLOME: "le diplôme",
    Nature.ENVIE: "votre envie",
    Nature.ACTIVITE: "l'activité",
    Nature.GESTE: "le savoir-faire",
    Nature.INTERET: "le centre d'intérêt",
    Nature.COMPETENCE: "la compétence",
    Nature.SAVOIR: "le savoir",
    Nature.OUTIL: "l'outil ou la technique",
    Nature.CONTEXTE: "la condition de travail",
    Nature.DOMAINE: "le domaine",
    Nature.SECTEUR: "le secteur",
    Nature.THEME: "le thème",
    Nature.THESAURUS: "le mot du Formacode",
    Nature.MOT_CLE: "le mot clé de l'éditeur",
}

FAMILLES: dict[str, tuple[Nature, ...]] = {
    "nom": (
        Nature.APPELLATION,
        Nature.TITRE,
        Nature.SYNONYME,
        Nature.NOM_COURANT,
        Nature.NOM_ANNONCE,
        Nature.SIGLE,
    ),
    "diplome": (Nature.DIPLOME,),
    "envie": (Nature.ENVIE, Nature.ACTIVITE),
    "interet": (Nature.INTERET,),
    "competence": (Nature.COMPETENCE, Nature.SAVOIR, Nature.GESTE, Nature.OUTIL),
    "contexte": (
        Nature.CONTEXTE,
        Nature.DOMAINE,
        Nature.SECTEUR,
        Nature.THEME,
        Nature.THESAURUS,
        Nature.MOT_CLE,
    ),
}
"""Labels of one family compete, families add up. The names are those of the sub-scores."""

_GROUPE_OF_FAMILLE = {
    "nom": Groupe.NOMS,
    "diplome": Groupe.FORMATIONS,
    "envie": Groupe.NOTIONS,
    "interet": Groupe.NOTIONS,
    "competence": Groupe.COMPETENCES,
    "contexte": Groupe.NOTIONS,
}
_GROUPE_OF = {
    nature: _GROUPE_OF_FAMILLE[famille] for famille, natures in FAMILLES.items() for nature in natures
}

GROUPES = tuple(Groupe)
"""Position of a group in the arrays of the second stage."""

GENRES: tuple[Genre, ...] = ("metier", "formation", "certification")
"""Position of a genre in the arrays of the engines, in the default order of a results page."""

GROUPES_OF_NAMES = (Groupe.NOMS, Groupe.CERTIFICATIONS, Groupe.FORMATIONS)
"""First the group that grows least in a national corpus."""

_GROUPE_OF_GENRE: dict[Genre, Groupe] = {
    "metier": Groupe.NOMS,
    "certification": Groupe.CERTIFICATIONS,
    "formation": Groupe.FORMATIONS,
}


def group_of(nature: Nature, genres: Collection[Genre]) -> Groupe:
    """Group of a label that names entities of these genres; a name goes where it has the fewest rivals."""
    groupe = _GROUPE_OF[nature]
    if groupe is not Groupe.NOMS:
        return groupe
    return next(_GROUPE_OF_GENRE[genre] for genre in _GROUPE_OF_GENRE if genre in genres)


FIELDS = ("noms", "competences", "interets", "texte")
"""Full-text fields of an entity document; their weights are in relevance.yml."""


@dataclass(frozen=True, slots=True)
class LabelDocument:
    """A label and the entities it names, each with how firmly (1: it is its very name)."""

    nature: Nature
    textes: tuple[str, ...]
    """Its spellings; one that holds both genders (`index.genders.kept`) is the one to show."""
    cles: tuple[str, ...]
    """Keys of its words, in order; at least one."""
    cibles: tuple[tuple[str, float], ...]
    """(code of the entity, weight)."""

    @property
    def texte(self) -> str:
        return max(self.textes, key=lambda texte: len(forms_of(texte)))

    @property
    def est_nom(self) -> bool:
        return _GROUPE_OF[self.nature] in GROUPES_OF_NAMES


@dataclass(frozen=True, slots=True)
class Card:
    """What a results page needs of an entity, without opening its whole view."""

    genre: Genre
    code: str
    titre: str
    phrase: str | None = None
    editeurs: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    mention: str | None = None
    """« remplacée », « n'est plus délivrée »: a certification that is over; « fiche de branche »."""
    est_demonstration: bool = False
    acces: str | None = None
    """Level of access to a métier, in the words of the publisher who gives it."""
    pliee_dans: str | None = None
    """Code of the métier on whose page and card this fiche is shown, or of the formation that it repeats."""

    def dump(self) -> bytes:
        """JSON without what is unknown or empty."""
        return orjson.dumps({name: value for name in Card.__slots__ if (value := getattr(self, name))})

    @classmethod
    def load(cls, content: bytes) -> "Card":
        return cls(**orjson.loads(content))


class Trait(NamedTuple):
    """A value that an entity has in a facet, and its words."""

    facette: NomFacette
    valeur: str
    libelle: str


@dataclass(frozen=True, slots=True)
class EntityDocument:
    carte: Card
    champs: dict[str, list[str]] = field(default_factory=dict)
    """Field of FIELDS → keys."""
    vue: bytes | None = None
    """JSON of the view; None for a fiche that is shown on the page of its métier."""
    traits: tuple[Trait, ...] = ()
    """None for such a fiche: what its card says is said by the métier."""
    references: tuple[str, ...] = ()
    """Its codes in other nomenclatures (`index.references`)."""
    date_maj: date | None = None
    """The last day that a source gives to what its page shows."""

    @property
    def code(self) -> str:
        return self.carte.code
