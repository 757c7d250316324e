"""Joins the métiers of two editions of the FAP by code and label: what is not sure is a doubt."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from mappings.letters import without_accents

SAME_CODE_SCORE = 80
"""Enough for a label when the code says the same (A0X40, A0Z40)."""
WORTH_A_LOOK = 75
"""Score below which a label is no candidate."""
_WORDS = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(("de", "des", "du", "d", "la", "le", "les", "l", "et", "en", "a", "au", "aux", "ou"))
DECISIVE = frozenset(("non", "peu", "cadre", "qualifie"))
"""One of these on one side only, and two close labels are two métiers."""


class Match(NamedTuple):
    fap2021: str
    libelle_2021: str
    fap2009: str
    libelle_2009: str
    confiance: str
    origine: str


class Uncertain(NamedTuple):
    fap2021: str
    candidat: str
    libelle_2021: str
    libelle_candidat: str
    score: str
    raison: str


def plain(label: str) -> str:
    """Words of a label without accents, plurals and small words."""
    words = _WORDS.findall(without_accents(label.casefold().replace("œ", "oe")))
    return " ".join(word.removesuffix("s") for word in words if word not in _EMPTY_WORDS)


def old_code(code: str) -> str:
    """The code that the same métier would have in 2009: the third letter changed for all."""
    return f"{code[:2]}Z{code[3:]}"


def join_faps(new: Mapping[str, str], old: Mapping[str, str]) -> tuple[list[Match], list[Uncertain]]:
    """The sure pairs, and what a person should look at."""
    matches, doubts = [], []
    for code, label in sorted(new.items()):
        found = _same_label(code, label, old) or _same_code(code, label, old)
        if found:
            matches.append(found)
        else:
            doubts += list(_candidates(code, label, old))
    return matches, doubts


def _same_label(code: str, label: str, old: Mapping[str, str]) -> Match | None:
    """The same words, in the same domain."""
    equal = [c for c, other in old.items() if _words(other) == _words(label) and c[0] == code[0]]
    if len(equal) != 1:
        return None
    return Match(code, label, equal[0], old[equal[0]], "certaine", "libelle-identique")


def _same_code(code: str, label: str, old: Mapping[str, str]) -> Match | None:
    """The same code and almost the same words; a label that only gained words may have narrowed."""
    candidate = old_code(code)
    if candidate not in old or _score(label, old[candidate]) < SAME_CODE_SCORE:
        return None
    gained, lost = _words(label) - _words(old[candidate]), _words(old[candidate]) - _words(label)
    if len(gained) > 1 or (gained and not lost) or DECISIVE & (gained | lost):
        return None
    return Match(code, label, candidate, old[candidate], "forte", "code-et-libelle")


def _candidates(code: str, label: str, old: Mapping[str, str]) -> Iterator[Uncertain]:
    """The old métier of the same code, and those whose label is not far."""
    same = old_code(code)
    if same in old:
        likeness = f"{_score(label, old[same]):.0f}"
        yield Uncertain(code, same, label, old[same], likeness, "même code, autre libellé")
    near = [(c, s) for c, s in _ranked(code, label, old, 3) if s >= WORTH_A_LOOK and c != same]
    for candidate, score in near:
        yield Uncertain(code, candidate, label, old[candidate], f"{score:.0f}", "libellé voisin")
    if same not in old and not near:
        yield Uncertain(code, "", label, "", "", "aucun candidat")


def _words(label: str) -> frozenset[str]:
    return frozenset(plain(label).split())


def _score(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(plain(one), plain(other))


def _ranked(code: str, label: str, old: Mapping[str, str], limit: int) -> list[tuple[str, float]]:
    """Métiers of the same domain, the closest label first."""
    choices = {c: plain(other) for c, other in old.items() if c[0] == code[0]}
    found = process.extract(plain(label), choices, scorer=fuzz.token_sort_ratio, limit=limit)
    return [(key, score) for _, score, key in found]
