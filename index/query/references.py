"""Codes of other nomenclatures in a query: « formacode 21538 », « code diplôme 500 22137 »."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.plan import Reference
from index.query.requetes import Nomenclature
from index.query.typed import Span, Typed
from index.references import reference
from index.results import Understood

_PIECES = (2, 1)
"""« 500 22137 » is typed in two words as often as in one."""


@dataclass(frozen=True, slots=True)
class ReferenceLue:
    span: Span
    nomenclature: Nomenclature
    code: str

    @property
    def reference(self) -> Reference:
        cle = reference(self.nomenclature.nom, self.code)
        return Reference(cle, f"{self.nomenclature.libelle} {self.code.upper()}")


def read_references(typed: Typed, nomenclatures: Sequence[Nomenclature]) -> Iterator[ReferenceLue]:
    """From left to right; what is between quotation marks is words."""
    start = 0
    while start < len(typed.normes):
        found = _reference_at(typed, start, nomenclatures)
        if found and set(found.span) <= typed.libres:
            yield found
        start = found.span.end if found else start + 1


def chip(typed: Typed, found: ReferenceLue) -> Understood:
    """Undone, the query goes without it."""
    return Understood("code", found.reference.texte, typed.texte(found.span), typed.sans([found.span]))


def _reference_at(typed: Typed, start: int, nomenclatures: Sequence[Nomenclature]) -> ReferenceLue | None:
    for one in nomenclatures:
        for words in one.annonces:
            after = start + len(words)
            if typed.normes[start:after] == words and (found := _code_at(typed, start, after, one)):
                return found
    return None


def _code_at(typed: Typed, start: int, after: int, one: Nomenclature) -> ReferenceLue | None:
    for pieces in _PIECES:
        words = typed.normes[after : after + pieces]
        if len(words) == pieces and one.is_a_code("".join(words)):
            return ReferenceLue(Span(start, after + pieces), one, "".join(words))
    return None
