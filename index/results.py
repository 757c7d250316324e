"""What a search is asked and what it answers: the contract between the search and everything above it."""

from dataclasses import dataclass, field
from typing import Literal

from index.documents import Card
from index.facets import SANS_FILTRE, Facet, Filtres, NomFacette
from index.lieux.model import Lieu
from index.views import Genre, Lien

MAX_QUERY_LENGTH = 200
PER_GROUP = 5
"""Cards of each group on the page of all groups."""
PER_PAGE = 20
"""Cards on a page of one group."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What the user asked. `groupe` absent: the first cards of every group."""

    q: str
    groupe: Genre | None = None
    page: int = 1
    par_page: int = PER_PAGE
    est_exacte: bool = False
    """True when the user refused the spelling correction."""
    filtres: Filtres = SANS_FILTRE
    """Unknown values are refused: `RequestError`."""
    est_large: bool = False
    """True when the user asked for what says only a part of a known name."""
    lieu: str = ""
    """Id of the place whose labour market is read, if a filter reads it or a place is asked; else, France."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a result is there: the label that matched best, in the source's words."""

    nature: str
    """Kind of label: appellation, compétence, savoir, centre d'intérêt, diplôme, contexte, texte, lien…"""
    libelle: str
    """« Tourier / Tourière »"""


@dataclass(frozen=True, slots=True)
class SubScore:
    """One named part of a score, for `--explain` and the page that explains the order."""

    nom: str
    valeur: float


@dataclass(frozen=True, slots=True)
class Result:
    """One card."""

    genre: Genre
    code: str
    titre: str
    phrase: str | None
    """One sentence of a publisher, or None: « non renseigné »."""
    raison: Reason
    editeurs: tuple[str, ...]
    """« France Travail (2025) », « ONISEP (2025) »: who speaks of it, and the year."""
    suites: tuple[str, ...]
    """Next steps in words: « 14 formations », « 3 métiers »."""
    codes: tuple[str, ...]
    """Raw identifiers folded in this card, the best first: ("D1102", "MET.17")."""
    score: float
    details: tuple[SubScore, ...] = ()
    est_demonstration: bool = False
    acces: str | None = None
    """Level of access to a métier: « CAP ou équivalent »."""
    mention: str | None = None
    """« remplacée », « n'est plus délivrée »: a certification that is over; « fiche de branche »."""
    traits: tuple[tuple[NomFacette, str], ...] = ()
    """What is known of it in the terms of the facets: (« niveau », « 3 »)."""


@dataclass(frozen=True, slots=True)
class Group:
    genre: Genre
    total: int
    results: tuple[Result, ...]


NatureComprise = Literal[
    "code",
    "code-inconnu",
    "acronyme",
    "synonyme",
    "debut",
    "mot-garde",
    "mot-ignore",
    "niveau",
    "diplome",
    "lieu",
    "refus",
    "quitte",
    "situation",
    "voie",
    "service",
    "sans-donnee",
    "metier",
    "mot-courant",
    "formation",
    "certification",
    "envie",
    "competence",
    "condition",
    "domaine",
]


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing understood in the query, shown as a chip that can be undone."""

    nature: NatureComprise
    texte: str
    """What the reader sees: « infirmier », « CAP : certificat d'aptitude professionnelle »."""
    mots: str
    """The words of the query it comes from."""
    q_sans: str
    """The query that undoes it; empty if nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Correction:
    """« Résultats pour *infirmier*. Chercher exactement *infirmire*. »"""

    demandee: str
    cherchee: str


Ordre = Literal["pertinence", "alphabetique", "domaines"]
NatureEchelon = Literal["mot-abandonne", "une-partie", "mots-gardes", "niveau-abandonne", "voie-abandonnee"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One thing given up so that something answers; undone by a query of its own."""

    nature: NatureEchelon
    texte: str
    """What was given up, and why: « sans « plongée », qu'aucun nom ni mot clé ne dit avec le reste »."""
    mots: str
    """The words of the query it is about."""
    geste: str
    """What undoing it does: « garder « plongée » »."""
    q_sans: str
    """The query that undoes it."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing an acronym may stand for."""

    developpe: str
    contexte: str
    """Domain that tells it from the others: « travail social »."""
    q: str
    """The query that means only this one."""


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """« AES : accompagnant éducatif et social · administration économique et sociale »."""

    sigle: str
    sens: tuple[Sense, ...]
    """At least two, the most asked for first."""


