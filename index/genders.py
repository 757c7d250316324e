"""Names in both genders, without slash or median dot: as titles say them, and as a label keeps them."""

from collections.abc import Iterable

_BETWEEN = "\x1f"
"""Between the genders of a name that a label keeps: no source writes it in a name."""


def both_titles(masculine: str, feminine: str) -> str:
    """« Boulanger », « Boulangère » → « Boulanger, boulangère »; a common ending is written once."""
    if masculine == feminine:
        return masculine
    first, second = masculine.split(), feminine.split()
    shared = _shared_tail(first, second)
    head = " ".join(first[: len(first) - shared])
    other = " ".join(second[: len(second) - shared])
    tail = " ".join(first[len(first) - shared :])
    return f"{head}, {_uncapitalised(other)} {tail}".rstrip()


def capitalised(title: str) -> str:
    return title[:1].upper() + title[1:]


def kept(forms: Iterable[str]) -> str:
    """The forms of one name, as one text."""
    return _BETWEEN.join(dict.fromkeys(forms))


def forms_of(text: str) -> list[str]:
    """What `kept` joined: the masculine first, or the only form."""
    return text.split(_BETWEEN)


def in_one_line(text: str) -> str:
    """What `kept` joined, as it is read."""
    forms = forms_of(text)
    return both_titles(*forms) if len(forms) == 2 else forms[0]


def one_begins(text: str, start: str) -> bool:
    """Whether one of the forms that `kept` joined begins with `start`."""
    return text.startswith(start) or _BETWEEN + start in text


def length_of_first(text: str) -> int:
    end = text.find(_BETWEEN)
    return end if end >= 0 else len(text)


def _shared_tail(first: list[str], second: list[str]) -> int:
    """How many last words are common, always leaving one word to each side."""
    shared = 0
    while shared < min(len(first), len(second)) - 1 and first[-1 - shared] == second[-1 - shared]:
        shared += 1
    return shared


def _uncapitalised(words: str) -> str:
    """Lower the first letter, unless the word is an acronym (« UX designer »)."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
