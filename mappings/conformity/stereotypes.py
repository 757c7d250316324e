"""Wording of a fiche that gives a gender to a job, a quality or a place: what is said, and why it is."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from mappings.letters import without_accents
from mappings.records import Model
from mappings.vocabulary import FOLDER
from mappings.yaml_files import load_yaml

PATH = FOLDER / "stereotypes.yml"
_SLOT = re.compile(r"\{(\w+)\}")
_GAP = "…"
_GAP_WORDS = r"(?:[^\W_]+[\s'-]+){0,4}"
_BETWEEN = r"[\s'-]+"
_PART = re.compile(r"\{\w+\}|…|[^\W_]+")
_SHORT = 3
"""Letters up to which a word takes no plural: « de » is not « des »."""
_END = re.compile(r"[.!?;:\n]")


class Tournure(Model):
    dit: tuple[str, ...]
    raison: str


class Stereotypes(Model):
    listes: dict[str, tuple[str, ...]]
    nuances: tuple[str, ...]
    indices: tuple[str, ...]
    expressions: tuple[Tournure, ...]


class Trouve(NamedTuple):
    mots: str
    """As the text writes them."""
    raison: str


class _Reader(NamedTuple):
    said: re.Pattern[str]
    """One named group for each line of the vocabulary."""
    nuances: re.Pattern[str]
    indices: tuple[str, ...]
    raisons: tuple[str, ...]


@cache
def read_stereotypes() -> Stereotypes:
    return Stereotypes.model_validate(load_yaml(PATH))


def stereotypes_in(text: str) -> Iterator[Trouve]:
    """Each wording of a text that no nuance of its sentence takes back."""
    reader, plain = _reader(), _plain(text)
    if not any(clue in plain for clue in reader.indices):
        return
    for match in reader.said.finditer(plain):
        start, end = _sentence(plain, match.start(), match.end())
        if not reader.nuances.search(plain, start, end):
            raison = reader.raisons[int(str(match.lastgroup).removeprefix("n"))]
            yield Trouve(text[match.start() : match.end()], raison)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = [one.end() for one in _END.finditer(text, 0, start)]
    after = _END.search(text, end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


@cache
def _reader() -> _Reader:
    read = read_stereotypes()
    lines = (_any(one.dit, read.listes) for one in read.expressions)
    said = "|".join(f"(?P<n{place}>{line})" for place, line in enumerate(lines))
    return _Reader(
        re.compile(rf"\b(?:{said})\b"),
        re.compile(rf"\b(?:{_any(read.nuances, {})})\b"),
        tuple(map(_plain, read.indices)),
        tuple(one.raison for one in read.expressions),
    )


def _any(phrases: tuple[str, ...], lists: Mapping[str, tuple[str, ...]]) -> str:
    return "|".join(_pattern(phrase, lists) for phrase in phrases)


def _pattern(phrase: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    found = ""
    for part in _PART.findall(phrase):
        if part == _GAP:
            found += _GAP_WORDS
            continue
        slot = _SLOT.fullmatch(part)
        one = f"(?:{_any(lists[slot[1]], {})})" if slot else _word(part)
        found += one + _BETWEEN
    return found.removesuffix(_BETWEEN)


def _word(written: str) -> str:
    plain = re.escape(_plain(written))
    return plain if len(written) <= _SHORT else f"{plain}[sx]?"


def _plain(text: str) -> str:
    """Letter for letter, so that a place in it is a place in the text."""
    return text.translate(_LETTERS)


class _Letters(dict[int, str]):
    """What each letter is read as, once for each."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        found = "'" if char == "’" else without_accents(char.casefold())
        self[point] = found if len(found) == 1 else char
        return self[point]


_LETTERS = _Letters()
