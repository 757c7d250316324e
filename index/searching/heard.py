"""What the words of a query were heard as: a métier, a wish, a skill… each can be left out.

Told from what the best answer bears: a label that the query says whole. Half a name is a guess, and what
the first result does not bear is not how the query was read.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from index.arrays import Booleans
from index.documents import FAMILLES, GROUPES, NATURES, Groupe, Nature
from index.plan import QueryPlan
from index.query.typed import Span, Typed, holds, read_typed
from index.query.understand import Understanding
from index.results import NatureComprise, Understood
from index.searching.combined_wishes import WHOLE
from index.searching.job_titles import is_a_title
from index.searching.natures import GIVEN_BY_PUBLISHERS
from index.searching.ranking import LabelScores

_NAMES: dict[Groupe, NatureComprise] = {
    Groupe.NOMS: "metier",
    Groupe.CERTIFICATIONS: "certification",
    Groupe.FORMATIONS: "formation",
}
_KEYWORDS: dict[Nature, NatureComprise] = {
    Nature.CONTEXTE: "condition",
    **dict.fromkeys(FAMILLES["competence"], "competence"),
    **{nature: "domaine" for nature in FAMILLES["contexte"] if nature is not Nature.CONTEXTE},
    **dict.fromkeys((*FAMILLES["envie"], *FAMILLES["interet"]), "envie"),
}
_JOINING = frozenset({"et", "ou", "mais", "qui"})
"""They begin no sentence of their own: « et j'aime les animaux »."""
_AROUND = " ,;:.!?…"
_OTHER_NAMES = tuple(nature for nature in NATURES if nature not in {*GIVEN_BY_PUBLISHERS, *_KEYWORDS})

_SUREST = (*GIVEN_BY_PUBLISHERS, *_KEYWORDS, *_OTHER_NAMES)
"""Of labels of the same words: « souder » is an everyday name of welders, and first of all a skill."""
_SUREST_OF_A_TITLE = (*GIVEN_BY_PUBLISHERS, *_OTHER_NAMES, *_KEYWORDS)
"""« maître nageur » is what someone is, though some wish it."""


def heard(
    understanding: Understanding, labels: Sequence[LabelScores], entity: int, least: float
) -> tuple[Understood, ...]:
    """One thing for each label of an entity that is said whole, the best first, each word once.

    Nothing, if they say less than `least` of what the query asks for.
    """
    sentence = _Sentence(understanding)
    said = [
        (_nature(scored, label), np.flatnonzero(scored.hits.matched[label] > 0).tolist())
        for scored in labels[:1]
        for label in _said_whole(understanding.plan, scored, entity)
    ]
    if _share(understanding.plan, {term for _, terms in said for term in terms}) < least:
        return ()
    spoken = ((nature, sentence.spoken(terms)) for nature, terms in said)
    return tuple(sentence.told(nature, places) for nature, places in spoken if places)


def _said_whole(plan: QueryPlan, scored: LabelScores, entity: int) -> Iterator[int]:
    """Places of the labels of an entity that the query says in full, except diplomas, already told."""
    hits, said = scored.hits, scored.hits.matched > 0
    surest = _SUREST_OF_A_TITLE if is_a_title(plan, hits) else _SUREST
    diplomas = [at for at, term in enumerate(plan.termes) if term.est_diplome]
    bears: Booleans = np.zeros(len(said), dtype=np.bool_)
    bears[hits.target_label[hits.target_entity == entity]] = True
    is_free = bears & (hits.rest < WHOLE) & ~said[:, diplomas].any(axis=1) & said[:, plan.requis].any(axis=1)
    while is_free.any():
        best = said[int(np.where(is_free, scored.values, -np.inf).argmax())]
        same = np.flatnonzero(is_free & (said == best).all(axis=1))
        yield min(same.tolist(), key=lambda at: surest.index(NATURES[hits.natures[at]]))
        is_free &= ~said[:, best].any(axis=1)


def _nature(scored: LabelScores, label: int) -> NatureComprise:
    """An everyday name may be that of an employer: « Uber »."""
    nature, groupe = NATURES[scored.hits.natures[label]], GROUPES[scored.hits.groupes[label]]
    if nature in _OTHER_NAMES and groupe is Groupe.NOMS:
        return "mot-courant"
    return _KEYWORDS.get(nature) or _NAMES[groupe]


def _share(plan: QueryPlan, terms: Collection[int]) -> float:
    """Share of what the query asks for, diplomas apart, that these terms are."""
    asked = {at: plan.termes[at].poids for at in plan.requis if not plan.termes[at].est_diplome}
    return sum(asked.get(at, 0.0) for at in terms) / (sum(asked.values()) or 1.0)


class _Sentence:
    """The words of a query, and which of them say something."""

    def __init__(self, understanding: Understanding) -> None:
        correction = understanding.correction
        self._typed = read_typed(correction.cherchee if correction else understanding.lue)
        self._termes = understanding.plan.termes
        self._at = [_place(self._typed, term.orthographe or term.mot) for term in self._termes]
        told = {word for one in understanding.understood for word in one.mots.split()}
        self._told = {at for at, word in enumerate(self._typed.mots) if word in told}
        required = {self._at[at] for at in understanding.plan.requis}
        self._speaking = self._told.union(at for at in required if at is not None)

    def spoken(self, terms: Collection[int]) -> list[int]:
        """Places of the words of these terms, small words between them included; none if all are told, or if
        some are not the reader's own (« bien payé » is read « bien gagner sa vie »).

        A wish begins with who wishes: « je veux travailler avec des enfants ».
        """
        found = [self._at[term] for term in terms]
        places = sorted({at for at in found if at is not None})
        if None in found or not self._speaking.intersection(places) - self._told:
            return []
        between = range(places[0], places[-1] + 1)
        if not self._speaking.intersection(between) <= set(places):
            return places
        supports = {at for term, at in zip(self._termes, self._at, strict=True) if term.est_appui}
        first = self._after_what_speaks(places[0]) if places[0] in supports else places[0]
        return [*range(first, places[0]), *between]

    def told(self, nature: NatureComprise, places: list[int]) -> Understood:
        mots = " ".join(self._typed.mots[at] for at in places)
        return Understood(nature, mots.strip(_AROUND), mots, self._without(places))

    def _without(self, places: list[int]) -> str:
        """The rest of the query, but for the small words before these; empty if it says nothing."""
        if self._speaking <= set(places):
            return ""
        before = Span(self._after_what_speaks(places[0]), places[0])
        return self._typed.sans([before, *(Span(at, at + 1) for at in places)])

    def _after_what_speaks(self, place: int) -> int:
        """Where the small words before a place begin."""
        ends = (at for at in range(place) if at in self._speaking or self._typed.normes[at] in _JOINING)
        return max((at + 1 for at in ends), default=0)


def _place(typed: Typed, mot: str) -> int | None:
    return next((at for at, word in enumerate(typed.mots) if holds(word, mot)), None)
