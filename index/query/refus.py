"""What a query refuses: « sans informatique », « je ne veux pas travailler la nuit »."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from index.query.requetes import Lecture
from index.query.typed import Span, Typed
from index.results import Understood
from nlp.analysis import NEGATION_LINKS, NEGATIONS

_ELIDED_OF = "d'"


@dataclass(frozen=True, slots=True)
class Refus:
    span: Span
    objet: Span
    """What is refused, without the word that refuses it."""

    def nie(self, typed: Typed) -> str:
        """Its words, as the analysis negates them: « sauf la vente » says « pas la vente »."""
        said = typed.texte(self.span)
        return said if typed.normes[self.span.start] in NEGATIONS else f"pas {typed.texte(self.objet)}"


def read_refusals(
    typed: Typed, taken: Collection[int], is_wish: Callable[[str], bool], lecture: Lecture
) -> Iterator[Refus]:
    """From left to right. A refused wish (« pas travailler… ») refuses all that follows it."""
    false = (position for span in read_false_refusals(typed, lecture) for position in span)
    free = typed.libres.difference(taken, false)
    start = 0
    while start < len(typed.mots):
        head = _after_announcement(typed.normes, start, lecture)
        found = _refusal_at(typed, Span(start, head), is_wish, lecture) if head > start else None
        if found and free.issuperset(found.span):
            yield found
        start = found.span.end if found else start + 1


def chip(typed: Typed, refus: Refus) -> Understood:
    """Undone: the same query without the refusal."""
    span = refus.span
    return Understood("refus", typed.texte(refus.objet), typed.texte(span), typed.sans([span]))


def read_false_refusals(typed: Typed, lecture: Lecture) -> Iterator[Span]:
    """« pourquoi pas » refuses nothing."""
    for start in range(len(typed.mots)):
        for words in lecture.sans_refus:
            span = Span(start, start + len(words))
            if typed.normes[span.start : span.end] == words and typed.libres.issuperset(span):
                yield span


def _after_announcement(words: tuple[str, ...], start: int, lecture: Lecture) -> int:
    """Where what is refused may begin; `start`, if nothing is."""
    if words[start] in NEGATIONS:
        return start + 1
    said = (one for one in lecture.refusent if words[start : start + len(one)] == one)
    return start + len(next(said, ()))


def _refusal_at(
    typed: Typed, announced: Span, is_wish: Callable[[str], bool], lecture: Lecture
) -> Refus | None:
    words, start, head = typed.normes, announced.start, announced.end
    while head < len(words) and words[head] in NEGATION_LINKS | lecture.liens:
        head += 1
    if head == len(words):
        return None
    end = _end_of_wish(words, head, lecture) if is_wish(words[head]) else _end_of_group(words, head, lecture)
    return Refus(Span(start, end), Span(head, end))


def _end_of_wish(words: tuple[str, ...], head: int, lecture: Lecture) -> int:
    stops = lecture.fins | NEGATIONS
    return next((at for at in range(head + 1, len(words)) if words[at] in stops), len(words))


def _end_of_group(words: tuple[str, ...], head: int, lecture: Lecture) -> int:
    """The refused word, and what grammar ties to it: « contact avec le public »."""
    end = head + 1
    while end < len(words):
        last = end
        while last < len(words) and words[last] in lecture.liens:
            last += 1
        tied = last > end or words[end].startswith(_ELIDED_OF)
        if not tied or last == len(words) or words[last] in lecture.fins:
            break
        end = last + 1
    return end
