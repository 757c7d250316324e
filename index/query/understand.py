"""What a query means, before any search: codes, spellings, equivalent words; each can be undone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.lexicon import Lexicon, Near
from index.query.plan import Alternative, QueryPlan, Term
from index.relevance import Relevance
from index.results import Correction, Understood
from nlp.analysis import NEGATED, Analyser, Token
from nlp.normalise import normalise

_CODE = re.compile(
    r"(?<![\w.])(?:[A-N]\d{4}|MET\.\d+|FOR\.\d+|DEMO\.\d+|(?:RNCP|RS)\s?\d+)(?![\w.])", re.IGNORECASE
)
SHORTEST_PREFIX = 4
"""An unknown word of three letters begins too many words to mean one of them."""
MOST_TERMS = 16
"""Words beyond are not searched: no one asks a question of seventeen rare words in one line."""


@dataclass(frozen=True, slots=True)
class Understanding:
    plan: QueryPlan
    understood: tuple[Understood, ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class QueryWords:
    """Words that only make sense in a query; data of `mappings/vocabularies`."""

    envie: frozenset[str] = frozenset()
    """Keys of words that say a wish (« devenir »): dropped if anything else is said."""
    bruit: frozenset[str] = frozenset()
    """Keys of words of job offers (« CDI »): dropped if anything else is said."""
    synonymes: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    """Key → equivalent keys."""


class QueryReader:
    """Reads queries with the words of one generation."""

    def __init__(self, analyser: Analyser, lexicon: Lexicon, relevance: Relevance, words: QueryWords) -> None:
        self._analyser, self._lexicon, self._words = analyser, lexicon, words
        self._weights = relevance.requete

    def read(self, q: str, *, exactly: bool = False) -> Understanding:
        """`exactly`: the reader refused the spelling correction."""
        codes = tuple(dict.fromkeys(_clean_code(match[0]) for match in _CODE.finditer(q)))
        pairs = [(token, self._term(token, exactly=exactly)) for token in self._searched(_CODE.sub(" ", q))]
        corrected = {token.mot: read.spelling for token, read in pairs if read.spelling}
        return Understanding(
            plan=QueryPlan(tuple(read.term for _, read in pairs if read.term.alternatives), codes),
            understood=tuple(_undoable_code(q, code) for code in codes),
            correction=Correction(q, _respelled(q, corrected)) if corrected else None,
        )

    def _searched(self, q: str) -> list[Token]:
        """Words that say something; wishes and noise only if there is nothing else."""
        distinct: dict[str, Token] = {}
        for token in self._analyser.tokens(q):
            if not token.est_vide:
                distinct.setdefault(token.cle, token)
        useful = [
            t for cle, t in distinct.items() if cle not in self._words.envie and cle not in self._words.bruit
        ]
        return (useful or list(distinct.values()))[:MOST_TERMS]

    def _term(self, token: Token, *, exactly: bool) -> "_ReadTerm":
        if token.cle in self._lexicon:
            same = [Alternative(token.cle, 1.0), *self._words.synonymes.get(token.cle, ())]
            return _ReadTerm(self._weighed(token, same))
        if exactly or token.cle.startswith(NEGATED):
            return _ReadTerm(Term(token.mot, (), 0.0))
        near = self._lexicon.near(token.mot)
        spelled = self._spellings(token.mot, near)
        return _ReadTerm(self._weighed(token, spelled), near[0].forme if near else None)

    def _weighed(self, token: Token, alternatives: list[Alternative]) -> Term:
        rarity = self._lexicon.rarity(alternatives[0].cle) if alternatives else 0.0
        return Term(token.mot, tuple(alternatives), rarity)

    def _spellings(self, mot: str, near: tuple[Near, ...]) -> list[Alternative]:
        """Known words the reader may have meant; all are kept, so that the other words decide."""
        weight = self._weights["orthographe"]
        spelled = [Alternative(n.cle, weight * (n.similarity / near[0].similarity) ** 4) for n in near]
        known = {one.cle for one in spelled}
        started = self._lexicon.completions(mot, 6) if len(mot) >= SHORTEST_PREFIX else []
        return spelled + [Alternative(c, self._weights["prefixe"]) for c in started if c not in known]


@dataclass(frozen=True, slots=True)
class _ReadTerm:
    term: Term
    spelling: str | None = None
    """The word it was corrected to, as it is written."""


def _clean_code(typed: str) -> str:
    return typed.upper().replace(" ", "")


def _undoable_code(q: str, code: str) -> Understood:
    rest = _CODE.sub(lambda match: "" if _clean_code(match[0]) == code else match[0], q)
    return Understood(nature="code", texte=code, mots=code, q_sans=" ".join(rest.split()))


def _respelled(q: str, corrected: dict[str, str]) -> str:
    """The query with its corrected words, in the spelling of the labels."""
    return " ".join(corrected.get(word, word) for word in normalise(q).split())
