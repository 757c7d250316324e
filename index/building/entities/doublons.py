"""The same thing said by several publishers: grouped, never deleted. Pure functions from records to groups.

One publisher that gives two codes means two formations, however alike their titles: only publications of
different publishers are ever the same. A copy is shown in the card of its original and both pages stay, each
with a link to the other.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import filterfalse

from rapidfuzz import fuzz

from index.building.corpus.briefs import FormationBrief
from index.building.corpus.read import Corpus
from mappings.records import Fiche, Formation, Section
from nlp.analysis import Analyser

MEME_FORMATION = "la même formation"
NEAR_IDENTICAL = 90.0
"""Share of the words that two texts have in common, in order, from which one is a copy of the other."""
ENOUGH_TEXT = 200
"""Characters; two short texts are alike by chance."""
ONISEP_FORMATION = "FOR."
_TEXTS_AT_HAND = 1024
Key = tuple[str, ...]
TextOf = Callable[[str], str]


@dataclass(frozen=True)
class Doublons:
    """Copy → original, and back."""

    originaux: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def autres(self, code: str) -> tuple[str, ...]:
        """Where else the same formation is: the copies of an original, the original of a copy."""
        original = self.originaux.get(code)
        return (original,) if original else self.copies.get(code, ())

    def sans_copies(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Each formation once, under its original."""
        return tuple(dict.fromkeys(self.originaux.get(code, code) for code in codes))


def find_doublons(corpus: Corpus, analyser: Analyser) -> Doublons:
    """The formations of a corpus that are one; their texts are only read where titles or codes meet."""

    @lru_cache(maxsize=_TEXTS_AT_HAND)
    def text_of(code: str) -> str:
        return text_of_formation(corpus.formations[code])

    return doublons_of(corpus.formations.briefs.values(), lambda title: tuple(analyser.keys(title)), text_of)


def doublons_of(
    formations: Collection[FormationBrief], keys_of: Callable[[str], Key], text_of: TextOf
) -> Doublons:
    """Copies find their original among the formations in general; without any, among their own like."""
    if len({one.editeur for one in formations}) <= 1:
        return Doublons()
    originals = _Originals(filter(_is_general, formations), keys_of, text_of)
    copies = filterfalse(_is_general, formations)
    found = {one.code: original for one in copies if (original := originals.of(one))}
    return Doublons(originaux=found, copies=_reversed(found))


def copies_of_fiches(fiches: Sequence[Fiche]) -> dict[str, str]:
    """Id of a fiche → id of the one whose text it repeats, under the name of another publisher."""
    longest_first = sorted(fiches, key=lambda fiche: (-len(text_of_fiche(fiche)), fiche.id))
    found: dict[str, str] = {}
    for place, fiche in enumerate(longest_first):
        others = (one for one in longest_first[:place] if one.id not in found)
        original = next((one for one in others if _is_copy(fiche, one)), None)
        if original:
            found[fiche.id] = original.id
    return found


def text_of_formation(formation: Formation) -> str:
    return _text((*formation.descriptif, *formation.enseignement, *formation.acces))


def text_of_fiche(fiche: Fiche) -> str:
    return _text((*fiche.accroche, *fiche.nature_travail, *fiche.competences, *fiche.conditions_travail))


def are_near_identical(one: str, other: str) -> bool:
    """Two texts of some length that differ by a few words."""
    if min(len(one), len(other)) < ENOUGH_TEXT:
        return False
    return fuzz.ratio(one.split(), other.split(), score_cutoff=NEAR_IDENTICAL) >= NEAR_IDENTICAL


class _Originals:
    """Formations in general, found by their certification and by the words of their title."""

    def __init__(
        self, general: Iterable[FormationBrief], keys_of: Callable[[str], Key], text_of: TextOf
    ) -> None:
        self._keys_of, self._text_of = keys_of, text_of
        self._by_title: dict[Key, list[FormationBrief]] = defaultdict(list)
        self._by_certification: dict[str, list[FormationBrief]] = defaultdict(list)
        for one in general:
            self._by_title[keys_of(one.intitule)].append(one)
            if one.code_certification:
                self._by_certification[one.code_certification].append(one)

    def of(self, copy: FormationBrief) -> str | None:
        """The only original that fits; two that fit as well are a doubt, and a doubt groups nothing."""
        titled = [
            one for one in self._by_title.get(self._keys_of(copy.intitule), ()) if _may_be_same(one, copy)
        ]
        sure = [one for one in titled if one.code_certification and copy.code_certification]
        if len(sure) == 1:
            return sure[0].code
        certified = self._by_certification.get(copy.code_certification or "", ())
        near = {one.code: one for one in (*titled, *certified) if _may_be_same(one, copy)}
        if not near or len(text := self._text_of(copy.code)) < ENOUGH_TEXT:
            return None
        alike = [code for code in near if are_near_identical(self._text_of(code), text)]
        return alike[0] if len(alike) == 1 else None


def _is_general(formation: FormationBrief) -> bool:
    """A formation wherever it is given, not as an organisme offers it."""
    return formation.code.startswith(ONISEP_FORMATION)


def _may_be_same(one: FormationBrief, other: FormationBrief) -> bool:
    """Different publishers, and no code or level that says otherwise."""
    codes = {one.code_certification, other.code_certification} - {None}
    levels = {one.niveau, other.niveau} - {None}
    return one.editeur != other.editeur and len(codes) <= 1 and len(levels) <= 1


def _is_copy(fiche: Fiche, other: Fiche) -> bool:
    if fiche.provenance.editeur == other.provenance.editeur:
        return False
    return are_near_identical(text_of_fiche(fiche), text_of_fiche(other))


def _text(sections: Iterable[Section]) -> str:
    return " ".join(" ".join(section.paragraphes) for section in sections)


def _reversed(originals: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    copies: dict[str, list[str]] = defaultdict(list)
    for copy, original in originals.items():
        copies[original].append(copy)
    return {original: tuple(sorted(found)) for original, found in copies.items()}
