"""What is understood of a query before its words are searched: references, diplomas, a place, refusals."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.lexicon import Lexicon
from index.plan import Alternative, QueryPlan, Term
from index.query import lieux, niveaux, references, refus
from index.query.lieux import LieuLu, PlaceReader
from index.query.niveaux import DiplomeLu, read_diplomas
from index.query.references import ReferenceLue, read_references
from index.query.refus import Refus, read_false_refusals, read_refusals
from index.query.typed import Span, Typed
from index.query.words import QueryWords
from index.results import Understood
from nlp.analysis import NEGATED, Analyser


@dataclass(frozen=True, slots=True)
class Apart:
    """What is understood of a query before its words are searched."""

    references: tuple[ReferenceLue, ...]
    diplomes: tuple[DiplomeLu, ...]
    lieu: LieuLu | None
    refus: tuple[Refus, ...]
    taken: tuple[Span, ...]
    """Words that are no longer searched."""
    lies: frozenset[str] = frozenset()
    """Keys of what a refusal that is searched refuses: never wanted by themselves."""


class ApartReader:
    """Each is read among the words that are left."""

    def __init__(
        self, analyser: Analyser, lexicon: Lexicon, words: QueryWords, places: PlaceReader | None
    ) -> None:
        self._analyser, self._lexicon, self._words, self._places = analyser, lexicon, words, places

    def read(self, typed: Typed) -> Apart:
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
            *(one.span for one in diplomes if one.est_souhait and not self._is_all_that_is_said(typed, one)),
            *((lieu.span,) if lieu else ()),
            *(one.span for one in refused if not self._is_label(typed, one.span)),
            *read_false_refusals(typed, self._words.lecture),
        )
        tied = (self._analyser.keys(typed.texte(one.span)) for one in refused if one.span not in spans)
        lies = frozenset(key for keys in tied for key in keys if not key.startswith(NEGATED))
        return Apart(found, diplomes, lieu, refused, spans, lies)

    def refused(self, typed: Typed, one: Refus) -> QueryPlan:
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

    def _is_all_that_is_said(self, typed: Typed, level: DiplomeLu) -> bool:
        """« métier sans diplôme » is a wish, by which to rank; beside another word, a level only narrows."""
        others = self._analyser.tokens(typed.sans([level.span]))
        said = (
            token.est_vide or weak for token, weak in zip(others, self._words.supports(others), strict=True)
        )
        return all(said) and self._is_label(typed, level.span)

    def _is_wish(self, mot: str) -> bool:
        return mot in self._words.appuis


def chips(typed: Typed, apart: Apart) -> Iterator[Understood]:
    yield from (references.chip(typed, one) for one in apart.references)
    yield from (niveaux.chip(typed, one) for one in apart.diplomes)
    if apart.lieu:
        yield lieux.chip(typed, apart.lieu)
    yield from (refus.chip(typed, one) for one in apart.refus)
