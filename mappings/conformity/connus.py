"""Codes that were harvested: one may have the form that its nomenclature asks for, and name nothing there."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from debouches.storage import Storage
from mappings.records.files import read_raw


class _Nomenclature(NamedTuple):
    nom: str
    record_type: str
    keys: tuple[str, ...]
    """Fields of the record that are its codes: a code of the ROME 3 is that of a parent."""
    version: str | None = None
    """Field, beside the codes, that says of which version they are; of another one, nothing is said."""


_OF_FIELD = {
    "codes_rome": _Nomenclature("le ROME", "metier", ("code_rome", "code_rome_parent")),
    "codes_formacode": _Nomenclature(
        "le Formacode", "terme-formacode", ("code_formacode",), "version_formacode"
    ),
    "code_insee": _Nomenclature("les communes de l'Insee", "territoire", ("code",)),
}


class CodesConnus:
    """What the harvests of this machine know. Where nothing was harvested, no code is called unknown."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def unknown(self, said: object) -> Iterator[tuple[str, str, str]]:
        """Path, code and name of the nomenclature of each code of a record that names nothing."""
        for path, name, code, beside in _codes_of(said, ""):
            asked = _OF_FIELD[name]
            known, versions = self._known(asked)
            version = beside.get(asked.version or "")
            if known and code not in known and (version is None or version in versions):
                yield path, code, asked.nom

    def _known(self, asked: _Nomenclature) -> tuple[frozenset[str], frozenset[str]]:
        sources = self._storage.harvested_sources()
        folders = filter(None, map(self._storage.current_records, sources))
        holding = tuple(folder for folder in folders if (folder / f"{asked.record_type}.jsonl").exists())
        return _codes_in(holding, asked.record_type, asked.keys)


@lru_cache(maxsize=8)
def _codes_in(
    folders: tuple[Path, ...], record_type: str, keys: tuple[str, ...]
) -> tuple[frozenset[str], frozenset[str]]:
    """Codes and versions; the name of a folder is that of a harvest: another one is read anew."""
    records = [one for folder in folders for one in read_raw(folder, record_type)]
    codes = frozenset(str(one[key]) for one in records for key in keys if key in one)
    return codes, frozenset(str(one["version"]) for one in records if "version" in one)


def _codes_of(said: object, path: str) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    if isinstance(said, dict):
        for name, one in said.items():
            here = f"{path}.{name}".removeprefix(".")
            if name not in _OF_FIELD:
                yield from _codes_of(one, here)
            elif isinstance(one, str):
                yield here, name, one, said
            else:
                yield from ((here, name, code, said) for code in one or ())
    elif isinstance(said, list | tuple):
        for place, one in enumerate(said):
            yield from _codes_of(one, f"{path}.{place}")
