"""What a query means, before any search: codes, levels, a place, refusals, spellings, equivalent words.

Each can be undone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.facets import SANS_FILTRE, Filtres
from index.lexicon import Lexicon, Near
from index.lieux.model import Lieu
from index.query import lieux, niveaux, refus
from index.query.lieux import LieuLu, PlaceReader
from index.query.niveaux import DiplomeLu, filtres_of, read_diplomas
from index.query.plan import Alternative, QueryPlan, Term
from index.query.refus import Refus, read_false_refusals, read_refusals
from index.query.typed import Span, Typed, read_typed
from index.query.words import QueryWords
from index.relevance import Relevance
from index.results import Ambiguity, Correction, Sense, Understood
from mappings.vocabulary import Acronyme
from nlp.analysis import NEGATED, NEGATIVE_WORDS, Analyser, Token
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
    lieu: Lieu | None = None
    """Where, if the query says it."""
    ecarts: tuple[QueryPlan, ...] = ()
    """What is refused: whatever says one of these wholly is left out."""

    @property
    def is_all_understood(self) -> bool:
        """True if no word is left aside."""
        return all(one.nature != "mot-ignore" for one in self.understood)


@dataclass(frozen=True, slots=True)
class _Apart:
    """What is understood of a query before its words are searched."""

    diplomes: tuple[DiplomeLu, ...]
    lieu: LieuLu | None
    refus: tuple[Refus, ...]
    taken: tuple[Span, ...]
    """Words that are no longer searched."""
    lies: frozenset[str] = frozenset()
    """Keys of what a refusal that is searched refuses: never wanted by themselves."""


class QueryReader:
    """Reads queries with the words of one generation."""

    def __init__(
        self,
        analyser: Analyser,
        lexicon: Lexicon,
        relevance: Relevance,
        words: QueryWords,
        places: PlaceReader | None = None,
    ) -> None:
        self._analyser, self._lexicon, self._words = analyser, lexicon, words
        self._places = places
        self._weights = relevance.requete

    def read(self, q: str, *, exactly: bool = False) -> Understanding:
        """`exactly`: the reader refused the spelling correction."""
        codes = tuple(dict.fromkeys(_clean_code(match[0]) for match in _CODE.finditer(q)))
        typed = read_typed(q)
        apart = self._apart(typed)
        pairs = self._read_words(typed, apart, exactly=exactly)
        corrected = {token.mot: read.spelling for token, read in pairs if read.spelling}
        acronyms = list(self._acronyms(typed, apart))
        return Understanding(
            plan=QueryPlan(tuple(read.term for _, read in pairs if read.term.alternatives), codes),
            understood=(
                *(_undoable_code(q, code) for code in codes),
                *_chips(typed, apart),
                *(_spelled_out(q, word, line) for word, line in acronyms if len(line.sens) == 1),
                *_ignored(q, pairs),
            ),
            correction=Correction(q, _respelled(q, corrected)) if corrected else None,
            names_diploma=bool(apart.diplomes),
            ambiguities=tuple(_ambiguity(q, word, line) for word, line in acronyms if len(line.sens) > 1),
            filtres=filtres_of(apart.diplomes),
            lieu=apart.lieu.lieu if apart.lieu else None,
            ecarts=tuple(self._refused(typed, one) for one in apart.refus if one.span in apart.taken),
        )

    def _apart(self, typed: Typed) -> _Apart:
        """Diplomas and levels, then a place, then refusals, each among the words that are left."""
        diplomes = tuple(read_diplomas(typed, self._words.formes_diplomes, self._words.acronymes))
        taken = {position for one in diplomes for position in one.span}
        lieu = self._places.read(typed, taken) if self._places else None
        taken.update(lieu.span if lieu else ())
        every = read_refusals(typed, taken, self._is_wish, self._words.lecture)
        refused = tuple(one for one in every if self._refuses(typed, one))
        spans = (
            *(one.span for one in diplomes if one.est_souhait and not self._is_label(typed, one.span)),
            *((lieu.span,) if lieu else ()),
            *(one.span for one in refused if not self._is_label(typed, one.span)),
            *read_false_refusals(typed, self._words.lecture),
        )
        tied = (self._analyser.keys(typed.texte(one.span)) for one in refused if one.span not in spans)
        lies = frozenset(key for keys in tied for key in keys if not key.startswith(NEGATED))
        return _Apart(diplomes, lieu, refused, spans, lies)

    def _refuses(self, typed: Typed, one: Refus) -> bool:
        """« contrôle non destructif » is a name: the corpus itself says the word negated."""
        keys = self._analyser.keys(typed.texte(one.span))
        is_said = bool(keys) and keys[0].startswith(NEGATED) and keys[0] in self._lexicon
        is_wish = self._is_wish(typed.normes[one.objet.start])
        return bool(keys) and (is_wish or not is_said or self._is_label(typed, one.span))

    def _is_label(self, typed: Typed, span: Span) -> bool:
        """Words that a wish of the vocabulary says: « sans diplôme » is searched as it is."""
        keys = frozenset(self._analyser.keys(typed.texte(span)))
        is_known = all(key in self._lexicon for key in keys)
        return is_known and any(keys <= phrase for phrase in self._words.refus_connus)

    def _is_wish(self, mot: str) -> bool:
        return mot in self._words.appuis

    def _refused(self, typed: Typed, one: Refus) -> QueryPlan:
        """What is refused, as a plan: its words that the corpus knows."""
        tokens = [word for word in self._analyser.tokens(typed.texte(one.objet)) if not word.est_vide]
        said = [word for word in tokens if not self._is_wish(word.mot)] or tokens
        return QueryPlan(
            tuple(
                Term(token.mot, (Alternative(token.cle, 1.0),), self._lexicon.rarity(token.cle))
                for token in said
                if token.cle in self._lexicon
            )
        )

    def _acronyms(self, typed: Typed, apart: _Apart) -> Iterator[tuple[str, Acronyme]]:
        """Acronyms of the query, as typed; some are words too, and only count in capitals."""
        known = {at for span in (*apart.taken, *(one.span for one in apart.diplomes)) for at in span}
        for position in sorted(typed.libres - known):
            word = typed.mots[position]
            line = self._words.acronymes.get(typed.normes[position])
            if line and (word.isupper() or not line.majuscules):
                yield word, line

    def _read_words(self, typed: Typed, apart: _Apart, *, exactly: bool) -> list[tuple[Token, "_ReadTerm"]]:
        """The words that are searched, each with what answers it."""
        as_they_are = {
            token.mot
            for position in typed.tels_quels
            for token in self._analyser.tokens(typed.mots[position])
        }
        alone = _negative_words(typed) if apart.refus else ()
        left = typed.sans([*apart.taken, *alone])
        text = " ".join(self._spelt_if_grammar(word) for word in left.split())
        searched = self._searched(_CODE.sub(" ", text), apart.lies, alone=not apart.taken)
        return [
            (token, self._term(token, weak=weak, exactly=exactly or token.mot in as_they_are))
            for token, weak in searched
        ]

    def _spelt_if_grammar(self, word: str) -> str:
        """« DES », in capitals: the words of an acronym whose letters are a word of grammar."""
        if not word.isupper() or self._analyser.keys(word):
            return word
        line = self._words.acronymes.get(normalise(word))
        return line.sens[0].mots if line else word

    def _searched(self, q: str, tied: frozenset[str], *, alone: bool) -> list[tuple[Token, bool]]:
        """Words that say something, each once, and whether it is only a support of the others.

        `tied`: words that only say more of a refusal. `alone`: nothing else is understood, so words that only
        say a wish are all there is to search.
        """
        tokens = self._analyser.tokens(q)
        introducing = _positions_of(self._words.expressions, [token.mot for token in tokens])
        distinct: dict[str, tuple[Token, bool]] = {}
        for position, token in enumerate(tokens):
            if not token.est_vide:
                distinct.setdefault(token.cle, (token, position in introducing))
        keys = set(distinct)
        weighed = [
            (token, weak or token.cle in tied or self._is_support(token, keys))
            for token, weak in distinct.values()
        ]
        if all(weak for _, weak in weighed):
            weighed = _restored([token for token, _ in weighed], tied) if alone else []
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


def _restored(tokens: list[Token], tied: frozenset[str]) -> list[tuple[Token, bool]]:
    """Words that only say a wish, searched for want of others; a refusal says more than they do."""
    refused = [token for token in tokens if token.cle.startswith(NEGATED)]
    if not refused:
        return [(token, False) for token in tokens]
    return [(token, token.cle in tied) for token in tokens if token in refused or token.cle in tied]


def _positions_of(expressions: Mapping[str, tuple[tuple[str, ...], ...]], words: list[str]) -> set[int]:
    """Positions of the words that belong to one of the expressions."""
    found: set[int] = set()
    for start, word in enumerate(words):
        for expression in expressions.get(word, ()):
            end = start + len(expression)
            if tuple(words[start:end]) == expression:
                found.update(range(start, end))
    return found


def _chips(typed: Typed, apart: _Apart) -> Iterator[Understood]:
    yield from (niveaux.chip(typed, one) for one in apart.diplomes)
    if apart.lieu:
        yield lieux.chip(typed, apart.lieu)
    yield from (refus.chip(typed, one) for one in apart.refus)


def _negative_words(typed: Typed) -> Iterator[Span]:
    """« ne », which says nothing of its own beside « pas » but is a name elsewhere."""
    return (Span(at, at + 1) for at in sorted(typed.libres) if typed.normes[at] in NEGATIVE_WORDS)


def _ignored(q: str, pairs: list[tuple[Token, _ReadTerm]]) -> Iterator[Understood]:
    words = (token.mot for token, read in pairs if not read.term.alternatives)
    return (Understood("mot-ignore", mot, mot, _without(q, mot)) for mot in words)


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
