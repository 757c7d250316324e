"""The plan of a query: what to look for, said without a word of any engine's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """A key that answers a term: the word itself (1.0), a spelling, an equivalent word."""

    cle: str
    poids: float


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the query. Its alternatives compete: the best one counts, never their sum."""

    mot: str
    alternatives: tuple[Alternative, ...]
    """Asked of labels."""
    poids: float
    """How much the word matters: its rarity, less for a word that only says a wish."""
    est_appui: bool = False
    """True for a word that says a wish or a contract (« devenir », « CDI »): welcome, never required."""
    est_exige: bool = False
    """True for a word that the reader keeps (« +plongée »): nothing enters that does not say it."""
    est_lieu: bool = False
    """True for a word that says where, after who: « garage » in « secrétaire dans un garage »."""
    est_diplome: bool = False
    """True for a word of a diploma (« bac pro cuisine »): it ranks, and lets in nothing that says no more."""
    orthographe: str | None = None
    """The known word that was meant, if this one is unknown and near it."""
    est_incertaine: bool = False
    """True if that word is not near enough to be meant, unless the other words of the query say so."""
    en_texte: tuple[Alternative, ...] = ()
    """Asked of running text, where a word is known by its family; none if it is asked of labels only."""


@dataclass(frozen=True, slots=True)
class Rang:
    """The rank that a query begins with: « gérant d'animalerie » asks who runs it."""

    nom: str
    """« encadrement », « execution »."""
    cles: tuple[str, ...]
    """Keys of all the words that say it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A code of another nomenclature, which several entities may bear."""

    cle: str
    """As `index.references` writes it."""
    texte: str
    """As a reader is told of it: « Formacode 21538 »."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """What is left out: whatever says its words wholly, or, for a role, what bears it as a name."""

    plan: "QueryPlan"
    est_role: bool = False
    """« le foot sans être joueur »: no player, but all that speaks of players."""
    est_parcours: bool = False
    """Where or how one learns: no métier is left out."""
    diplomes: tuple[str, ...] = ()
    """Values of the facet « diplome »: what delivers them is left out too."""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    termes: tuple[Term, ...]
    codes: tuple[str, ...] = ()
    """Codes typed in full: they designate one entity each."""
    references: tuple[Reference, ...] = ()
    rang: Rang | None = None
    est_jointe: bool = False
    """True if « et » joins what is looked for: « photo et mer » may be two wishes."""

    @property
    def is_empty(self) -> bool:
        return not (self.termes or self.codes or self.references)

    @property
    def requis(self) -> list[int]:
        """Places of the words that are looked for; all of them, if they are all supports."""
        required = [at for at, term in enumerate(self.termes) if not term.est_appui]
        return required or list(range(len(self.termes)))  # « métier sans informatique »: no word is left

    @property
    def role(self) -> list[int]:
        """Places of the words that say who, when others say where; none, if none does."""
        has_place = any(term.est_lieu and not term.est_appui for term in self.termes)
        return [at for at in self.requis if not self.termes[at].est_lieu] if has_place else []

    @property
    def exiges(self) -> tuple[tuple[int, Term], ...]:
        """The words that the reader keeps, with their places among the terms."""
        return tuple((at, term) for at, term in enumerate(self.termes) if term.est_exige)
