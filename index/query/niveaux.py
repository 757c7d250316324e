"""Diplomas and levels said in a query: « CAP », « bac + 2 », « sans diplôme », « après la 3e »."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.query.phrases import Phrases, by_first_word, said_at
from index.query.typed import Span, Typed, read_typed
from index.results import NatureComprise, Understood
from mappings.vocabulary import Acronyme, Diplome
from nlp.normalise import normalise

Formes = Phrases[Diplome]
_SANS_DIPLOME = "sans-diplome"
"""The lowest value of the facet « niveau »."""


@dataclass(frozen=True, slots=True)
class DiplomeLu:
    span: Span
    ligne: Diplome

    @property
    def est_souhait(self) -> bool:
        """True for a level, which narrows and is not searched; a diploma is a word of names."""
        return bool(self.ligne.vise)

    @property
    def est_un_palier(self) -> bool:
        """True if it is of one level: « bac + 2 », « BTS », and not « études courtes »."""
        return bool(self.ligne.niveau) and self.ligne.vise in {(), (str(self.ligne.niveau),)}

    @property
    def nature(self) -> NatureComprise:
        if self.ligne.situation:
            return "situation"
        return "niveau" if self.est_souhait else "diplome"

    def cherche(self, typed: Typed) -> str:
        """Its words as titles write them: « BUT » for « DUT », « master » for « M1 »."""
        return self.ligne.cherche or typed.texte(self.span)


def read_formes(lines: Iterable[Diplome]) -> Formes:
    return by_first_word((tuple(normalise(forme).split()), line) for line in lines for forme in line.formes)


def read_diplomas(typed: Typed, formes: Formes, acronymes: Mapping[str, Acronyme]) -> Iterator[DiplomeLu]:
    """From left to right; the longest form wins: « niveau bac+2 » before « bac+2 »."""
    start = 0
    while start < len(typed.mots):
        said = said_at(typed, start, formes)
        found = DiplomeLu(said.span, said.ligne) if said else None
        if found and _is_meant(typed, found, acronymes):
            yield found
        start = found.span.end if found else start + 1


def line_of(forme: str, formes: Formes) -> Diplome | None:
    said = said_at(read_typed(forme), 0, formes)
    return said.ligne if said else None


def asked_levels(found: Sequence[DiplomeLu]) -> tuple[str, ...]:
    """The levels that are aimed at, each once. « BTS après un CAP », « BTS sans le bac » ask for a BTS."""
    named = [one.ligne for one in found if not (one.est_souhait or one.ligne.situation)]
    lowest = min((str(line.niveau) for line in named if line.niveau), default="")
    meant = (
        one.ligne
        for one in found
        if not (named and one.ligne.apres) and not (one.est_souhait and _highest(one.ligne.vise) < lowest)
    )
    return tuple(dict.fromkeys(niveau for line in meant for niveau in line.vise))


def _highest(niveaux: Iterable[str]) -> str:
    """« 3 » of « sans-diplome », « 1 », « 2 » and « 3 »."""
    return max(filter(str.isdigit, niveaux), default="")


def below(found: DiplomeLu, span: Span) -> DiplomeLu:
    """The levels under the one that these words say not to have: « sans BTS », « pas bac + 5 »."""
    line, niveau = found.ligne, found.ligne.niveau or 1
    under = (_SANS_DIPLOME, *map(str, range(1, niveau)))
    sens = f"sans {line.sens}, jusqu'au niveau {niveau - 1}"
    return DiplomeLu(span, replace(line, sens=sens, vise=under))


def chip(typed: Typed, found: DiplomeLu) -> Understood:
    """What was understood; undone, the words are searched as they are."""
    said = typed.texte(found.span)
    return Understood(found.nature, _in_words(found.ligne), said, typed.avec_guillemets(found.span))


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
