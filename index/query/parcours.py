"""What a query leaves: « passer d'aide-soignante à infirmière », « je suis vendeuse et je veux devenir… ».

What is left is shown, and only supports what is wanted; undone, its words count like the others. So is the
diploma that someone has: « bac pro vente, je veux travailler dans le social ».
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from index.query.phrases import Words
from index.query.requetes import Depart, Lecture
from index.query.typed import Span, Typed
from index.results import NatureComprise, Understood

_BETWEEN_PIECES = re.compile(r"[^a-z0-9]+")
_SAME = {"d": "de", "du": "de", "des": "de", "au": "a", "aux": "a"}
"""Contracted forms, read as the word that announces; in capitals, « DU » is a diploma."""
_BEFORE_A_NAME = re.compile(r"(?i)^(?:[dl]['’]|(?:une?|l[ae]s?|de|du|des|mon|ma) )+")
_AROUND = " ,;:.!?"


@dataclass(frozen=True, slots=True)
class Quitte:
    span: Span
    """From what announces it to what is wanted, excluded."""
    objet: Span
    """What is left."""
    nature: NatureComprise = "quitte"
    """`situation`: a diploma that one has, and does not leave."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader of a query knows of some of its words."""

    says: Callable[[Span], bool]
    """Whether they say something to search."""
    is_role: Callable[[Span], bool]
    """Whether names of trades begin as they do."""


def read_left(typed: Typed, taken: Collection[int], heard: Heard, lecture: Lecture) -> Quitte | None:
    """The first thing that is left for something else that is said too."""
    pieces = _Pieces(typed, typed.libres.difference(taken))
    found = chain(_announced(pieces, heard, lecture), _told_after(pieces, heard, lecture))
    return next((one for one in found if typed.tels_quels.isdisjoint(one.objet)), None)


def read_had(
    typed: Typed, taken: Collection[int], diplomas: Iterable[Span], heard: Heard, lecture: Lecture
) -> Quitte | None:
    """The diploma that one has, with its field, before something else that is wanted."""
    first = next((span.start for span in diplomas), None)
    if first is None:
        return None
    pieces = _Pieces(typed, typed.libres.difference(taken))
    for stop, words in pieces.among(1, lecture.apres_un_diplome):
        had, wanted = pieces.span(0, stop), pieces.span(stop + len(words))
        if first in had and heard.says(wanted):
            return Quitte(had, _said(Span(first, had.end), heard), "situation")
    return None


def chip(typed: Typed, quitte: Quitte) -> Understood:
    """Undone, what is left is searched like the rest."""
    said = _BEFORE_A_NAME.sub("", typed.texte(quitte.objet).strip(_AROUND))
    return Understood(quitte.nature, said, typed.texte(quitte.span), typed.avec_guillemets(quitte.objet))


class _Pieces:
    """The words of a query, cut at their elisions: « d'aide-soignante » announces, then says."""

    def __init__(self, typed: Typed, free: Collection[int]) -> None:
        cut = ((at, part) for at, norme in enumerate(typed.normes) for part in _BETWEEN_PIECES.split(norme))
        parts = [(at, part) for at, part in cut if part]
        self.count = len(parts)
        self._places = [*(at for at, _ in parts), len(typed.mots)]
        self._words = tuple(part if typed.mots[at].isupper() else _SAME.get(part, part) for at, part in parts)
        self._free = [at in free for at, _ in parts]

    def say(self, at: int, words: Words) -> bool:
        end = at + len(words)
        return self._words[at:end] == words and all(self._free[at:end])

    def among(self, first: int, words: Collection[Words]) -> Iterator[tuple[int, Words]]:
        """(place, words) of each of these that is said, from left to right."""
        known = [one for one in words if one[0] in self._words]
        return ((at, one) for at in range(first, self.count) for one in known if self.say(at, one))

    def span(self, start: int, end: int | None = None) -> Span:
        """The words that hold these pieces; to the last, if no end is given."""
        return Span(self._places[start], self._places[-1 if end is None else end])


def _announced(pieces: _Pieces, heard: Heard, lecture: Lecture) -> Iterator[Quitte]:
    """« quitter … pour … »; or « …, après avoir été … », where all that follows is left."""
    for start, words in pieces.among(0, lecture.avant_ce_qui_est_quitte):
        depart, first = lecture.avant_ce_qui_est_quitte[words], start + len(words)
        if depart.debut and start:
            continue
        before = pieces.span(0, start)
        for stop, arrivee in pieces.among(first + 1, lecture.arrivees_apres(depart)):
            left = pieces.span(first, stop)
            wanted = pieces.span(stop + len(arrivee))
            is_wanted = heard.is_role(wanted) if depart.debut else heard.says(wanted)
            if is_wanted and _is_left(left, depart, heard):
                yield Quitte(Span(before.end if heard.says(before) else 0, left.end), _said(left, heard))
        left = pieces.span(first)
        if depart.fin and heard.says(before) and _is_left(left, depart, heard):
            yield Quitte(Span(before.end, left.end), _said(left, heard))


def _told_after(pieces: _Pieces, heard: Heard, lecture: Lecture) -> Iterator[Quitte]:
    """« électricien qui veut devenir … »: what is wanted tells that what comes before is left."""
    for stop, words in pieces.among(1, lecture.apres_ce_qui_est_quitte):
        left, wanted = pieces.span(0, stop), pieces.span(stop + len(words))
        is_sure = lecture.apres_ce_qui_est_quitte[words].annonce == "sure"
        if all(heard.says(one) and (is_sure or heard.is_role(one)) for one in (left, wanted)):
            yield Quitte(left, _said(left, heard))


def _is_left(left: Span, depart: Depart, heard: Heard) -> bool:
    return heard.says(left) and (depart.nature == "quitte" or heard.is_role(left))


def _said(left: Span, heard: Heard) -> Span:
    """« aide à domicile » of « changer de métier : aide à domicile » or of « aide à domicile et je veux »."""
    start = max(at for at in left if not heard.says(Span(left.start, at)))
    return Span(start, min(at for at in range(start + 1, left.end + 1) if not heard.says(Span(at, left.end))))
