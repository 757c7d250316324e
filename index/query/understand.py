"""What a query means, before any search: codes, levels, a place, refusals, spellings, equivalent words.

Each can be undone.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from index.facets import SANS_FILTRE, Filtres
from index.lexicon import Lexicon
from index.lieux.model import Lieu
from index.plan import Ecart, QueryPlan, Rang, Term
from index.query import codes, told, tournures
from index.query.apart import Apart, ApartReader, chips
from index.query.ecarts import IsARole
from index.query.lieux import PlaceReader
from index.query.niveaux import DiplomeLu
from index.query.phrases import read_phrases
from index.query.sigles import with_senses_of
from index.query.spelling import Speller
from index.query.stuck import IsAName, Unsticker, stuck_forms
from index.query.terms import TermReader, are_joined
from index.query.told import Pairs
from index.query.typed import Span, Typed, holds, read_typed, respelled
from index.query.words import QueryWords
from index.relevance import Relevance
from index.results import Ambiguity, Correction, NatureComprise, Understood
from index.views import Genre
from mappings.vocabulary import Acronyme
from nlp.analysis import NEGATIONS, NEGATIVE_WORDS, Analyser
from nlp.normalise import normalise

_SHORTEST_SHOUTED = 4
"""Shorter words in capitals may be acronyms that no list knows."""
_NARROW = frozenset({"niveau", "voie"})
_AFTER = "apres"
_SAID = 3
"""Words in whose place an unknown one is searched, that a reader is told."""


@dataclass(frozen=True, slots=True)
class DiplomeNomme:
    """A diploma, when diplomas are all that is said: « CAP », « BTS ou BUT »."""

    valeurs: tuple[str, ...]
    """Of the facet « diplome »; none if publishers have no such type."""
    termes: tuple[int, ...]
    """Where its words are in the plan."""


@dataclass(frozen=True, slots=True)
class Obtenu:
    """A diploma that one has, after which one asks where to go: « après un BTS SP3S »."""

    diplome: str
    """« BTS »"""
    titre: str
    """« BTS SP3S »"""


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
    diplomes_seuls: tuple[DiplomeNomme, ...] = ()
    """Nothing is searched but the words of these diplomas."""
    filtres: Filtres = SANS_FILTRE
    """Filters that the words of the query ask for; a choice of the reader in the same facet comes first."""
    lieu: Lieu | None = None
    """Where, if the query says it."""
    ecarts: tuple[Ecart, ...] = ()
    """What is refused."""
    demande: Genre | None = None
    """What its words ask for: « débouchés d'une licence » asks for métiers."""
    services: tuple[str, ...] = ()
    """What it asks of a site: somebody to talk to, money for a formation."""
    obtenu: Obtenu | None = None
    proposition: str | None = None
    """The query with a known word instead of one that is unknown, and too far from it to be searched so."""

    @property
    def is_all_understood(self) -> bool:
        """True if no word is left aside."""
        return all(one.nature != "mot-ignore" for one in self.understood)

    @property
    def is_only_a_refusal(self) -> bool:
        """True if nothing is said but what is not wanted: all the rest answers."""
        return self.plan.is_empty and bool(self.ecarts)

    @property
    def narrowings(self) -> list[Understood]:
        """What narrows: levels, ways to learn."""
        return [one for one in self.understood if one.nature in _NARROW]

    @property
    def has_typos(self) -> bool:
        return any(term.orthographe for term in self.plan.termes)

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
        is_the_name: IsAName = lambda _: False,
        is_a_role: IsARole = lambda _: False,
    ) -> None:
        """`is_a_name`: whether some name of the corpus holds all the words of a text; `is_the_name`: and no
        other."""
        self._analyser, self._lexicon, self._words = analyser, lexicon, words
        self._is_a_name, self._is_the_name = is_a_name, is_the_name
        self._acronymes = with_senses_of(lexicon, words.acronymes, analyser)
        self._apart = ApartReader(analyser, lexicon, words, places, is_a_role)
        self._terms = TermReader(analyser, lexicon, words, relevance.requete)
        self._speller = Speller(lexicon, relevance.requete)
        self._unsticker = Unsticker(
            analyser,
            lexicon,
            diplomes=stuck_forms(words.formes_diplomes),
            lieux=places.reperes if places else (),
            known={**self._acronymes, **words.synonymes},
            is_a_name=is_a_name,
            is_a_place=places.is_a_place if places else lambda _: False,
            sure=relevance.requete["orthographe_sure"],
        )

    def read(self, q: str, *, exactly: bool = False) -> Understanding:
        """`exactly`: the reader refused the spelling correction."""
        read = self._read(q if exactly else self._rewritten(q), exactly=exactly)
        meant = None if exactly else self._as_its_diploma_means(read)
        return replace(self._read(meant, exactly=False) if meant else self._as_a_name(read), q=q)

    def _rewritten(self, q: str) -> str:
        """Its words once separated, and its diplomas by their titles of today."""
        separated = self._unsticker.separated(read_typed(q)) or q
        typed = read_typed(separated)
        said = list(read_phrases(typed, (), self._words.specialites))
        others = {*range(len(typed.mots))}.difference(at for one in said for at in one.span)
        if not said or (others and self._is_a_name(separated)):  # « CAP charpentier de marine » is a title
            return separated
        return typed.avec((one.span, one.ligne.lu) for one in said)

    def _as_a_name(self, read: Understanding) -> Understanding:
        """« Classe d'art dramatique (bac + 2) » is a name, of which the level is a part."""
        if not (read.narrowings and self._is_the_name(read.lue)):
            return read
        return replace(self._read(f'"{read.lue}"', exactly=True), lue=read.lue)

    def _as_its_diploma_means(self, read: Understanding) -> str | None:
        """« licence AES »: of the senses of an acronym, the one that is the name of such a diploma."""
        if not read.names_diploma:
            return None
        diplomas = " ".join(one.mots for one in read.understood if one.nature == "diplome")
        for ambiguity in read.ambiguities:
            senses = ambiguity.sens
            named = [sense.q for sense in senses if self._is_a_name(f"{diplomas} {sense.developpe}")]
            if len(named) == 1:
                return named[0]
        return None

    def spelled_as(self, read: Understanding, said: Collection[str]) -> Understanding:
        """The same query, its typos written as what answers it has them; `said`: the keys of that."""
        spelled = self._speller.spelled_as(said, read.lue, read.plan)
        return replace(self.read(spelled), q=read.q) if spelled != read.lue else read

    def _read(self, q: str, *, exactly: bool) -> Understanding:
        typed_codes = codes.read_codes(q)
        typed = read_typed(q)
        apart = self._apart.read(typed)
        left = self._left(typed, apart)
        pairs = _without_a_lone_doubt(self._read_words(typed, apart, left, exactly=exactly))
        acronyms = list(self._acronyms(typed, apart, pairs))
        has_code = bool(typed_codes or apart.references)
        alone = () if has_code else tuple(self._only_diplomas(typed, apart, pairs))
        return Understanding(
            q=q,
            lue=q,
            plan=QueryPlan(
                _searched([term for _, term in pairs]),
                typed_codes,
                tuple(one.reference for one in apart.references),
                self._rang(pairs),
                self._is_joined(apart, left, pairs),
            ),
            understood=(
                *(codes.chip(q, code) for code in typed_codes),
                *chips(typed, apart),
                *(told.spelled_out(q, word, line) for word, line in acronyms if len(line.sens) == 1),
                *self._instead(typed, pairs),
                *told.kept(q, pairs),
                *told.ignored(q, pairs),
                *tournures.untold(typed, self._words.lecture.sans_donnees_dites),
            ),
            names_diploma=apart.names_diploma,
            diplomes_seuls=alone,
            ambiguities=tuple(told.ambiguity(q, word, line) for word, line in acronyms if len(line.sens) > 1),
            filtres=apart.filtres,
            lieu=apart.lieu.lieu if apart.lieu else None,
            services=tuple(dict.fromkeys(one.ligne.service for one in apart.services)),
            demande=self._words.demande(self._analyser.tokens(q)),
            ecarts=tuple(
                self._apart.ecarts.ecart(typed, one) for one in apart.refus if one.span in apart.taken
            ),
            obtenu=self._obtenu(typed, apart, pairs),
            proposition=next((respelled(q, mot, forme) for mot, forme in _doubted(pairs)), None),
        )

    def _obtenu(self, typed: Typed, apart: Apart, pairs: Pairs) -> Obtenu | None:
        """What follows « après un BTS », and is searched, says which."""
        had = next((one.span for one in apart.diplomes if one.ligne.apres and one.ligne.niveau), None)
        mots = [token.mot for token, term in pairs if had and not term.est_appui and term.alternatives]
        if had is None or not mots or apart.names_diploma_besides(had):
            return None
        named = (at for at in had if typed.normes[at] != _AFTER)
        diplome = " ".join(typed.mots[at] for at in named if not self._analyser.is_grammar(typed.normes[at]))
        return Obtenu(diplome, f"{diplome} {' '.join(mots)}") if diplome else None

    def _acronyms(self, typed: Typed, apart: Apart, pairs: Pairs) -> Iterator[tuple[str, Acronyme]]:
        """Acronyms of the query, as typed; some are words too, and only count in capitals."""
        known = {at for span in (*apart.taken, *(one.span for one in apart.diplomes)) for at in span}
        appuis = {token.mot for token, term in pairs if term.est_appui}
        known |= {at for at, norme in enumerate(typed.normes) if norme in appuis}
        for position in sorted(typed.libres - known):
            word = typed.mots[position]
            line = self._acronymes.get(typed.normes[position])
            if line is None or not set(line.sauf).isdisjoint(typed.normes):
                continue
            if not line.majuscules or (word.isupper() and not self._is_shouted(typed)):
                yield word, line

    def _left(self, typed: Typed, apart: Apart) -> str:
        """What is searched, once the rest is understood."""
        alone = _negative_words(typed, apart)
        titles = ((one.span, one.cherche(typed)) for one in apart.diplomes)
        left = typed.avec([*titles, *apart.dits.items(), *((span, "") for span in (*apart.taken, *alone))])
        if apart.quitte:
            left = f"{left} {typed.texte(apart.quitte.objet)}"
        if not self._is_shouted(typed):
            left = " ".join(self._spelt_if_grammar(word, typed.normes) for word in left.split())
        return codes.without_codes(left)

    def _read_words(self, typed: Typed, apart: Apart, left: str, *, exactly: bool) -> Pairs:
        """The words that are searched, each with what answers it."""
        quoted, kept = self._mots_at(typed, typed.tels_quels), self._mots_at(typed, typed.exiges)
        searched = self._terms.searched(left, apart.lies, apart.nies, alone=apart.takes_no_more_than_where)
        where = self._terms.after_role(left)
        read = (
            (token, self._terms.quoted(token, weak=weak))
            if token.mot in quoted
            else (token, self._terms.term(token, weak=weak, exactly=exactly))
            for token, weak in searched
        )
        diplomas = frozenset().union(*(self._mots_of_diploma(typed, one) for one in apart.diplomes))
        return [
            (
                token,
                replace(
                    term,
                    est_exige=token.mot in kept,
                    est_lieu=token.start >= where,
                    est_diplome=token.mot in diplomas,
                ),
            )
            for token, term in read
        ]

    def _only_diplomas(self, typed: Typed, apart: Apart, pairs: Pairs) -> Iterator[DiplomeNomme]:
        """The diplomas of the query, if their words are all that it looks for."""
        named = [one for one in apart.diplomes if not one.est_souhait]
        words = [self._mots_of_diploma(typed, one) for one in named]
        known = [(token.mot, term) for token, term in pairs if term.alternatives]
        if all(term.est_appui or any(mot in some for some in words) for mot, term in known):
            for one, some in zip(named, words, strict=True):
                said = tuple(at for at, (mot, _) in enumerate(known) if mot in some)
                if said:
                    yield DiplomeNomme(one.ligne.diplomes, said)

    def _mots_at(self, typed: Typed, positions: Collection[int]) -> frozenset[str]:
        return self._mots_of(typed.mots[position] for position in positions)

    def _mots_of_diploma(self, typed: Typed, diplome: DiplomeLu) -> frozenset[str]:
        return self._mots_of(map(self._spelt_if_grammar, diplome.cherche(typed).split()))

    def _mots_of(self, textes: Iterable[str]) -> frozenset[str]:
        return frozenset(token.mot for texte in textes for token in self._analyser.tokens(texte))

    def _is_shouted(self, typed: Typed) -> bool:
        """An ordinary word is in capitals: « AIDE DE VIE » names no diplôme d'État."""
        return any(map(self._is_shouted_word, typed.mots, typed.normes))

    def _is_shouted_word(self, mot: str, norme: str) -> bool:
        acronyms = (self._acronymes, self._words.formes_diplomes)
        is_long = mot.isupper() and norme.isalpha() and len(norme) >= _SHORTEST_SHOUTED
        known = is_long and self._analyser.key(norme) in self._lexicon
        return known and not any(norme in words for words in acronyms)

    def _spelt_if_grammar(self, word: str, beside: Collection[str] = ()) -> str:
        """« DES », in capitals: the words of an acronym whose letters are a word of grammar."""
        if not word.isupper() or self._analyser.keys(word):
            return word
        line = self._acronymes.get(normalise(word))
        return line.sens[0].mots if line and set(line.sauf).isdisjoint(beside) else word

    def _is_joined(self, apart: Apart, left: str, pairs: Pairs) -> bool:
        """A refusal that is searched is another wish: « le sport, sans être sportif »."""
        refused = {one.span for one in apart.refus}
        wished = [token for token, term in pairs if not term.est_appui]
        return not refused.isdisjoint(apart.dits) or are_joined(left, wished)

    def _rang(self, pairs: Pairs) -> Rang | None:
        """The rank that the first word says: « gérant d'animalerie »."""
        said = (term.alternatives[0].cle for _, term in pairs if term.alternatives and not term.est_appui)
        return self._words.rangs.get(next(said, ""))

    def _instead(self, typed: Typed, pairs: Pairs) -> Iterator[Understood]:
        """Unknown words that are searched through an equivalent, or as the beginning of others."""
        for token, term in pairs:
            is_read = term.alternatives and not term.orthographe and not term.est_appui
            if token.cle in self._lexicon or not is_read:
                continue
            nature: NatureComprise = "synonyme" if token.cle in self._words.synonymes else "debut"
            equivalents = [one.cle for one in term.alternatives]
            meant = equivalents if nature == "synonyme" else self._terms.begun(token.mot)
            said = map(self._lexicon.forme, meant[:_SAID])
            at = next((at for at, word in enumerate(typed.mots) if holds(word, token.mot)), None)
            if at is not None:
                undone = typed.avec_guillemets(Span(at, at + 1))
                yield Understood(nature, f"{token.mot} → {', '.join(said)}", token.mot, undone)


