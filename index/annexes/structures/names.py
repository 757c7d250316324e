"""Names that a directory writes in capitals, as one reads them: « ML ISSOIRE », « Agence LYON VAISE »."""

import re
from collections.abc import Mapping
from functools import cache

from index.annexes.structures.locate import LONGEST_NAME, Commune
from index.lieux.noms import Ecritures, readable_name
from mappings.orientation import interlocuteurs
from nlp.casing import Casing

_RUN = re.compile(r"(?<![\w(])[A-ZÀ-Þ]{2,}(?:[ '’/-]+[A-ZÀ-Þ]+)*(?![\w)])")
"""Words in capitals, one after the other; not an acronym in brackets."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_READ = 4
"""Letters of a network that is read as a word: « Apec », « Afpa », « Greta »."""
_LONGEST_ACRONYM = 5
"""Letters of a word that may be an acronym, where no place stands beside it."""


def readable(nom: str, here: Mapping[str, Commune], ecritures: Ecritures, casing: Casing) -> str:
    """`here`: the communes of its département, by the key of their names: they know their own accents."""
    told = _cased(nom, here, ecritures, casing)
    return _WORD.sub(lambda word: word[0].upper() if word[0].lower() in _acronyms() else word[0], told)


@cache
def _acronyms() -> frozenset[str]:
    """« ML », « CIO »: names of networks that are spelled, and not read as « Apec » and « Afpa » are."""
    said = {nom for one in interlocuteurs() for nom in (*one.noms, *one.sigles) if nom.isalpha()}
    return frozenset(nom for nom in said if len(nom) < _SHORTEST_READ)


def _cased(nom: str, here: Mapping[str, Commune], ecritures: Ecritures, casing: Casing) -> str:
    told = casing.in_a_sentence(nom)
    if len(told) != len(nom):  # a ligature, « œ »: positions no longer tell which word is which
        return told
    for run in reversed(list(_RUN.finditer(nom))):
        read = _run(run[0], told[run.start() : run.end()], here, ecritures)
        told = told[: run.start()] + read + told[run.end() :]
    return told[:1].upper() + told[1:]


def _run(written: str, told: str, here: Mapping[str, Commune], ecritures: Ecritures) -> str:
    """`told`: what other names say of its words; the communes, then proper nouns, for those they ignore."""
    words, said = list(_WORD.finditer(written)), readable_name(written)
    places = dict(_places(written, words, here, ecritures))
    is_a_name = bool(places) or any(len(word[0]) > _LONGEST_ACRONYM for word in words)
    pieces, at, rank = "", 0, 0
    while rank < len(words):
        start, end = words[rank].span()
        size, nom = places.get(rank, (1, ""))
        if not nom:
            is_told = told[start:end] != written[start:end]
            nom = told[start:end] if is_told or not is_a_name else said[start:end]
        pieces += written[at:start] + nom
        rank += size
        at = words[rank - 1].end()
    return pieces + written[at:]


def _places(
    written: str, words: list[re.Match[str]], here: Mapping[str, Commune], ecritures: Ecritures
) -> list[tuple[int, tuple[int, str]]]:
    """Rank of its first word → how many words a commune has, and its name; the longest first."""
    found: list[tuple[int, tuple[int, str]]] = []
    rank = 0
    while rank < len(words):
        sizes = range(min(LONGEST_NAME, len(words) - rank), 0, -1)
        named = (
            (size, here.get(ecritures.cle(written[words[rank].start() : words[rank + size - 1].end()])))
            for size in sizes
        )
        size, commune = next(((size, one) for size, one in named if one), (1, None))
        if commune:
            found.append((rank, (size, commune.libelle)))
        rank += size
    return found
