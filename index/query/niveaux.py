"""Diplomas and levels said in a query: « CAP », « bac + 2 », « sans diplôme », « après la 3e »."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.facets import SANS_FILTRE, Filtres
from index.query.typed import Span, Typed
from index.results import NatureComprise, Understood
from mappings.vocabulary import Acronyme, Diplome
from nlp.normalise import normalise

Formes = Mapping[str, tuple[tuple[tuple[str, ...], Diplome], ...]]
"""First word → (the words of a form, its line), the longest forms first."""


@dataclass(frozen=True, slots=True)
class DiplomeLu:
    span: Span
    ligne: Diplome

    @property
    def est_souhait(self) -> bool:
        """True for a level, which narrows and is not searched; a diploma is a word of names."""
        return bool(self.ligne.vise)

    def cherche(self, typed: Typed) -> str:
        """Its words as titles write them: « BUT » for « DUT », « master » for « M1 »."""
        return self.ligne.cherche or typed.texte(self.span)


def read_formes(lines: Iterable[Diplome]) -> Formes:
    found: dict[str, list[tuple[tuple[str, ...], Diplome]]] = defaultdict(list)
    for line in lines:
        for forme in line.formes:
            words = tuple(normalise(forme).split())
            found[words[0]].append((words, line))
    return {first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in found.items()}


def read_diplomas(typed: Typed, formes: Formes, acronymes: Mapping[str, Acronyme]) -> Iterator[DiplomeLu]:
    """From left to right; the longest form wins: « niveau bac+2 » before « bac+2 »."""
    start = 0
    while start < len(typed.mots):
        found = _form_at(typed, start, formes)
        if found and _is_meant(typed, found, acronymes):
            yield found
        start = found.span.end if found else start + 1


def filtres_of(found: Iterable[DiplomeLu]) -> Filtres:
    levels = tuple(dict.fromkeys(niveau for one in found for niveau in one.ligne.vise))
    return Filtres(niveau=levels) if levels else SANS_FILTRE


def chip(typed: Typed, found: DiplomeLu) -> Understood:
    """What was understood; undone, the words are searched as they are."""
    nature: NatureComprise = "niveau" if found.est_souhait else "diplome"
    said = typed.texte(found.span)
    return Understood(nature, _in_words(found.ligne), said, typed.avec_guillemets(found.span))


def _form_at(typed: Typed, start: int, formes: Formes) -> DiplomeLu | None:
    for words, line in formes.get(typed.normes[start], ()):
        span = Span(start, start + len(words))
        if typed.normes[span.start : span.end] == words and typed.libres.issuperset(span):
            return DiplomeLu(span, line)
    return None


def _is_meant(typed: Typed, found: DiplomeLu, acronymes: Mapping[str, Acronyme]) -> bool:
    """« TP » has several senses, « but » is a word unless in capitals, « agent de maîtrise » no diploma."""
    if set(found.ligne.sauf) & set(typed.normes):
        return False
    word = typed.texte(found.span)
    acronyme = acronymes.get(typed.normes[found.span.start]) if " " not in word else None
    return acronyme is None or (len(acronyme.sens) == 1 and (word.isupper() or not acronyme.majuscules))


def _in_words(line: Diplome) -> str:
    """« bac + 2 (niveau 5) »; the sense alone when it says the level, or when there is no single one."""
    several = len(line.vise) > 1
    if line.niveau is None or several or "niveau" in line.sens:
        return line.sens
    return f"{line.sens} (niveau {line.niveau})"
