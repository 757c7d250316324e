"""What a query means, before any search: codes, spellings, equivalent words; each can be undone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.facets import SANS_FILTRE, Filtres
from index.lexicon import Lexicon, Near
from index.query.plan import Alternative, QueryPlan, Term
from index.query.words import QueryWords
from index.relevance import Relevance
from index.results import Ambiguity, Correction, Sense, Understood
from mappings.vocabulary import Acronyme
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
    ambiguities: tuple[Ambiguity, ...] = ()
    names_diploma: bool = False
    filtres: Filtres = SANS_FILTRE
    """Filters that the words of the query ask for; a choice of the reader in the same facet comes first."""


class QueryReader:
    """Reads queries with the words of one generation."""

    def __init__(self, analyser: Analyser, lexicon: Lexicon, relevance: Relevance, words: QueryWords) -> None:
        self._analyser, self._lexicon, self._words = analyser, lexicon, words
        self._weights = relevance.requete

    def read(self, q: str, *, exactly: bool = False) -> Understanding:
        """`exactly`: the reader refused the spelling correction."""
        codes = tuple(dict.fromkeys(_clean_code(match[0]) for match in _CODE.finditer(q)))
        pairs = [
            (token, self._term(token, weak=weak, exactly=exactly))
            for token, weak in self._searched(_CODE.sub(" ", q))
        ]
        corrected = {token.mot: read.spelling for token, read in pairs if read.spelling}
        ignored = [token.mot for token, read in pairs if not read.term.alternatives]
        acronyms = list(self._acronyms(q))
        return Understanding(
            plan=QueryPlan(tuple(read.term for _, read in pairs if read.term.alternatives), codes),
            understood=(
                *(_undoable_code(q, code) for code in codes),
                *(_spelled_out(q, word, line) for word, line in acronyms if len(line.sens) == 1),
                *(Understood("mot-ignore", mot, mot, _without(q, mot)) for mot in ignored),
            ),
            correction=Correction(q, _respelled(q, corrected)) if corrected else None,
            names_diploma=any(token.cle in self._words.diplomes for token, _ in pairs),
            ambiguities=tuple(_ambiguity(q, word, line) for word, line in acronyms if len(line.sens) > 1),
        )

    def _acronyms(self, q: str) -> Iterator[tuple[str, Acronyme]]:
        """Acronyms of the query, as typed; some are words too, and only count in capitals."""
        for word in q.split():
            line = self._words.acronymes.get(normalise(word))
            if line and (word.isupper() or not line.majuscules):
                yield word, line

    def _searched(self, q: str) -> list[tuple[Token, bool]]:
        """Words that say something, each once, and whether it is only a support of the others."""
        tokens = self._analyser.tokens(q)
        introducing = _positions_of(self._words.expressions, [token.mot for token in tokens])
        distinct: dict[str, tuple[Token, bool]] = {}
        for position, token in enumerate(tokens):
            if not token.est_vide:
                distinct.setdefault(token.cle, (token, position in introducing))
        keys = set(distinct)
        weighed = [(token, weak or self._is_support(token, keys)) for token, weak in distinct.values()]
        if all(weak for _, weak in weighed):
            weighed = [(token, False) for token, _ in weighed]
        return weighed[:MOST_TERMS]

    def _is_support(self, token: Token, keys: set[str]) -> bool:
        exceptions = self._words.appuis.get(token.mot)
        return exceptions is not None and exceptions.isdisjoint(keys)

    def _term(self, token: Token, *, weak: bool, exactly: bool) -> "_ReadTerm":
        if same := self._same(token.cle):
            return _ReadTerm(self._weighed(token, same, weak=weak))
        if exactly or token.cle.startswith(NEGATED):
            return _ReadTerm(Term(token.mot, (), 0.0))
        near = self._lexicon.near(token.mot)
        spelled = self._spellings(token.mot, near)
        return _ReadTerm(self._weighed(token, spelled, weak=weak), near[0].forme if near else None)

    def _same(self, cle: str) -> list[Alternative]:
        """The word itself if a label holds it, and its equivalents: « resto » is no typo."""
        equivalents = [one for one in self._words.synonymes.get(cle, ()) if one.cle in self._lexicon]
        return [Alternative(cle, 1.0), *equivalents] if cle in self._lexicon else equivalents

    def _weighed(self, token: Token, alternatives: list[Alternative], *, weak: bool) -> Term:
        rarity = self._lexicon.rarity(alternatives[0].cle) if alternatives else 0.0
        weight = self._weights["mot_envie"] if weak else 1.0
        return Term(token.mot, tuple(alternatives), rarity * weight, est_appui=weak)

    def _spellings(self, mot: str, near: tuple[Near, ...]) -> list[Alternative]:
        """Known words the reader may have meant; all are kept, so that the other words decide."""
        spelled = [Alternative(n.cle, self._trust(n.similarity, near[0].similarity)) for n in near]
        known = {one.cle for one in spelled}
        started = self._lexicon.completions(mot, 6) if len(mot) >= SHORTEST_PREFIX else []
        return spelled + [Alternative(c, self._weights["prefixe"]) for c in started if c not in known]

    def _trust(self, similarity: float, best: float) -> float:
        """Weight of a spelling: less if another is nearer, and less if even the nearest is far."""
        near_enough = min(1.0, similarity / self._weights["orthographe_sure"])
        return self._weights["orthographe"] * (similarity / best * near_enough) ** 4


@dataclass(frozen=True, slots=True)
class _ReadTerm:
    term: Term
    spelling: str | None = None
    """The word it was corrected to, as it is written."""


def _positions_of(expressions: Mapping[str, tuple[tuple[str, ...], ...]], words: list[str]) -> set[int]:
    """Positions of the words that belong to one of the expressions."""
    found: set[int] = set()
    for start, word in enumerate(words):
        for expression in expressions.get(word, ()):
            end = start + len(expression)
            if tuple(words[start:end]) == expression:
                found.update(range(start, end))
    return found


def _clean_code(typed: str) -> str:
    return typed.upper().replace(" ", "")


def _undoable_code(q: str, code: str) -> Understood:
    rest = _CODE.sub(lambda match: "" if _clean_code(match[0]) == code else match[0], q)
    return Understood(nature="code", texte=code, mots=code, q_sans=" ".join(rest.split()))


def _spelled_out(q: str, word: str, line: Acronyme) -> Understood:
    meaning = line.sens[0].developpe
    return Understood("acronyme", f"{line.sigle} : {meaning}", word, _replaced(q, word, meaning))


def _ambiguity(q: str, word: str, line: Acronyme) -> Ambiguity:
    senses = (Sense(s.developpe, s.contexte, _replaced(q, word, s.developpe)) for s in line.sens)
    return Ambiguity(line.sigle, tuple(senses))


def _replaced(q: str, word: str, by: str) -> str:
    return " ".join(by if one == word else one for one in q.split())


def _without(q: str, mot: str) -> str:
    return " ".join(word for word in q.split() if mot not in normalise(word))


def _respelled(q: str, corrected: dict[str, str]) -> str:
    """The query with its corrected words, in the spelling of the labels."""
    return " ".join(corrected.get(word, word) for word in normalise(q).split())
