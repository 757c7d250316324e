"""Names in capitals, as a sentence writes them: « ETANCHEITE DU TOIT (BP) » → « Étanchéité du toit (BP) ».

No list says how a word is written: the other names do. What they write small is a word, and its accents are
theirs; what they write in capitals is an acronym or a place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from nlp.normalise import fold

_WORD = re.compile(r"[^\W_]+")
_MAY_SHOUT = re.compile(r"[A-ZÀ-Þ]{4}")
"""Most names hold no such run: they are not read further."""
_NEW_START = re.compile(r"[:/.]|\s-\s")
"""Marks after which any word may have a capital."""
_ORDINARY = 4
"""Letters of a word that cannot be taken for an acronym, once other names write it small."""
_LONGEST_ACRONYM = 5
"""Letters of a word that no other name writes, beyond which it is read as a proper noun."""
_INSIDE, _AT_START = 5, 1
"""What a word inside a name tells of its capital, and one at its start, which always has one."""
_START = ""
Pair = tuple[str, str]
"""A word and the one before it, folded; `_START` where a name or a part of it begins."""
K = TypeVar("K", str, Pair)


class _Token(NamedTuple):
    between: str
    """What is written before it."""
    written: str
    pair: Pair
    begins: bool
    """True if any word would have a capital there."""
    in_brackets: bool


class Casing:
    """How words are written inside a sentence. Where nothing was learnt, nothing is changed."""

    def __init__(
        self,
        words: Mapping[str, str] | None = None,
        pairs: Mapping[Pair, str] | None = None,
        acronyms: Iterable[str] = (),
    ) -> None:
        self._words, self._pairs = words or {}, pairs or {}
        self._acronyms = frozenset(acronyms)

    def in_a_sentence(self, name: str) -> str:
        """The name itself, unless it is written in capitals."""
        if not is_in_capitals(name):
            return name
        tokens = list(_tokens(name))
        if not any(map(self._is_ordinary, tokens)):
            return name
        forms = [self._form(one) for one in tokens]
        for rank in range(len(tokens) - 1):
            if tokens[rank + 1].between == "-" and forms[rank + 1].isupper() and not _is_long(tokens[rank]):
                forms[rank] = tokens[rank].written  # « OF-CFA »: two acronyms, not the English « of »
        written = "".join(one.between + form for one, form in zip(tokens, forms, strict=True))
        written += name[len(written) :]
        return written[:1].upper() + written[1:]

    def _is_ordinary(self, token: _Token) -> bool:
        return _is_long(token) and self._form(token).islower()

    def _form(self, token: _Token) -> str:
        """« (BUT) » is a diploma, « le but » is not; a pair tells « chargé de » from « sans charge »."""
        if token.in_brackets and token.written in self._acronyms:
            return token.written
        usual = self._words.get(token.pair[1])
        paired = self._pairs.get(token.pair, usual)
        if paired is None or usual is None:
            return self._unknown(token.written)
        return usual if _same_but_the_first(usual, paired) else paired

    def _unknown(self, written: str) -> str:
        is_acronym = len(written) <= _LONGEST_ACRONYM or not written.isalpha() or written in self._acronyms
        return written if is_acronym else written.capitalize()


def _is_long(token: _Token) -> bool:
    return len(token.written) >= _ORDINARY


def is_in_capitals(name: str) -> bool:
    """More than half of the letters of its words, single letters apart."""
    if not _MAY_SHOUT.search(name):
        return False
    words = [word for word in _WORD.findall(name) if len(word) > 1 and word.isalpha()]
    return 2 * sum(len(word) for word in words if word.isupper()) > sum(map(len, words))


def learn_casing(names: Callable[[], Iterable[str]], acronyms: Iterable[str] = ()) -> Casing:
    """From names, read twice: first which are in capitals, then how the others write their words."""
    asked = {token.pair for name in names() if is_in_capitals(name) for token in _tokens(name)}
    if not asked:
        return Casing()
    words: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[Pair, Counter[str]] = defaultdict(Counter)
    needed = {word for _, word in asked}
    for token in _written_in(names(), needed):
        form, weight = _said_by(token)
        words[token.pair[1]][form] += weight
        if token.pair in asked:
            pairs[token.pair][form] += weight
    return Casing(_best(words), _best(pairs), acronyms)


def _written_in(names: Iterable[str], needed: set[str]) -> Iterator[_Token]:
    """Words of the names that are not in capitals."""
    for name in names:
        if not is_in_capitals(name):
            yield from (token for token in _tokens(name) if token.pair[1] in needed)


def _said_by(token: _Token) -> tuple[str, int]:
    """A form and what it counts for: « Boulanger » at the start of a name is « boulanger »."""
    if not token.begins:
        return token.written, _INSIDE
    is_acronym = token.written[1:2].isupper()
    return token.written if is_acronym else token.written[:1].lower() + token.written[1:], _AT_START


def _same_but_the_first(form: str, other: str) -> bool:
    """« Economie » at the start of a name says nothing of its first letter; « a » and « à » are two words."""
    return len(form) > 1 and form[1:].lower() == other[1:].lower()


def _tokens(name: str) -> Iterator[_Token]:
    before, end, depth = _START, 0, 0
    for match in _WORD.finditer(name):
        between, folded = name[end : match.start()], fold(match[0])
        depth += between.count("(") - between.count(")")
        begins = end == 0 or _NEW_START.search(between) is not None
        pair = (_START if begins or "(" in between else before, folded)
        yield _Token(between, match[0], pair, begins, depth > 0)
        before, end = folded, match.end()


def _best(counted: Mapping[K, Counter[str]]) -> dict[K, str]:
    return {one: max(forms.items(), key=lambda form: (form[1], form[0]))[0] for one, forms in counted.items()}
