"""Titles as readers see them: both genders, without slash or median dot."""

from index.building.corpus.read import Corpus


def titles_of_metiers(corpus: Corpus) -> dict[str, str]:
    """Title of every métier, and of every fiche, by its code."""
    titles = {
        code: capitalised(both_titles(m.intitule_masculin, m.intitule_feminin))
        for code, m in corpus.metiers.items()
    }
    for fiche in corpus.fiches.values():
        title = both_titles(fiche.titre_masculin, fiche.titre_feminin)
        titles.setdefault(fiche.code, capitalised(title))
    return titles


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
