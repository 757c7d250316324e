"""Words typed without the space between them: « boulangerpatissier », « bac+2informatique »."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from index.lexicon import Lexicon
from index.query.typed import Typed
from nlp.analysis import Analyser

SHORTEST = 4
"""A shorter part would be found in any word, unless it is a word of grammar or a diploma."""
FREE_STANDING = 5
"""Letters of each part, from which two words that no name says together may still be two words."""
_LONGEST_GRAMMAR = 3
_MOST_PARTS = 5
_SHORTEST_WHOLE = 7
_SHORTEST_DIPLOMA = 3
_LEVEL = "+"
_KEPT = 4096
IsAName = Callable[[str], bool]
IsAPlace = Callable[[str], bool]


class Unsticker:
    """Separates a word that the corpus does not know into words that it knows."""

    def __init__(
        self,
        analyser: Analyser,
        lexicon: Lexicon,
        *,
        diplomes: Mapping[str, str],
        known: Mapping[str, object],
        lieux: Collection[str],
        is_a_name: IsAName,
        is_a_place: IsAPlace,
        sure: float,
    ) -> None:
        """`diplomes`: without their spaces → with them. `known`: words that a vocabulary explains.

        `lieux`: names that everyone takes for a place; `is_a_place`: of any place.
        `sure`: likeness from which a spelling was meant.
        """
        self._analyser, self._lexicon, self._is_a_name, self._sure = analyser, lexicon, is_a_name, sure
        self._diplomes, self._known, self._lieux = diplomes, known, lieux
        self._is_a_place = is_a_place
        self._separated = lru_cache(maxsize=_KEPT)(self._separate)

    def separated(self, typed: Typed) -> str | None:
        """The query with its words separated; None if none is stuck."""
        parts = [
            self._separated(norme) if at in typed.libres else None for at, norme in enumerate(typed.normes)
        ]
        if not any(parts):
            return None
        return " ".join(part or mot for part, mot in zip(parts, typed.mots, strict=True))

    def _separate(self, norme: str) -> str | None:
        if " " in self._diplomes.get(norme, "") and not self._lexicon.frequency(norme):
            return self._diplomes[norme]
        if len(norme) < _SHORTEST_WHOLE or self._is_known(norme) or not norme.replace("+", "").isalnum():
            return None
        ways = sorted(self._ways(norme), key=self._cost)
        named = next((way for way in ways if self._says_something(way)), None)
        chosen = named or (self._free_standing(ways) if not self._is_a_spelling(norme) else None)
        if not chosen or self._is_a_place(norme):  # « villeneuve »
            return None
        return " ".join(map(self._written, chosen))

    def _written(self, part: str) -> str:
        return self._diplomes.get(part) or self._lexicon.forme(part)

    def _is_known(self, norme: str) -> bool:
        token = self._analyser.tokens(norme)[:1]
        return (
            bool(self._lexicon.frequency(norme))
            or norme in self._known
            or self._lexicon.langue.lemme(norme) is not None
            or (bool(token) and (token[0].cle in self._lexicon or token[0].cle in self._known))
        )

    def _ways(self, rest: str, parts: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        if not rest:
            if len(parts) > 1 and not self._is_grammar(parts[-1]):
                yield parts
            return
        if len(parts) == _MOST_PARTS:
            return
        for end in range(1, len(rest) + 1):
            part = rest[:end]
            if self._is_part(part, is_first=not parts):
                yield from self._ways(rest[end:], (*parts, part))

    def _is_part(self, part: str, *, is_first: bool) -> bool:
        if part in self._diplomes:
            return is_first
        if self._is_grammar(part):
            return not is_first
        return len(part) >= SHORTEST and (self._lexicon.frequency(part) > 0 or part in self._lieux)

    def _is_grammar(self, part: str) -> bool:
        return (
            len(part) <= _LONGEST_GRAMMAR and part not in self._diplomes and self._analyser.is_grammar(part)
        )

    def _cost(self, way: tuple[str, ...]) -> tuple[int, int]:
        """Few words first; then the way whose rarest word is most used."""
        said = self._said(way)
        return len(way), -min((self._lexicon.frequency(part) for part in said), default=0)

    def _said(self, way: tuple[str, ...]) -> list[str]:
        return [part for part in way if not self._is_grammar(part)]

    def _says_something(self, way: tuple[str, ...]) -> bool:
        """A name of the corpus holds all these words; « bac+2 » is a level beside any word."""
        return _LEVEL in way[0] or self._is_a_name(" ".join(self._said(way)))

    def _free_standing(self, ways: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        return next((way for way in ways if all(map(self._stands_alone, self._said(way)))), None)

    def _stands_alone(self, part: str) -> bool:
        return len(part) >= FREE_STANDING or part in self._diplomes or part in self._lieux

    def _is_a_spelling(self, norme: str) -> bool:
        near = self._lexicon.near(norme)
        return bool(near) and near[0].similarity >= self._sure


def stuck_forms(formes: Mapping[str, tuple[tuple[tuple[str, ...], object], ...]]) -> dict[str, str]:
    """Diplomas and levels without their spaces → as they are written: « bacpro » → « bac pro »."""
    every = sorted((words for lines in formes.values() for words, _ in lines), key=len)
    return {"".join(words): " ".join(words) for words in every if len("".join(words)) >= _SHORTEST_DIPLOMA}
