"""Both genders of a title: « Conducteur / Conductrice d'engins » gives one label per gender.

Two ways of writing are read: the whole pair of the ROME (« Directeur adjoint / Directrice adjointe de X »,
« Médecin chef / cheffe ») and the shortened pair of the ONISEP (« concepteur/trice de cartes », « chef-fe »).
A slash that separates no genders (« son / lumière ») is left alone.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from mappings.letters import without_accents

_VOCABULARIES = Path(__file__).parent / "vocabularies"
_SEPARATOR = " / "
_WORD = r"[^\W\d_]+"
_SHORTENED = (  # the hyphen comes last: it also joins words (« technico-commercial/e »)
    re.compile(rf"(?P<word>{_WORD})(?:[/·•]|\((?={_WORD}\)))(?P<end>{_WORD})\)?"),
    re.compile(rf"(?P<word>{_WORD})-(?P<end>{_WORD})"),
)
_MIN_STEM = 3
_MAX_GAP = 3


def both_genders(libelle: str) -> tuple[str, str]:
    """Masculine and feminine forms of a title; twice the same if it has only one form."""
    masculine, feminine = _expand(libelle, feminine=False), _expand(libelle, feminine=True)
    return _resolve_pairs(masculine, 0), _resolve_pairs(feminine, 1)


def _resolve_pairs(libelle: str, wanted: int) -> str:
    """Keep one side (0 masculine, 1 feminine) of every « X / Y » that opposes two genders."""
    start = 0
    while (cut := libelle.find(_SEPARATOR, start)) >= 0:
        pair = _split_pair(libelle[:cut].split(), libelle[cut + len(_SEPARATOR) :].split())
        if pair is None:
            start = cut + 1
        else:
            libelle, start = pair[wanted], 0
    return libelle


def _split_pair(left: Sequence[str], right: Sequence[str]) -> tuple[str, str] | None:
    """Align the last words before the slash with the first words after it, the longest run first.

    « Homme sage-femme / Sage-femme »: words that are the same do not oppose genders, the first one does.
    """
    for shared in range(len(left)):
        opposed = left[shared:]
        if len(opposed) <= len(right) and all(map(_are_counterparts, opposed, right)):
            tail = right[len(opposed) :]
            comma = "," if right[len(opposed) - 1].endswith(",") and not left[-1].endswith(",") else ""
            last = left[-1] + _shared_ending(left[-1], right[len(opposed) - 1])
            masculine = " ".join([*left[:-1], last + comma, *tail])
            is_one_name = list(map(_plain, opposed)) == list(map(_plain, right))
            return masculine, " ".join(right if is_one_name else [*left[:shared], *right])
    return None


def _shared_ending(masculine: str, feminine: str) -> str:
    """« masseur / masseuse-kinésithérapeute »: what follows the hyphen goes with both."""
    _, hyphen, ending = feminine.partition("-")
    return hyphen + ending if hyphen and "-" not in masculine else ""


def _are_counterparts(masculine: str, feminine: str) -> bool:
    left, right = _plain(masculine), _plain(feminine)
    if left == right or (left, right) in _irregular_pairs():
        return True
    stem = min(_MIN_STEM, len(left))
    return len(left) > 1 and left[:stem] == right[:stem]


def _plain(word: str) -> str:
    return without_accents(word.casefold().strip(",;()"))


def _expand(libelle: str, *, feminine: bool) -> str:
    """Write in full every « contrôleur/euse » of a title."""

    def replace(match: re.Match[str]) -> str:
        forms = _written_in_full(match["word"], match["end"])
        return forms[feminine] if forms else match[0]

    for shortened in _SHORTENED:
        libelle = shortened.sub(replace, libelle)
    return libelle


def _written_in_full(word: str, end: str) -> tuple[str, str] | None:
    for suffix, masculine, feminine in _shortened_endings():
        if suffix == end and word.endswith(masculine):
            return word, word[: len(word) - len(masculine)] + feminine
    if _are_counterparts(word, end) and end.endswith("e") and 0 < len(end) - len(word) <= _MAX_GAP:
        return word, end
    return None


@cache
def _shortened_endings() -> tuple[tuple[str, str, str], ...]:
    rows = _read("genres_terminaisons.csv")
    return tuple((row["suffixe"], row["masculin"], row["feminin"]) for row in rows)


@cache
def _irregular_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((_plain(row["masculin"]), _plain(row["feminin"])) for row in _read("genres_paires.csv"))


def _read(name: str) -> list[dict[str, str]]:
    lines = (_VOCABULARIES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
