"""The names of columns: which two are one, and in which row of a table they are."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from crawler.declaration.source import FileSpec


def column_key(name: str) -> str:
    """« libellé métier », « libelle_metier » and « Libelle Metier » are one column."""
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in plain if char.isalnum())


def declared_keys(spec: FileSpec) -> frozenset[str]:
    """Every name under which a file may give what is read in it."""
    others = (name for names in spec.aliases.values() for name in names)
    return frozenset(map(column_key, (*spec.columns, *spec.optional_columns, *others)))


def known_among(cells: Iterable[str], known: Collection[str]) -> int:
    """How many cells of a row are names of columns that somebody declared."""
    return len({column_key(cell) for cell in cells if cell} & {*known})


def distinct(header: Iterable[str]) -> tuple[str, ...]:
    """A column named twice is two columns: « code », then « code (2) », which nobody declares."""
    seen: Counter[str] = Counter()
    names = []
    for column in header:
        seen[column] += 1
        names.append(column if seen[column] == 1 or not column else f"{column} ({seen[column]})")
    return tuple(names)
