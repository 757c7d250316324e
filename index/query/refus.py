"""What a query refuses: « sans informatique », « je ne veux pas travailler la nuit »."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from index.query.niveaux import DiplomeLu, below
from index.query.requetes import Lecture
from index.query.typed import Said, Span, Typed
from index.results import Understood
from nlp.analysis import NEGATION_LINKS, NEGATIONS, NEGATIVE_WORDS

_ELIDED_OF = "d'"
_RELATIVE = "qui"
_BEING = "etre"
_LACKING = frozenset({"sans", "aucun"})
_HAVING = frozenset({"ai", "a", "avoir"})


@dataclass(frozen=True, slots=True)
class Refus:
    span: Span
    objet: Span
    """What is refused, without the word that refuses it; nothing after a verb: « on bouge pas »."""
    verbe: str = ""
    """Infinitive of the verb that the negation follows: « je parle pas anglais » refuses to « parler »."""
    est_niee: bool = False
    """True if a negation says it, as the analysis reads it; « pas bon en maths » announces a refusal."""
    est_etat: bool = False
    """True if it refuses to be something: « sans être joueur »."""
    est_parcours: bool = False
    """True if it refuses where or how one learns: « pas à Paris », « sans alternance »."""
    diplomes: tuple[str, ...] = ()
    """Values of the facet « diplome » that it refuses: « je ne veux pas faire de BTS »."""

    def dit(self, typed: Typed) -> str:
        """What is refused, in words."""
        return " ".join(filter(None, (self.verbe, typed.texte(self.objet))))

    def nie(self, typed: Typed) -> str:
        """Its words, as the analysis negates them: « sauf la vente » says « pas la vente »."""
        return typed.texte(self.span) if self.est_niee else f"pas {self.dit(typed)}"


@dataclass(frozen=True, slots=True)
class Verbal:
    """What the reader of a query knows of verbs."""

    is_wish: Callable[[str], bool]
    """Whether a word only says a wish: « travailler »."""
    is_infinitive: Callable[[str], bool]
    infinitive: Callable[[str, int], str]
    """Of the word that starts there in a normalised text; "" if it is no verb that the corpus knows."""

    def takes_the_rest(self, mot: str) -> bool:
        """« ne pas porter de charges »: what follows a verb says what is done."""
        return self.is_wish(mot) or self.is_infinitive(mot)


class Refusals:
    """Those of what is read for itself: « pas à Paris », « sans alternance », « je ne veux pas de BTS »."""

    def __init__(self, refusal_of: Callable[[Span], Refus | None]) -> None:
        self._refusal_of = refusal_of
        self.found: list[Refus] = []

    def wanted(self, said: Iterable[Said]) -> Iterator[Said]:
        """What is not refused."""
        for one in said:
            if refusal := self._refusal_of(one.span):
                self.found.append(refusal)
            else:
                yield one

    def diplomas(self, typed: Typed, said: Iterable[DiplomeLu]) -> Iterator[DiplomeLu]:
        """« sans BTS » asks for what is under it; « pas de BTS » refuses it, unless one has none."""
        for one in said:
            refusal = None if one.ligne.situation else self._refusal_of(one.span)
            if refusal is None:
                yield one
            elif one.est_un_palier and (one.est_souhait or is_lacked(typed, refusal)):
                yield below(one, refusal.span)
            else:
                self.found.append(replace(refusal, diplomes=one.ligne.diplomes))


def read_refusals(typed: Typed, taken: Collection[int], verbal: Verbal, lecture: Lecture) -> Iterator[Refus]:
    """From left to right. A refused verb (« pas travailler… ») refuses all that follows it."""
    false = (position for span in read_false_refusals(typed, verbal, lecture) for position in span)
    free = typed.libres.difference(taken, false)
    start = 0
    while start < len(typed.mots):
        found = _verb_at(typed, start, verbal, lecture) or _refusal_at(typed, start, verbal, lecture)
        if found and free.issuperset(found.span):
            yield found
        start = found.span.end if found else start + 1


def is_lacked(typed: Typed, refus: Refus) -> bool:
    """« sans CAP », « je n'ai pas de CAP » say what one does not have; « pas de CAP », what one refuses."""
    start = refus.span.start
    before = typed.normes[start - 1] if start else ""
    return typed.normes[start] in _LACKING or before.rpartition("'")[2] in _HAVING


def chip(typed: Typed, refus: Refus) -> Understood:
    """Undone: the same query without the refusal."""
    span = refus.span
    return Understood("refus", refus.dit(typed), typed.texte(span), typed.sans([span]))


