"""The port: what the search asks of an engine, whichever it is.

An engine proposes candidates for a plan; it does not decide their order. The second stage
(`index.searching.rerank`) scores the candidates the same way for every engine.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.arrays import Booleans, Floats, Ints
from index.documents import Card, EntityDocument, Groupe, LabelDocument
from index.engines.traits import Traits
from index.lexicon import Lexicon
from index.manifest import Manifest
from index.plan import QueryPlan
from index.views import CorpusFacts

Annexe = tuple[str, bytes]
"""A key (« lieu:lyon ») and the JSON kept under it."""
LIBELLES = "libelles"
ENTITES = "entites"
"""Kinds of documents, as the gates count them."""


@dataclass(frozen=True, slots=True)
class LabelHits:
    """Labels that hold a word of the plan, group after group. n labels, t terms, m targets.

    Arrays are parallel: position i of each is the same label, position j of `target_*` the same target. They
    hold every group: five times fewer steps of numpy than group by group, each of a few hundred labels.
    """

    groupes: Ints
    """(n) position in GROUPES."""
    ids: Ints
    """(n) the engine's own identifier of the label in its group, given back to `shown`."""
    natures: Ints
    """(n) position in NATURES."""
    matched: Floats
    """(n, t) weight of the best alternative of each term found in the label, 0 if none."""
    rest: Floats
    """(n) rarity of the label's words that the query does not say."""
    head: Ints
    """(n) term that the first word of the label answers, -1 if none."""
    says_rank: Booleans
    """(n) True if the first word of the label says the rank that the plan asks."""
    target_label: Ints
    """(m) position of the label in this struct."""
    target_entity: Ints
    """(m) the engine's number of the entity."""
    target_weight: Floats
    """(m) how firmly the label names the entity."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each entity is shown, in the order asked."""

    genres: Ints
    """Position in GENRES."""
    homes: Ints
    """The entity on whose card it is folded: itself, unless it is a fiche shown with its métier."""


@dataclass(frozen=True, slots=True)
class View:
    carte: Card
    vue: bytes | None
    """JSON; None for a fiche that is shown on the page of another entity."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A label that continues what is being typed, and the entity it names first."""

    texte: str
    entity: int
    score: float


class Engine(Protocol):
    """An open generation. Methods raise `EngineError` when the engine does not answer."""

    @property
    def computes_here(self) -> bool:
        """True if this process does the work of answering, False if it waits for others that do."""
        ...

    @property
    def lexicon(self) -> Lexicon: ...

    @property
    def facts(self) -> CorpusFacts: ...

    @property
    def traits(self) -> Traits:
        """What the entities are, as the facets see it."""
        ...

    def counts(self) -> dict[str, int]:
        """Documents that the engine holds: LIBELLES and ENTITES."""
        ...

    def candidates(
        self, plan: QueryPlan, *, with_crowds: bool = False, at_most: int | None = None
    ) -> LabelHits:
        """Labels that may answer; more than needed, in no particular order.

        `with_crowds`: labels that name a crowd give all of it (`index.engines.crowds`).
        `at_most`: so many labels of each group, rather than the limits of relevance.yml.
        """
        ...

    def keys(self, groupe: Groupe, ordre: int) -> list[str]:
        """The keys of a label, as the lexicon knows them."""
        ...

    def texts(self, plan: QueryPlan, entities: Ints) -> Floats:
        """What the whole text of each entity says of a plan (BM25 over weighted fields), 0 if nothing."""
        ...

    def cards(self, entities: Sequence[int]) -> list[Card]:
        """Cards of entities, in the order asked."""
        ...

    def places(self, entities: Ints) -> Places:
        """Where entities are shown."""
        ...

    def alphabetical(self, entities: Ints) -> Ints:
        """The same entities, in the order of their titles."""
        ...

    def codes(self, entities: Ints) -> list[str]:
        """Codes of entities, in the order asked."""
        ...

    def shown(
        self, entities: Sequence[int], labels: Sequence[tuple[Groupe, int]]
    ) -> tuple[list[Card], list[str]]:
        """Cards of entities, and labels as the source writes them: a whole page in one round trip."""
        ...

    def entities_of(self, codes: Sequence[str]) -> list[int]:
        """Numbers of the entities with these codes; unknown codes are skipped."""
        ...

    def bearing(self, reference: str, limit: int) -> Ints:
        """Entities that bear a code of another nomenclature (`index.references`), in no particular order."""
        ...

    def view(self, code: str) -> View | None:
        """An entity with its whole view, in one round trip; None if no entity has this code."""
        ...

    def annexes(self, cles: Sequence[str]) -> dict[str, bytes]:
        """What is kept under these keys, in one round trip; unknown keys are absent."""
        ...

    def annexes_from(self, debut: str, limit: int) -> list[Annexe]:
        """The first annexes whose key begins so, in the order of their keys."""
        ...

    def complete(
        self, complete_keys: Sequence[str], last_keys: Sequence[str], limit: int
    ) -> list[Completion]:
        """Names that hold every complete key and one of the last keys: so many of each group of names."""
        ...

    def close(self) -> None: ...


class GenerationWriter(Protocol):
    """A generation being built aside. Nothing is visible before `finish`; `abort` leaves no trace."""

    def add_labels(self, labels: Iterable[LabelDocument]) -> int: ...

    def add_entities(self, entities: Iterable[EntityDocument]) -> int: ...

    def add_annexes(self, annexes: Iterable[Annexe]) -> int:
        """Keep JSON under its key, each key once; DocumentRejectedError if one comes twice."""
        ...

    def finish(self, lexicon: Lexicon, facts: CorpusFacts) -> None:
        """Flush everything; raises `DocumentRejectedError` if a document was refused."""
        ...

    def abort(self) -> None: ...


class GenerationStore(Protocol):
    """Where generations live. Every method may raise `EngineError` if that place does not answer."""

    @property
    def remembered_s(self) -> float:
        """How long a reader may remember `current` instead of asking again."""
        ...

    @property
    def lieu(self) -> str:
        """Where that is, in French, with the setting that says so."""
        ...

    def current(self) -> str | None:
        """Name of the generation served, None if there is none."""
        ...

    def manifests(self) -> list[Manifest]:
        """Complete generations, newest first."""
        ...

    def writer(self, name: str) -> GenerationWriter: ...

    def open(self, name: str) -> Engine: ...

    def publish(self, manifest: Manifest) -> None:
        """Serve a complete generation, in one atomic step, then drop the oldest."""
        ...

    def rollback(self, name: str | None = None) -> str:
        """Serve the generation named, or the one before the current; returns its name."""
        ...

    def record(self, event: str, name: str, detail: str = "") -> None:
        """Add a line to the history."""
        ...

    def building(self) -> AbstractContextManager[None]:
        """Only one build at a time; sweeps what a killed build left. BuildError if one is under way."""
        ...
