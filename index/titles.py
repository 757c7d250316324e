"""Titles as readers see them: both genders, without slash or median dot."""

from collections.abc import Iterator, Mapping
from itertools import chain

from index.corpus import Corpus


class Titles(Mapping[str, str]):
    """Title of every entity by code; those of formations and certifications are made when they are asked."""

    def __init__(self, corpus: Corpus) -> None:
        self._shelves = (corpus.certifications.briefs, corpus.formations.briefs)
        self._metiers = {
            code: capitalised(both_titles(m.intitule_masculin, m.intitule_feminin))
            for code, m in corpus.metiers.items()
        }
        for fiche in corpus.fiches.values():
            title = both_titles(fiche.titre_masculin, fiche.titre_feminin)
            self._metiers.setdefault(fiche.code, capitalised(title))

    def __getitem__(self, code: str) -> str:
        for briefs in self._shelves:
            if brief := briefs.get(code):
                return capitalised(brief.intitule)
        return self._metiers[code]

    def __iter__(self) -> Iterator[str]:
        return chain(self._metiers, *self._shelves)

    def __len__(self) -> int:
        return len(self._metiers) + sum(len(briefs) for briefs in self._shelves)


def both_titles(masculine: str, feminine: str) -> str:
    """« Boulanger », « Boulangère » → « Boulanger, boulangère »; what both end with is said once."""
    if masculine == feminine:
        return masculine
    first, second = masculine.split(), feminine.split()
    shared = _shared_tail(first, second)
    head = " ".join(first[: len(first) - shared])
    other = " ".join(second[: len(second) - shared])
    tail = " ".join(first[len(first) - shared :])
    return f"{head}, {_uncapitalised(other)} {tail}".rstrip()


def capitalised(title: str) -> str:
    return title[:1].upper() + title[1:]


def _shared_tail(first: list[str], second: list[str]) -> int:
    """How many last words are common, always leaving one word to each side."""
    shared = 0
    while shared < min(len(first), len(second)) - 1 and first[-1 - shared] == second[-1 - shared]:
        shared += 1
    return shared


def _uncapitalised(words: str) -> str:
    """Lower the first letter, unless the word is an acronym (« UX designer »)."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