def read_false_refusals(typed: Typed, verbal: Verbal, lecture: Lecture) -> Iterator[Span]:
    """« pourquoi pas » refuses nothing, nor does « je ne sais pas »; « je ne sais pas dessiner » does."""
    for start in range(len(typed.mots)):
        for words, _ in lecture.sans_refus.get(typed.normes[start], ()):
            span = Span(start, start + len(words))
            if typed.normes[span.start : span.end] == words and typed.libres.issuperset(span):
                following = typed.normes[span.end : span.end + 1]
                if words[-1] not in NEGATIONS or not any(map(verbal.is_infinitive, following)):
                    yield span


def refusal_before(typed: Typed, said: Span, verbal: Verbal, lecture: Lecture) -> Refus | None:
    """The refusal of words that were read for themselves, if it is said just before: « pas à Paris »."""
    words, at = typed.normes, said.start
    while at and words[at - 1] in NEGATION_LINKS | lecture.precedent_un_refus:
        at -= 1
    start = next((start for start in range(at) if _announces(words, start, at, lecture)), None)
    if start is None or not typed.libres.issuperset(Span(start, said.end)):
        return None
    false = {position for span in read_false_refusals(typed, verbal, lecture) for position in span}
    is_negated = words[start] in NEGATIONS and at == start + 1
    if start in false:
        return None
    return Refus(Span(start, said.end), said, est_niee=is_negated, est_parcours=True)


def _announces(words: tuple[str, ...], start: int, end: int, lecture: Lecture) -> bool:
    """Whether these words refuse what comes next, read for itself: « pas », « hors », and not « moins »."""
    if words[start:end] in lecture.refusent_un_parcours:
        return True
    return _after_announcement(words, start, lecture) == end and words[start] not in lecture.diminuent


def _after_announcement(words: tuple[str, ...], start: int, lecture: Lecture) -> int:
    """Where what is refused may begin; `start`, if nothing is. « pas bon en maths » refuses maths."""
    known = lecture.refusent.get(words[start], ())
    said = next((one for one, _ in known if words[start : start + len(one)] == one), ())
    return start + (len(said) or words[start] in NEGATIONS)


def _refusal_at(typed: Typed, start: int, verbal: Verbal, lecture: Lecture) -> Refus | None:
    words, head = typed.normes, _after_announcement(typed.normes, start, lecture)
    if head == start:
        return None
    is_negated = words[start] in NEGATIONS and head == start + 1
    while head < len(words) and words[head] in NEGATION_LINKS | lecture.liens.keys():
        head += 1
    if head == len(words):
        return None
    takes_the_rest = verbal.takes_the_rest(words[head]) and words[head] not in lecture.seuls_refuses
    ends = _end_of_clause if takes_the_rest else _end_of_group
    end = ends(words, head, lecture)
    is_being = _BEING in words[start:head]
    return Refus(Span(start, end), Span(head, end), est_niee=is_negated, est_etat=is_being)


def _verb_at(typed: Typed, start: int, verbal: Verbal, lecture: Lecture) -> Refus | None:
    """« ne tient pas en place », « on bouge pas »: the negation follows what it negates.

    « ceux qui ne marchent pas » refuses nothing: it tells who they are.
    """
    words = typed.normes
    at = start + 1 if words[start] in NEGATIVE_WORDS else start
    is_relative = start > 0 and words[start - 1] == _RELATIVE
    if is_relative or at + 1 >= len(words) or words[at + 1] not in NEGATIONS:
        return None
    text = " ".join(words[: at + 1])
    verb = words[at].rpartition("'")[2]
    if verbal.is_wish(verb) or not (infinitive := verbal.infinitive(text, len(text) - len(verb))):
        return None
    end = _end_of_clause(words, at + 1, lecture)
    return Refus(Span(start, end), Span(at + 2, end), infinitive)


def _end_of_clause(words: tuple[str, ...], head: int, lecture: Lecture) -> int:
    stops = lecture.fins | NEGATIONS
    return next((at for at in range(head + 1, len(words)) if words[at] in stops), len(words))


def _end_of_group(words: tuple[str, ...], head: int, lecture: Lecture) -> int:
    """The refused word, of whom it is said, and what grammar ties to it: « contact avec des gens âgés »."""
    end = head + 1
    while (end := end + (words[end - 1 : end + 1] in lecture.qualifient)) < len(words):
        last = end
        while last < len(words) and lecture.ties(words[end - 1], words[last]):
            last += 1
        tied = last > end or words[end].startswith(_ELIDED_OF)
        if not tied or last == len(words) or words[last] in lecture.fins:
            break
        end = last + 1
    return end