def _without_a_lone_doubt(pairs: Pairs) -> Pairs:
    """« zapier » alone is no « papier »: whether a far spelling was meant, only other words can tell."""
    required = [term for _, term in pairs if term.alternatives and not term.est_appui]
    if len(required) != 1 or not required[0].est_incertaine:
        return pairs
    return [(token, replace(term, alternatives=()) if term.est_incertaine else term) for token, term in pairs]


def _doubted(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """A word that is not searched under the spelling near it, and that spelling."""
    return (
        (token.mot, term.orthographe) for token, term in pairs if term.orthographe and not term.alternatives
    )


def _searched(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those that something answers; nothing, if only supports are left of words that nothing answers."""
    known = tuple(term for term in terms if term.alternatives)
    is_lost = all(term.est_appui for term in known) and not all(term.est_appui for term in terms)
    return () if is_lost else known


def _negative_words(typed: Typed, apart: Apart) -> Iterator[Span]:
    """« ne », which says nothing of its own beside « pas » but is a name elsewhere."""
    if not apart.refus and NEGATIONS.isdisjoint(typed.normes):
        return iter(())
    free = typed.libres.difference(at for span in apart.dits for at in span)
    return (Span(at, at + 1) for at in sorted(free) if typed.normes[at] in NEGATIVE_WORDS)


def _spelled(q: str, correction: tuple[str, str]) -> str:
    """The query with one word corrected, in the spelling of the labels."""
    return respelled(q, *correction)
