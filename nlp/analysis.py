"""The analysis chain: text → keys. The same object serves documents and queries, before either engine.

    normalise → words → elision → negation → stop words → singular → masculine → key

A key is what two ways of writing the same word have in common; engines only ever see keys.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mappings.yaml_files import load_yaml
from nlp.inflection import masculine, singular
from nlp.normalise import normalise, without_other_gender

_WORD = re.compile(r"[a-z0-9]+(?:[&+#'][a-z0-9]+)*[+#]*")
_SPELLED = re.compile(r"[^\W_]+(?:&[^\W_]+)*[+#]*")
_ELISIONS = (*"cdjlmnst", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "presqu")
_ELIDED = re.compile(rf"^(?:{'|'.join(_ELISIONS)})'(?=\w)")
NEGATIONS = frozenset({"sans", "pas", "aucun", "aucune", "jamais", "ni", "non"})
_NEGATING = NEGATIONS.union(f"{elision}'{word}" for elision in _ELISIONS for word in NEGATIONS)
"""Negations as they are written: « qu'aucun »."""
NEGATIVE_WORDS = frozenset({"ne", "n"})
NEGATION_LINKS = frozenset(
    {
        *(
            "de",
            "d",
            "du",
            "des",
            "le",
            "la",
            "les",
            "un",
            "une",
            "avoir",
            "etre",
            "faire",
            "travailler",
            "bosser",
            "passer",
            "devenir",
            "mon",
            "ma",
            "mes",
        ),
        *("me", "se", "te", "trop", "tres", "assez", "vraiment", "toujours", "tout", "toute", "beaucoup"),
        *("dans", "en", "a", "au", "aux", "sur", "sous", "chez", "avec", "devant", "derriere"),
    }
)
"""Between a negation and what it negates: « pas travailler dans un bureau », « ne pas me salir »."""
_LABEL_LENGTH = 120
"""Shorter texts are labels, which a build meets many times; longer ones are prose, met once."""
_PROSE_AT_HAND = 256
"""Texts of one page: a build reads them for their keywords, then for the search."""
NEGATED = "sans_"
"""Prefix of the key of a negated word: « sans diplôme » never matches « diplôme »."""


class Token(NamedTuple):
    """A word of a text and its key. `est_vide` marks grammar words, which are not searched."""

    mot: str
    """The word as normalised: lower case, without accent, freed of its elision."""
    cle: str
    start: int
    """Position of the word in the normalised text."""
    est_vide: bool = False


class Word(NamedTuple):
    """A word that completions and corrections may propose."""

    mot: str
    """Normalised."""
    cle: str
    forme: str
    """As the text writes it, in lower case, with its accents."""


class Analyser:
    """Turns French text into keys. Immutable once built; safe to share between threads."""

    def __init__(self, *, stop_words: Iterable[str] = (), forms: Mapping[str, str] | None = None) -> None:
        self._stop_words = frozenset(stop_words)
        self._forms = dict(forms or {})
        self._key = lru_cache(maxsize=1 << 17)(self._compute_key)
        self._known = lru_cache(maxsize=1 << 17)(self._compute_known)
        self._word = lru_cache(maxsize=1 << 16)(self._compute_word)
        self._keys_of_label = lru_cache(maxsize=1 << 16)(self._compute_keys)
        self._keys_of_prose = lru_cache(maxsize=_PROSE_AT_HAND)(self._compute_keys)

    def key(self, word: str) -> str:
        """Key of one normalised word."""
        return self._key(word)

    def is_grammar(self, word: str) -> bool:
        """Whether a normalised word is one that is not searched."""
        return word in self._stop_words or word in NEGATIONS

    def keys(self, text: str) -> list[str]:
        """Keys of the words that are searched, in order: what both engines index."""
        return list(self._keys_of_label(text) if len(text) < _LABEL_LENGTH else self._keys_of_prose(text))

    def _compute_keys(self, text: str) -> tuple[str, ...]:
        text = normalise(text)
        words = _WORD.findall(text)
        if _NEGATING.isdisjoint(words):  # each word then has a key of its own: half the time is saved
            return tuple([key for _, _, key, is_empty in map(self._known, words) if not is_empty])
        return tuple(key for _, _, key, is_empty in self._read(text) if not is_empty)

    def tokens(self, text: str) -> list[Token]:
        """Every word of the text with its key, grammar words included and marked."""
        return [
            Token(word, key, start, is_empty) for start, word, key, is_empty in self._read(normalise(text))
        ]

    def _read(self, text: str) -> Iterator[tuple[int, str, str, bool]]:
        """(start, word, key, is it a grammar word) of each word of a normalised text."""
        negated = False
        for match in _WORD.finditer(text):
            elision, word, key, is_empty = self._known(match[0])
            if negated and word in NEGATION_LINKS:
                yield match.start() + elision, word, word, True
            elif is_empty:
                yield match.start() + elision, word, word, True
                negated = word in NEGATIONS
            else:
                yield match.start() + elision, word, NEGATED + key if negated else key, False
                negated = False

    def _compute_known(self, written: str) -> tuple[int, str, str, bool]:
        """Length of its elision, the word freed of it, its key, and whether it is a grammar word."""
        elision, word = _freed(written)
        return elision, word, self._key(word), self.is_grammar(word)

    def words(self, text: str) -> Iterable[Word]:
        """The words of a label, with their accents; grammar words excepted."""
        return filter(None, map(self._word, map(str.lower, _SPELLED.findall(without_other_gender(text)))))

    def _compute_word(self, forme: str) -> Word | None:
        mot = normalise(forme)
        is_proposable = len(mot) > 1 and mot not in self._stop_words and _WORD.fullmatch(mot)
        return Word(mot, self._key(mot), forme) if is_proposable else None

    def _compute_key(self, word: str) -> str:
        if word in self._forms:
            return self._forms[word]
        if word[-1:].isdigit() or len(word) < 4:
            return word
        one = singular(word)
        key = self._forms.get(one) or masculine(one)
        return self._forms.get(key, key)


def _freed(written: str) -> tuple[int, str]:
    """« l'usine » → 2, « usine »."""
    elided = _ELIDED.match(written) if "'" in written else None
    elision = elided.end() if elided else 0
    return elision, written[elision:].replace("'", "")


def read_forms(path: Path | None = None) -> dict[str, str]:
    """Forms that no rule joins, from `formes.yml`."""
    path = path or Path(__file__).with_name("formes.yml")
    loaded: dict[str, str] = load_yaml(path)
    return loaded
