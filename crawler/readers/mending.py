"""What tools broke in a text: characters read in the wrong encoding, invisible ones, quotes doubled.

Only what has one possible reading is mended; words are never touched.
"""

import re
from html import unescape

_TRACES = re.compile(r"[ÂÃÅ\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\xad\u200b\u200e\u200f\ufeff]|â€|\w''\w")
_MISREAD = re.compile(r"(?:[ÂÃ]|Å(?=[’“¸\x92\x93])|â[€\x80])[\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
"""Only what French text misread can give: « É » before a no-break space must stay what it is."""
_CONTROL = re.compile(r"[\x80-\x9f]'?")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u200e\u200f\ufeff]")
_DOUBLED = re.compile(r"(?<=\w)''(?=\w)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_QUOTES = "‘’'"


def mended(text: str) -> str:
    """« MÃ‰DIAS » → « MÉDIAS », « l''an » → « l'an », a hidden hyphen → nothing."""
    if not _TRACES.search(text):
        return text
    text = _MISREAD.sub(_reread, text)
    text = _CONTROL.sub(_as_windows, text)
    return _DOUBLED.sub("'", _INVISIBLE.sub("", text))


def looks_misread(text: str) -> bool:
    """True where some characters are UTF-8 read as Windows-1252."""
    return any(_reread(match) != match[0] for match in _MISREAD.finditer(text))


def without_entities(text: str) -> str:
    """« Réseaux &amp; Télécoms » → « Réseaux & Télécoms »; an address keeps its « &copy=1 »."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def _reread(match: re.Match[str]) -> str:
    """UTF-8 that was read as Windows-1252, read again; as it was if it is not that."""
    try:
        return b"".join(map(_windows_byte, match[0])).decode()
    except UnicodeError:
        return match[0]


def _windows_byte(char: str) -> bytes:
    """Windows-1252 leaves five bytes without a character: tools keep them as they are."""
    return char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252")


def _as_windows(match: re.Match[str]) -> str:
    """A control character stands for a byte of Windows-1252; one that means nothing there is dropped."""
    char = match[0][0].encode("latin-1").decode("cp1252", errors="ignore")
    quote = match[0][1:]
    return char if char and char in _QUOTES else char + quote
