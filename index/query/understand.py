"""What a query means, before any search: codes, levels, a place, refusals, spellings, equivalent words.

Each can be undone.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from index.facets import SANS_FILTRE, Filtres
from index.lexicon import Lexicon, Near
from index.lieux.model import Lieu
from index.plan import Alternative, QueryPlan, Rang, Term
from index.query import codes, lieux, niveaux, references, refus, told
from index.query.lieux import LieuLu, PlaceReader
from index.query.niveaux import DiplomeLu, filtres_of, read_diplomas
from index.query.references import ReferenceLue, read_references
from index.query.refus import Refus, read_false_refusals, read_refusals
from index.query.sigles import with_senses_of
from index.query.stuck import IsAName, Unsticker, stuck_forms
from index.query.told import Pairs
from index.query.typed import Span, Typed, holds, read_typed, respelled
from index.query.words import QueryWords
from index.relevance import Relevance
from index.results import Ambiguity, Correction, NatureComprise, Understood
from mappings.vocabulary import Acronyme
from nlp.analysis import NEGATED, NEGATIVE_WORDS, Analyser, Token
from nlp.normalise import normalise

SHORTEST_PREFIX = 4
"""An unknown word of three letters begins too many words to mean one of them."""
_BEGUN = 6
"""Known words that an unknown one may mean by its beginning."""
_SAID = 3
"""Words in whose place an unknown one is searched, that a reader is told."""
MOST_TERMS = 16
"""Words beyond are not searched: no one asks a question of seventeen rare words in one line."""


@dataclass(frozen=True, slots=True)
class Understanding:
    q: str
    """As it was asked."""
    lue: str
    """As it was read: the same, or its words once separated, or a better spelling of it."""
    plan: QueryPlan
    understood: tuple[Understood, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    names_diploma: bool = False
    est_diplome_seul: bool = False
    """Nothing is searched but the words of a diploma."""
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

    @property
    def correction(self) -> Correction | None:
        return self.correction_sans(())

    def correction_sans(self, abandonnes: Collection[str]) -> Correction | None:
        """What was searched instead of what was written; words that were given up are no correction."""
        spelled = {
            term.mot: term.orthographe
            for term in self.plan.termes
            if term.orthographe and term.mot not in abandonnes
        }
        if not spelled and self.lue == self.q:
            return None
        return Correction(self.q, reduce(_spelled, spelled.items(), self.lue))


@dataclass(frozen=True, slots=True)
class _Apart:
    """What is understood of a query before its words are searched."""

    references: tuple[ReferenceLue, ...]
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
        *,
        is_a_name: IsAName = lambda _: False,
    ) -> None:
        """`is_a_name`: whether some name of the corpus holds all the words of a text."""
        self._analyser, self._lexicon, self._words = analyser, lexicon, words
        self._acronymes = with_senses_of(lexicon, words.acronymes, analyser)
        self._places = places
        self._weights = relevance.requete
        self._unsticker = Unsticker(
            analyser,
            lexicon,
            diplomes=stuck_forms(words.formes_diplomes),
            lieux=places.reperes if places else (),
            known={**self._acronymes, **words.synonymes},
            is_a_name=is_a_name,
            is_a_place=places.is_a_place if places else lambda _: False,
            sure=self._weights["orthographe_sure"],
        )

    def read(self, q: str, *, exactly: bool = False) -> Understanding:
        """`exactly`: the reader refused the spelling correction."""
        separated = None if exactly else self._unsticker.separated(read_typed(q))
        return replace(self._read(separated or q, exactly=exactly), q=q)

    def _read(self, q: str, *, exactly: bool) -> Understanding:
        typed_codes = codes.read_codes(q)
        typed = read_typed(q)
        apart = self._apart(typed)
        pairs = self._read_words(typed, apart, exactly=exactly)
        acronyms = list(self._acronyms(typed, apart))
        has_code = bool(typed_codes or apart.references)
        return Understanding(
            q=q,
            lue=q,
            plan=QueryPlan(
                tuple(term for _, term in pairs if term.alternatives),
                typed_codes,
                tuple(one.reference for one in apart.references),
                self._rang(pairs),
            ),
            understood=(
                *(codes.chip(q, code) for code in typed_codes),
                *_chips(typed, apart),
                *(told.spelled_out(q, word, line) for word, line in acronyms if len(line.sens) == 1),
                *self._instead(typed, pairs),
                *told.kept(q, pairs),
                *told.ignored(q, pairs),
            ),
            names_diploma=bool(apart.diplomes),
            est_diplome_seul=not has_code and self._is_only_a_diploma(typed, apart, pairs),
            ambiguities=tuple(told.ambiguity(q, word, line) for word, line in acronyms if len(line.sens) > 1),
            filtres=filtres_of(apart.diplomes),
            lieu=apart.lieu.lieu if apart.lieu else None,
            ecarts=tuple(self._refused(typed, one) for one in apart.refus if one.span in apart.taken),
        )

    def _apart(self, typed: Typed) -> _Apart:
        """Codes, diplomas and levels, a place, refusals, each among the words that are left."""
        found = tuple(read_references(typed, self._words.lecture.nomenclatures))
        taken = {position for one in found for position in one.span}
        read = read_diplomas(typed, self._words.formes_diplomes, self._words.acronymes)
        diplomes = tuple(one for one in read if taken.isdisjoint(one.span))
        taken.update(position for one in diplomes for position in one.span)
        lieu = self._places.read(typed, taken) if self._places else None
        taken.update(lieu.span if lieu else ())
        every = read_refusals(typed, taken, self._is_wish, self._words.lecture)
        refused = tuple(one for one in every if self._refuses(typed, one))
        spans = (
            *(one.span for one in found),
            *(one.span for one in diplomes if one.est_souhait and not self._is_label(typed, one.span)),
            *((lieu.span,) if lieu else ()),
            *(one.span for one in refused if not self._is_label(typed, one.span)),
            *read_false_refusals(typed, self._words.lecture),
        )
        tied = (self._analyser.keys(typed.texte(one.span)) for one in refused if one.span not in spans)
        lies = frozenset(key for keys in tied for key in keys if not key.startswith(NEGATED))
        return _Apart(found, diplomes, lieu, refused, spans, lies)

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
            line = self._acronymes.get(typed.normes[position])
            if line and (word.isupper() or not line.majuscules):
                yield word, line

    def _read_words(self, typed: Typed, apart: _Apart, *, exactly: bool) -> Pairs:
        """The words that are searched, each with what answers it."""
        quoted, kept = self._mots_at(typed, typed.tels_quels), self._mots_at(typed, typed.exiges)
        alone = _negative_words(typed) if apart.refus else ()
        left = typed.sans([*apart.taken, *alone])
        text = " ".join(self._spelt_if_grammar(word) for word in left.split())
        searched = self._searched(codes.without_codes(text), apart.lies, alone=not apart.taken)
        read = (
            (token, self._quoted(token, weak=weak))
            if token.mot in quoted
            else (token, self._term(token, weak=weak, exactly=exactly))
            for token, weak in searched
        )
        return [(token, replace(term, est_exige=token.mot in kept)) for token, term in read]

    def _is_only_a_diploma(self, typed: Typed, apart: _Apart, pairs: Pairs) -> bool:
        words = self._mots_at(typed, [at for one in apart.diplomes for at in one.span])
        return bool(words and pairs) and all(t.mot in words or term.est_appui for t, term in pairs)

    def _mots_at(self, typed: Typed, positions: Collection[int]) -> frozenset[str]:
        tokens = (token for position in positions for token in self._analyser.tokens(typed.mots[position]))
        return frozenset(token.mot for token in tokens)

    def _spelt_if_grammar(self, word: str) -> str:
        """« DES », in capitals: the words of an acronym whose letters are a word of grammar."""
        if not word.isupper() or self._analyser.keys(word):
            return word
        line = self._acronymes.get(normalise(word))
        return line.sens[0].mots if line else word

    def _searched(self, q: str, tied: frozenset[str], *, alone: bool) -> list[tuple[Token, bool]]:
        """Words that say something, each once, and whether it is only a support of the others.

        `tied`: words that only say more of a refusal. `alone`: nothing else is understood, so words that only
        say a wish are all there is to search.
        """
        tokens = self._analyser.tokens(q)
        distinct: dict[str, tuple[Token, bool]] = {}
        for token, weak in zip(tokens, self._words.supports(tokens), strict=True):
            if not token.est_vide:
                distinct.setdefault(token.cle, (token, weak or token.cle in tied))
        weighed = list(distinct.values())
        if all(weak for _, weak in weighed):
            weighed = _restored([token for token, _ in weighed], tied) if alone else []
        return weighed[:MOST_TERMS]

    def _rang(self, pairs: Pairs) -> Rang | None:
        """The rank that the first word says: « gérant d'animalerie »."""
        said = (term.alternatives[0].cle for _, term in pairs if term.alternatives and not term.est_appui)
        return self._words.rangs.get(next(said, ""))

    def _quoted(self, token: Token, *, weak: bool) -> Term:
        """A word between quotation marks is searched as it is, or not at all."""
        same = [Alternative(token.cle, 1.0)] if token.cle in self._lexicon else []
        return self._weighed(token, same, weak=weak)

    def _term(self, token: Token, *, weak: bool, exactly: bool) -> Term:
        if same := self._same(token.cle):
            return self._weighed(token, same, weak=weak)
        if exactly or token.cle.startswith(NEGATED):
            return Term(token.mot, (), 0.0)
        near = self._lexicon.near(token.mot)
        started = self._begun(token.mot)
        spelled = self._weighed(token, self._spellings(near, started), weak=weak)
        is_spelling = near and (not started or near[0].similarity >= self._weights["orthographe_sure"])
        return replace(spelled, orthographe=near[0].forme) if is_spelling else spelled

    def _begun(self, mot: str) -> list[str]:
        """Known words that an unknown one begins, or else that begin as it does."""
        if len(mot) < SHORTEST_PREFIX:
            return []
        return self._lexicon.completions(mot, _BEGUN) or self._lexicon.akin(mot, _BEGUN)

    def _same(self, cle: str) -> list[Alternative]:
        """The word itself if a label holds it, its equivalents and its family: « resto » is no typo."""
        said = self._words.same_as(cle, self._weights["famille"])
        return [one for one in said if one.cle in self._lexicon]

    def _weighed(self, token: Token, alternatives: list[Alternative], *, weak: bool) -> Term:
        rarity = self._lexicon.rarity(alternatives[0].cle) if alternatives else 0.0
        weight = self._weights["mot_envie"] if weak else 1.0
        return Term(
            token.mot,
            tuple(alternatives),
            rarity * weight,
            est_appui=weak,
            en_texte=tuple(one for one in self._words.in_text(alternatives) if one.cle in self._lexicon),
        )

    def _instead(self, typed: Typed, pairs: Pairs) -> Iterator[Understood]:
        """Unknown words that are searched through an equivalent, or as the beginning of others."""
        for token, term in pairs:
            if token.cle in self._lexicon or term.orthographe or not term.alternatives:
                continue
            nature: NatureComprise = "synonyme" if token.cle in self._words.synonymes else "debut"
            meant = [one.cle for one in term.alternatives] if nature == "synonyme" else self._begun(token.mot)
            said = map(self._lexicon.forme, meant[:_SAID])
            at = next((at for at, word in enumerate(typed.mots) if holds(word, token.mot)), None)
            if at is not None:
                undone = typed.avec_guillemets(Span(at, at + 1))
                yield Understood(nature, f"{token.mot} → {', '.join(said)}", token.mot, undone)

    def _spellings(self, near: tuple[Near, ...], started: Sequence[str]) -> list[Alternative]:
        """Known words the reader may have meant; all are kept, so that the other words decide."""
        spelled = [Alternative(n.cle, self._trust(n.similarity, near[0].similarity)) for n in near]
        known = {one.cle for one in spelled}
        return spelled + [Alternative(c, self._weights["prefixe"]) for c in started if c not in known]

    def _trust(self, similarity: float, best: float) -> float:
        """Weight of a spelling: less if another is nearer, and less if even the nearest is far."""
        near_enough = min(1.0, similarity / self._weights["orthographe_sure"])
        return self._weights["orthographe"] * (similarity / best * near_enough) ** 4


def _restored(tokens: list[Token], tied: frozenset[str]) -> list[tuple[Token, bool]]:
    """Words that only say a wish, searched for want of others; a refusal says more than they do."""
    refused = [token for token in tokens if token.cle.startswith(NEGATED)]
    if not refused:
        return [(token, False) for token in tokens]
    return [(token, token.cle in tied) for token in tokens if token in refused or token.cle in tied]


def _chips(typed: Typed, apart: _Apart) -> Iterator[Understood]:
    yield from (references.chip(typed, one) for one in apart.references)
    yield from (niveaux.chip(typed, one) for one in apart.diplomes)
    if apart.lieu:
        yield lieux.chip(typed, apart.lieu)
    yield from (refus.chip(typed, one) for one in apart.refus)


def _negative_words(typed: Typed) -> Iterator[Span]:
    """« ne », which says nothing of its own beside « pas » but is a name elsewhere."""
    return (Span(at, at + 1) for at in sorted(typed.libres) if typed.normes[at] in NEGATIVE_WORDS)


def _spelled(q: str, correction: tuple[str, str]) -> str:
    """The query with one word corrected, in the spelling of the labels."""
    return respelled(q, *correction)
