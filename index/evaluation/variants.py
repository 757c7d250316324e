"""Other ways of typing a name: plural, without accents, with one slip of the finger. Pure and repeatable.

What a variant is depends on the text alone, never on a random generator: two runs compare the same queries,
and a new record changes none of the others.
"""

import re
from collections.abc import Callable, Collection, Iterable
from hashlib import blake2s

from mappings.letters import without_accents
from nlp.normalise import normalise

SHORTEST_WITH_TYPO = 5
SHORTEST_WITH_PLURAL = 4
"""Shorter words are « non », « né », acronyms."""
_LONG_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_WITH_TYPO},}}")
_SPACES = re.compile(r"(\s+)")
_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
"""Rows of the French keyboard."""
_UNCHANGED_IN_PLURAL = ("s", "x", "z")
_MOST_TRIES = 50


def draw(text: str, below: int, salt: str = "") -> int:
    """A number that only depends on the text: the same in every run, on every machine."""
    digest = blake2s(f"{salt}\0{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % below


def sample(texts: Iterable[str], size: int) -> list[str]:
    """So many texts, the same ones in every run: those that draw the smallest numbers."""
    return sorted(texts, key=lambda text: (draw(text, 1 << 63), text))[:size]


def plural(name: str, grammar: Collection[str]) -> str:
    """« Agents de sécurité »: the words before the first grammar word, sign or capitals take the plural."""
    words = _SPACES.split(name)
    for position, word in enumerate(words):
        if position % 2 == 0:
            if not _takes_plural(word, grammar):
                break
            words[position] = _plural_of(word)
    return "".join(words)


def _takes_plural(word: str, grammar: Collection[str]) -> bool:
    is_word = len(word) >= SHORTEST_WITH_PLURAL and word.replace("-", "").isalpha()
    return is_word and not word.isupper() and normalise(word) not in grammar


def _plural_of(word: str) -> str:
    if word.endswith(_UNCHANGED_IN_PLURAL):
        return word
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word[:-2] + "aux" if word.endswith("al") else word + "s"


def typo(text: str) -> str | None:
    """The text with one slip in a word of five letters or more; None if it has none."""
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return None
    for attempt in map(str, range(_MOST_TRIES)):
        word = words[draw(text, len(words), f"word {attempt}")]
        slip = _SLIPS[draw(text, len(_SLIPS), f"slip {attempt}")]
        position = 1 + draw(text, len(word[0]) - 2, f"letter {attempt}")
        slipped = text[: word.start()] + slip(word[0], position) + text[word.end() :]
        if normalise(slipped) != normalise(text):
            return slipped
    return None


def _forgotten(word: str, position: int) -> str:
    return word[:position] + word[position + 1 :]


def _doubled(word: str, position: int) -> str:
    return word[:position] + word[position] + word[position:]


def _swapped(word: str, position: int) -> str:
    return word[:position] + word[position + 1] + word[position] + word[position + 2 :]


def _beside(word: str, position: int) -> str:
    return word[:position] + _key_beside(word[position]) + word[position + 1 :]


def _key_beside(letter: str) -> str:
    plain = without_accents(letter).lower()
    row = next((row for row in _KEYBOARD if plain in row), plain)
    place = row.find(plain)
    return row[place + 1] if place + 1 < len(row) else row[place - 1]


_SLIPS: tuple[Callable[[str, int], str], ...] = (_forgotten, _doubled, _swapped, _beside)
