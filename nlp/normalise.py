"""From any way of typing French to one: case, accents, the four apostrophes, hyphens, dotted acronyms."""

import re
import unicodedata

_SAME_CHARACTER = str.maketrans(
    {
        "’": "'",  # typographic apostrophe
        "‘": "'",
        "ʼ": "'",  # modifier letter apostrophe
        "´": "'",
        "`": "'",
        "¿": "'",  # what ROME's ISO-8859-15 exports make of ’
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u00ad": "",  # soft hyphen, left by copy and paste
    }
)
_DOTTED_ACRONYM = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")
_LETTER_BETWEEN_DOTS = re.compile(r"\.[a-z]\.")
"""What every dotted acronym holds: found without trying each word."""
_ENDING = r"(?:[iu]?[eè]re|[dt]?euse|[dt]?rice|ice|[eio]?enne|onne|e?resse|s?se|esse|[fnlvt]e|ive|elle|e)"
_IN_BRACKETS = rf"(?:{_ENDING}s?|s|x)\)s?"
_AFTER_A_MARK = rf"{_ENDING}(?:[·•‧.\-]?s)?"
_OTHER_GENDER = re.compile(
    r"[·•‧/.\-(](?<=[^\W\d_]{3}.)"  # the mark first: one character in fifty is tried
    rf"(?:(?<=\(){_IN_BRACKETS}|(?<!\(){_AFTER_A_MARK})"
    rf"(?:\({_IN_BRACKETS}|[·•‧/.\-]{_AFTER_A_MARK})*(?![\w-])",
    re.IGNORECASE,
)
"""The end of the other gender, or of the plural, as it is added to a word: « ingénieur/e », « chef(fe) »,
« chargé-e-s », « directeur.rice », « artisan·e », « salarié(s) »."""
_LEVEL_AFTER_BAC = re.compile(r"\bbac\s*\+\s*(\d)\b")
_WELL_BEING = re.compile(r"\bbien-etre\b|(?<=\b(?:le|du|au|de|en|et) )bien etre\b")
"""One word: « bien » alone is also what one owns, and « être » is grammar."""


def _decompose(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_LATIN = {code: _decompose(chr(code)) for code in range(0xC0, 0x180)} | _SAME_CHARACTER
"""French text folds in one pass of this table; only rarer scripts go through `_decompose`."""
_MARKED = re.compile(r"[^\x00-\x7f]+|`")
"""Runs of characters that the table may change: one character in twenty, the others are left as they are."""


def fold(text: str) -> str:
    """Lower case, without accents, with one apostrophe and one hyphen; the length may change."""
    text = _MARKED.sub(_unmarked, text).lower()
    return text if text.isascii() else _decompose(text)


def _unmarked(run: re.Match[str]) -> str:
    return run[0].translate(_LATIN)


def without_other_gender(text: str) -> str:
    """The text in one gender where it adds the ends of the other: « chef(fe) », « salarié(s) »."""
    return _OTHER_GENDER.sub("", text)


def normalise(text: str) -> str:
    """`fold`, then one spelling for what is written in several: « C.A.P. », « Bac + 2 », « artisan·e·s »."""
    text = fold(without_other_gender(text))
    if _LETTER_BETWEEN_DOTS.search(text):
        text = _DOTTED_ACRONYM.sub(lambda match: match[0].replace(".", ""), text)
    if "bac" in text:
        text = _LEVEL_AFTER_BAC.sub(r"bac+\1", text)
    if "bien" in text:
        text = _WELL_BEING.sub("bienetre", text)
    return text
