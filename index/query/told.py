"""What a reader is told of how words were read, each undone by the query it gives."""

from collections.abc import Iterator

from index.plan import Term
from index.query.typed import holds, released
from index.results import Ambiguity, Sense, Understood
from mappings.vocabulary import Acronyme
from nlp.analysis import Token

Pairs = list[tuple[Token, Term]]
"""Words that are searched, each with what answers it."""


def kept(q: str, pairs: Pairs) -> Iterator[Understood]:
    words = (token.mot for token, term in pairs if term.est_exige and term.alternatives)
    return (Understood("mot-garde", mot, f"+{mot}", released(q, mot)) for mot in words)


def ignored(q: str, pairs: Pairs) -> Iterator[Understood]:
    """Unknown words, but for those that would only have supported the others."""
    words = (token.mot for token, term in pairs if not (term.alternatives or term.est_appui))
    return (Understood("mot-ignore", mot, mot, _without(q, mot)) for mot in words)


def spelled_out(q: str, word: str, line: Acronyme) -> Understood:
    meaning = line.sens[0].developpe
    return Understood("acronyme", f"{line.sigle} : {meaning}", word, _replaced(q, word, meaning))


def ambiguity(q: str, word: str, line: Acronyme) -> Ambiguity:
    senses = (Sense(s.developpe, s.contexte, _replaced(q, word, s.developpe)) for s in line.sens)
    return Ambiguity(line.sigle, tuple(senses))


def _replaced(q: str, word: str, by: str) -> str:
    return " ".join(by if one == word else one for one in q.split())


def _without(q: str, mot: str) -> str:
    return " ".join(word for word in q.split() if not holds(word, mot))