@dataclass(frozen=True, slots=True)
class Ailleurs:
    """A wider or a neighbouring place that has results, when the one that was chosen has none."""

    libelle: str
    """« Haute-Vienne (87) », « toute la région Nouvelle-Aquitaine »"""
    departements: tuple[str, ...]
    """What to choose instead."""
    total: int


GenreEtablissement = Literal["etablissement", "organisme"]


@dataclass(frozen=True, slots=True)
class Etablissement:
    """An establishment that words name, and the page that it has."""

    genre: GenreEtablissement
    """« etablissement » (its code is a UAI) or « organisme »."""
    code: str
    nom: str
    departement: str | None = None


@dataclass(frozen=True, slots=True)
class EtablissementsTrouves:
    """Establishments that a text names: those whose names say the fewest other words first."""

    total: int = 0
    etablissements: tuple[Etablissement, ...] = ()


AUCUN_ETABLISSEMENT = EtablissementsTrouves()


@dataclass(frozen=True, slots=True)
class Poursuite:
    """Where one may go on learning after a diploma that the words name; no source tells it as a list."""

    depuis: Lien
    """The diploma that one has."""
    formations: tuple[Lien, ...]
    """Of a level above, towards the same métiers, the nearest level first; none may be known."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    request: SearchRequest
    groups: tuple[Group, ...]
    """In reading order: the group that answers best first. Empty groups are absent."""
    understood: tuple[Understood, ...] = ()
    correction: Correction | None = None
    proposition: str | None = None
    """Another spelling of the query, that was not searched: too far from what was written to be meant."""
    ambiguities: tuple[Ambiguity, ...] = ()
    """Acronyms with several senses: all are searched, the reader may choose one."""
    relaxed: tuple[Rung, ...] = ()
    """Rungs of the ladder that were taken, in order."""
    proches: tuple[Lien, ...] = ()
    """Métiers near the few that were found."""
    ailleurs: tuple[Ailleurs, ...] = ()
    """Where to look instead, when the départements that were chosen have nothing."""
    lieu: Lieu | None = None
    """Where the query asks, if it says it; links to pages keep it."""
    services: tuple[str, ...] = ()
    """What the query asks of a site rather than of a search: « financement »; `mappings/requetes.yml`."""
    larges: int = 0
    """Cards set aside: they say only a part of the name that was asked; `est_large` brings them."""
    etablissements: EtablissementsTrouves = AUCUN_ETABLISSEMENT
    """Training places that the words name, beside what is ranked."""
    poursuite: Poursuite | None = None
    """« après un BTS SP3S »: beside what is ranked; None if no such diploma is named."""
    degraded: tuple[str, ...] = ()
    filtres: Filtres = SANS_FILTRE
    """What was applied: the choices of the request, and what was understood of the query."""
    facettes: tuple[Facet, ...] = ()
    """Counted over every card that answers, not the page; absent when nothing has a value."""
    ordre: Ordre = "pertinence"
    """« alphabetique » when a diploma is all that is said, « domaines » when a level or a refusal is: nothing
    then answers better."""
    generation: str = ""
    took_ms: float = 0.0

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A page of all there is of one kind, without any query."""

    groupe: Genre
    page: int = 1
    par_page: int = PER_PAGE
    filtres: Filtres = SANS_FILTRE
    """Unknown values are refused: `RequestError`."""
    lieu: str = ""
    """As in a search."""


@dataclass(frozen=True, slots=True)
class ListPage:
    request: ListRequest
    total: int
    cards: tuple[Card, ...]
    """In the order of titles; empty past the last page."""
    facettes: tuple[Facet, ...] = ()
    """Counted over everything of this kind."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box."""

    genre: Genre
    texte: str
    code: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    q: str
    suggestions: tuple[Suggestion, ...] = field(default=())
