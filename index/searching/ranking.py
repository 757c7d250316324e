"""A ranking: entities in order, the parts of their scores and the labels behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from index.arrays import Floats, Ints, are_in, common, in_order, members, union, without
from index.documents import FAMILLES, GROUPES, NATURES, Groupe, Nature
from index.engines.base import LabelHits
from index.results import Ordre

BestLabel = tuple[Groupe, int, Nature]
"""Group of a label, its id in the engine, its nature."""

PARTIES = (*FAMILLES, "ensemble", "recoupement", "rang", "plein_texte")
"""The named parts of a score, in the order in which they are computed."""
RANG, PLEIN_TEXTE = -2, -1
"""Positions of the last two."""


@dataclass(frozen=True, slots=True)
class LabelScores:
    """Scored labels, with the parts that make the score."""

    hits: LabelHits
    values: Floats
    """(n) score of each label, before the weight of its targets."""
    coverage: Floats
    """(n) share of the query that each label says."""
    favour: float
    """The most that saying the role or the whole wish added: it puts first, without shutting out the rest."""
    is_name_of_metier: bool
    """True if the query is the very name of a métier: of the ROME, or in everyday words."""
    is_publishers_name: bool
    """The same, but in the words of a publisher: « animaux » is an everyday word for many métiers."""
    holds_name: bool
    """True if the query says every word of some name, alone or among other words; an everyday name is also
    what people wish (« enfants »), unless the query begins as titles do."""
    is_name_or_diploma: bool
    """True if the query is a name or a diploma and nothing else."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entities that passed the gate, best first."""

    entities: Ints
    scores: Floats
    parts: Floats
    """(k, PARTIES) what each part brought to the score: they add up to it."""
    labels: tuple[LabelScores, ...]
    aside: Ints
    """Entities set aside: they say only a part of a query that others bear as their very name."""
    ordre: Ordre = "pertinence"
    """Anything else owes nothing to scores."""

    @property
    def is_list(self) -> bool:
        return self.ordre != "pertinence"

    @property
    def is_publishers_name(self) -> bool:
        return any(scored.is_publishers_name for scored in self.labels)

    @classmethod
    def empty(cls) -> "Ranking":
        none, nobody = np.empty(0, dtype=np.float32), np.empty(0, dtype=np.int64)
        return cls(nobody, none, none.reshape(0, len(PARTIES)), (), nobody)

    @classmethod
    def listing(cls, entities: Ints, ordre: Ordre) -> "Ranking":
        """Entities that no word ranks, in the order that they come in."""
        same = np.ones(len(entities), dtype=np.float32)
        parts = np.zeros((len(entities), len(PARTIES)), dtype=np.float32)
        return cls(entities, same, parts, (), np.empty(0, dtype=np.int64), ordre=ordre)

    def told_by_texts(self, at: Ints, brought: Floats, order: Callable[[Ints], Ints]) -> "Ranking":
        """The same entities, with what their whole texts bring to those at these positions.

        `order` settles ties: « Secrétaire de mairie » comes before « Secrétaire de mairie (DU) ».
        """
        parts, scores = self.parts.copy(), self.scores.copy()
        parts[at, PLEIN_TEXTE] = brought
        scores[at] += brought
        places = _places_of(order(self.entities), self.entities)
        best = places[np.argsort(-scores[places], kind="stable")]
        return replace(self, entities=self.entities[best], scores=scores[best], parts=parts[best])

    def listed(self, order: Callable[[Ints], Ints], whole: Ints) -> "Ranking":
        """These entities, in the order of their titles; the rest is set aside."""
        aside = union(without(self.aside, whole), without(self.entities, whole))
        return replace(Ranking.listing(order(whole), "alphabetique"), labels=self.labels, aside=aside)

    def promoted(self, entities: list[int], bonus: float) -> "Ranking":
        """The same ranking, with the entities whose very code was typed first."""
        if not entities:
            return self
        others = np.flatnonzero(~are_in(self.entities, entities))
        parts = np.zeros((len(entities), self.parts.shape[1]), dtype=np.float32)
        return Ranking(
            np.concatenate([np.array(entities, dtype=np.int64), self.entities[others]]),
            np.concatenate([np.full(len(entities), bonus, dtype=np.float32), self.scores[others]]),
            np.concatenate([parts, self.parts[others]]),
            self.labels,
            without(self.aside, entities),
        )

    def excluding(self, entities: Ints) -> "Ranking":
        """The same ranking without these entities."""
        kept = self.only(without(self.entities, entities))
        return replace(kept, aside=without(self.aside, entities))

    def keeping(self, said: Sequence["Ranking"]) -> "Ranking | None":
        """Only the entities that all these rankings hold; None if there are none.

        First those of this ranking, in its order. The others come after: they say the words that the reader
        keeps, and nothing else of the query.
        """
        allowed = reduce(common, [other.entities for other in said])
        if not len(allowed):
            return None
        first = self.only(allowed)
        rest = said[0].only(without(allowed, first.entities))
        lowest = first.scores.min(initial=np.float32(1.0))
        scale = np.float32(lowest / rest.scores.max(initial=np.float32(lowest)))
        return Ranking(
            np.concatenate([first.entities, rest.entities]),
            np.concatenate([first.scores, rest.scores * scale]),
            np.concatenate([first.parts, rest.parts * scale]),
            tuple(scored for ranking in (self, *said) for scored in ranking.labels),
            np.empty(0, dtype=np.int64),
        )

    def among(self, at: int, count: int) -> "Ranking":
        """This ranking of a single word, as the ranking of word `at` in a query of `count` words."""
        return replace(self, labels=tuple(_among(scored, at, count) for scored in self.labels))

    def only(self, entities: Ints) -> "Ranking":
        """The same ranking, with these entities alone."""
        stays = np.flatnonzero(are_in(self.entities, entities))
        return replace(
            self, entities=self.entities[stays], scores=self.scores[stays], parts=self.parts[stays]
        )

    def parts_of(self, position: int) -> dict[str, float]:
        return {
            name: float(value) for name, value in zip(PARTIES, self.parts[position], strict=True) if value
        }

    def best_labels(self, entities: Sequence[int]) -> list[BestLabel | None]:
        """The label that speaks best for each entity, None if only its full text answers."""
        best: dict[int, tuple[float, BestLabel]] = {}
        is_asked = members(np.array(entities, dtype=np.int64))
        for scored in self.labels:
            hits = scored.hits
            targets = np.flatnonzero(is_asked.take(hits.target_entity, mode="clip"))
            labels, named = hits.target_label[targets], hits.target_entity[targets]
            values = scored.values[labels] * hits.target_weight[targets]
            for label, entity, value in zip(labels.tolist(), named.tolist(), values.tolist(), strict=True):
                if value > best.get(entity, (0.0,))[0]:
                    best[entity] = (value, _label(hits, label))
        return [best[entity][1] if entity in best else None for entity in entities]


def _label(hits: LabelHits, at: int) -> BestLabel:
    return GROUPES[hits.groupes[at]], int(hits.ids[at]), NATURES[hits.natures[at]]


def _places_of(asked: Ints, entities: Ints) -> Ints:
    """Places of the entities asked among others, each once."""
    by_number = in_order(entities)
    places: Ints = by_number[np.searchsorted(entities, asked, sorter=by_number)]
    return places


def _among(scored: LabelScores, at: int, count: int) -> LabelScores:
    hits = scored.hits
    matched = np.zeros((len(hits.matched), count), dtype=np.float32)
    matched[:, at] = hits.matched[:, 0]
    return replace(scored, hits=replace(hits, matched=matched, head=np.where(hits.head == 0, at, -1)))
