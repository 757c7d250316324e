"""A query as what answers it best spells it: « mikseur son » is « mixeur son », a name that a métier bears.

An unknown word has several known ones near it, and is first searched through all of them: the other words
decide. What answers best then says which was meant.
"""

from collections.abc import Collection
from functools import reduce

from index.lexicon import Lexicon, Near
from index.plan import QueryPlan, Term
from index.query.typed import respelled
from index.relevance import Section


class Speller:
    def __init__(self, lexicon: Lexicon, weights: Section) -> None:
        self._lexicon = lexicon
        self._sure, self._most_typos = weights["orthographe_sure"], weights["orthographe_fautes"]

    def spelled_as(self, said: Collection[str], q: str, plan: QueryPlan) -> str:
        """The query in which each typo of one of these words is written as it should be.

        `said`: the keys of what answers it best.
        """
        typos = [(term, self._meant(term, said)) for term in plan.termes if term.orthographe]
        meant = [
            (term.mot, near.forme)
            for term, near in typos
            if near and near.fautes <= self._most_typos
            if near.similarity >= self._sure or _says_the_rest(said, plan, term)
        ]
        return reduce(lambda text, one: respelled(text, *one), meant, q)

    def _meant(self, term: Term, said: Collection[str]) -> Near | None:
        """The nearest of the known words that are said, if any."""
        return next((near for near in self._lexicon.near(term.mot) if near.cle in said), None)


def _says_the_rest(said: Collection[str], plan: QueryPlan, term: Term) -> bool:
    """Whether there are other words, and they are all said."""
    others = [other for other in plan.termes if other is not term]
    return bool(others) and all(any(one.cle in said for one in other.alternatives) for other in others)
