"""Letters without their accents, for the packages below `nlp`, whose `normalise` knows more of French."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_BLANKS = re.compile(r"[\s_]+")


def without_accents(text: str) -> str:
    """« Éleveur à l'œil » → « Eleveur a l'œil »."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 14)
def same_words(text: str) -> str:
    """« Statut d’élève » and « STATUT  D'ELEVE » are the same words. Signs are kept: « -1 » is not « 1 »."""
    plain = without_accents(text.translate(_APOSTROPHES)).casefold()
    return _BLANKS.sub(" ", plain).strip(" .")
