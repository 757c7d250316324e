"""Families of words: « souder », « soudage », « soudure », « soudeur » say one thing with four keys.

A key belongs to one family at most. Labels keep their own keys, where the role and the act are not the same
(« boulanger », « boulangerie »), and answer the rest of the family a little less; running text is indexed by
family, where the difference does not matter.
"""

from collections.abc import Callable, Iterable, Mapping
from csv import DictReader
from pathlib import Path

from debouches.errors import ConfigError


class Families:
    """Immutable; safe to share between threads."""

    def __init__(self, families: Iterable[tuple[str, ...]] = ()) -> None:
        """`families`: keys of each family; the first one stands for all."""
        self._of: Mapping[str, tuple[str, ...]] = {key: family for family in families for key in family}
        self._root = {key: family[0] for key, family in self._of.items()}

    def root(self, key: str) -> str:
        """The key that stands for its family, or the key itself."""
        return self._root.get(key, key)

    def others(self, key: str) -> tuple[str, ...]:
        """The other keys of its family."""
        return tuple(other for other in self._of.get(key, ()) if other != key)


def read_families(path: Path, key_of: Callable[[str], str]) -> Families:
    """Families of a CSV file; ConfigError if a word is in two of them."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [tuple(dict.fromkeys(map(key_of, row["mots"].split()))) for row in DictReader(file)]
    _check(path.name, lines)
    return Families(lines)


def _check(name: str, lines: Iterable[tuple[str, ...]]) -> None:
    seen: set[str] = set()
    for line in lines:
        if len(line) < 2:
            raise ConfigError(f"{name} : « {' '.join(line)} » ne joint rien : il faut deux mots distincts")
        if twice := seen.intersection(line):
            raise ConfigError(f"{name} : « {min(twice)} » est dans deux familles")
        seen.update(line)
