"""Typed keywords drawn from a text, each with the words that prove it. For builds, never for a query.

spaCy's `PhraseMatcher` runs over the keys of the analysis, which already join accents, plurals and genders;
no language model is loaded. A match is kept if its capitals, its place preposition and the absence of a
negation before it leave no doubt.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.analysis import Analyser, Token
from nlp.gazetteer import Entree, TypeMotCle
from nlp.glance import Glance
from nlp.inflection import singular
from nlp.normalise import fold, normalise

_SENTENCE = re.compile(r"[^.!?…;\n]+(?:[.!?…;](?!\s)[^.!?…;\n]+)*")
_NEGATIONS = frozenset({"sans", "pas", "aucun", "aucune", "jamais", "ni", "hors", "sauf", "dehors", "plutot"})
_NEGATION_REACH = 5
_LOCATIVES = frozenset({"dans", "en", "a", "au", "aux", "sur", "chez", "sein"})
_DETERMINERS = frozenset(
    {
        "le",
        "la",
        "l",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "plusieurs",
    }
)
_AND = frozenset({"et", "ou"})
_EXCERPT = 60
"""Characters shown on each side of the words."""


@dataclass(frozen=True, slots=True)
class Trouve:
    """A keyword found in a text."""

    type: TypeMotCle
    libelle: str
    mots: str
    """The words recognised, as the text writes them."""
    extrait: str
    """These words among their neighbours."""


@dataclass(frozen=True, slots=True)
class _Match:
    entry: Entree
    start: int
    end: int
    """Positions among the tokens of the sentence; `end` excluded."""


class KeywordExtractor:
    """Recognises terms. spaCy is imported when a build makes one, and nowhere else."""

    def __init__(self, analyser: Analyser, entries: Iterable[Entree]) -> None:
        from spacy import util  # noqa: PLC0415 - neither the site nor a query pays for it
        from spacy.matcher import PhraseMatcher  # noqa: PLC0415
        from spacy.tokens import Doc  # noqa: PLC0415
        from spacy.vocab import Vocab  # noqa: PLC0415

        self._analyser, self._doc, self._longest = analyser, Doc, util.filter_spans
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self._entries: dict[str, Entree] = {}
        self._glance = lru_cache(maxsize=None)(self._learn_to_glance)
        for entry in entries:
            self._learn(entry)

    def _learn(self, entry: Entree) -> None:
        keys = [token.cle for token in self._analyser.tokens(entry.forme)]
        if keys:
            name = f"{entry.type}|{' '.join(keys)}"
            if name not in self._entries:
                self._entries[name] = entry
                self._matcher.add(name, [self._doc(self._vocab, words=keys)])

    def _learn_to_glance(self, types: frozenset[TypeMotCle]) -> Glance:
        """One glance for all the types that a field may hold."""
        glance = Glance()
        for entry in self._entries.values():
            if entry.type in types:
                tokens = self._analyser.tokens(entry.forme)
                glance.learn([token.cle for token in tokens if not token.est_vide])
        return glance

    def extract(self, text: str, types: Collection[TypeMotCle]) -> Iterator[Trouve]:
        """Keywords of the types asked for, in the order of the text; one said twice is given twice."""
        glance = self._glance(frozenset(types))
        if not glance.finds(self._analyser.keys(text)):  # half of the texts
            return
        for sentence in _SENTENCE.findall(text):
            tokens = self._analyser.tokens(sentence)
            keys = [token.cle for token in tokens if not token.est_vide]
            if glance.finds(keys):  # not worth a document otherwise: most sentences
                for match in self._matches(sentence, tokens):
                    if match.entry.type in types:
                        yield _found(match, sentence, tokens)

    def _matches(self, sentence: str, tokens: Sequence[Token]) -> Iterator[_Match]:
        """Longest matches first; a shorter match inside a longer one is left out."""
        keys = [token.cle for token in tokens]
        spans = self._matcher(self._doc(self._vocab, words=keys), as_spans=True)
        place_ends: set[int] = set()
        for span in self._longest(spans) if spans else ():
            match = _Match(self._entries[span.label_], span.start, span.end)
            if _is_negated(tokens, match.start) or not _is_written_so(match, sentence, tokens):
                continue
            if match.entry.type == "lieu":
                if not _is_a_place(tokens, match.start, place_ends):
                    continue
                place_ends.add(match.end)
            yield match


def _is_negated(tokens: Sequence[Token], start: int) -> bool:
    return any(token.mot in _NEGATIONS for token in tokens[max(0, start - _NEGATION_REACH) : start])


def _is_a_place(tokens: Sequence[Token], start: int, place_ends: Collection[int]) -> bool:
    """« dans un hôpital », and the places that follow: « en atelier, sur un chantier ou une usine »."""
    at = _before(tokens, start, _DETERMINERS)
    if at > 0 and tokens[at - 1].mot in _LOCATIVES:
        return True
    return at in place_ends or _before(tokens, at, _AND) in place_ends


def _before(tokens: Sequence[Token], at: int, words: Collection[str]) -> int:
    while at > 0 and tokens[at - 1].mot in words:
        at -= 1
    return at


def _is_written_so(match: _Match, sentence: str, tokens: Sequence[Token]) -> bool:
    return _has_its_gender(match, tokens) and _has_its_capitals(match, sentence, tokens)


def _has_its_gender(match: _Match, tokens: Sequence[Token]) -> bool:
    """The keys join genders; a « rectifieuse » is a machine, a « rectifieur » is somebody."""
    if match.entry.type != "outil":
        return True
    wanted = normalise(match.entry.forme)
    return all(singular(token.mot) in wanted for token in tokens[match.start : match.end])


def _has_its_capitals(match: _Match, sentence: str, tokens: Sequence[Token]) -> bool:
    """« le SIG », « sous Excel », never « il excelle » or « swift »."""
    if not match.entry.en_capitales:
        return True
    wanted, written = match.entry.forme, _words_of(match, sentence, tokens)
    if wanted.isupper():
        return fold(written) == fold(wanted) and written.isupper()
    return fold(written) == fold(wanted) and written[0].isupper() == wanted[0].isupper()


def _words_of(match: _Match, sentence: str, tokens: Sequence[Token]) -> str:
    start, end = _span_of(match, sentence, tokens)
    return sentence[start:end]


def _span_of(match: _Match, sentence: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """Place of the words in the sentence as written: `normalise` may change lengths."""
    last = tokens[match.end - 1]
    start = _place(sentence, tokens[match.start].start)
    end = _place(sentence, last.start + len(last.mot))
    return start, end


def _place(sentence: str, position: int) -> int:
    if len(normalise(sentence[:position])) == position:
        return position
    return bisect_left(range(len(sentence)), position, key=lambda i: len(normalise(sentence[:i])))


def _found(match: _Match, sentence: str, tokens: Sequence[Token]) -> Trouve:
    start, end = _span_of(match, sentence, tokens)
    return Trouve(
        match.entry.type, match.entry.libelle, sentence[start:end].strip(), _excerpt(sentence, start, end)
    )


def _excerpt(sentence: str, start: int, end: int) -> str:
    """The words among their neighbours, cut between words."""
    first = 0 if start <= _EXCERPT else sentence.find(" ", start - _EXCERPT)
    last = len(sentence) if end + _EXCERPT >= len(sentence) else sentence.rfind(" ", end, end + _EXCERPT)
    first, last = (first if 0 <= first <= start else start), max(last, end)
    before, after = ("… " if first else ""), (" …" if last < len(sentence) else "")
    return f"{before}{sentence[first:last].strip()}{after}"
