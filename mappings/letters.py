"""Letters without their accents, for the packages below `nlp`, whose `normalise` knows more of French."""

import unicodedata


def without_accents(text: str) -> str:
    """« Éleveur à l'œil » → « Eleveur a l'œil »."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
