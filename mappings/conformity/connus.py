"""Codes that were harvested: one may have the form that its nomenclature asks for, and name nothing there."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from debouches.storage import Storage
from mappings.crosswalks import read_table
from mappings.records.codes import departement_of
from mappings.records.files import read_raw


def _itself(code: str) -> tuple[str, ...]:
    return (code,)


def _departement(postcode: str) -> tuple[str, ...]:
    """A firm may have a postcode of its own (CEDEX), in no list of communes: only its beginning is."""
    return (departement_of(postcode),)


def _specialite(nsf: str) -> tuple[str, ...]:
    """Without the letter of its function; the domain, of two digits, is known by its specialities."""
    return nsf[:3], nsf[:2]


def _size(number: str) -> str:
    return str(len(number.lstrip(ascii_uppercase)))


def _sizes(number: str) -> tuple[str, ...]:
    """Numbers are given in order, and no harvest holds them all: only one that is too long is known wrong."""
    return tuple(map(str, range(1, int(_size(number)) + 1)))


class _Nomenclature(NamedTuple):
    dit: str
    """What is said of a code that names nothing."""
    record_type: str = ""
    """Empty: the codes are in a table of the repository."""
    keys: tuple[str, ...] = ("code",)
    """Fields of the record that are its codes: a code of the ROME 3 is that of a parent."""
    version: str | None = None
    """Field, beside the codes, that says of which version they are; of another one, nothing is said."""
    vouches: Callable[[str], tuple[str, ...]] = _itself
    """What a code that is known makes known."""
    asks: Callable[[str], str] = str
    """What must be known of a code that is written."""


_POSTCODES = _Nomenclature(
    "aucun code postal de la dernière récolte ne commence ainsi",
    "territoire",
    ("codes_postaux",),
    vouches=_departement,
    asks=lambda code: _departement(code)[0],
)
_CERTIFICATIONS = _Nomenclature(
    "a plus de chiffres que tout numéro de la dernière récolte",
    "certification",
    vouches=_sizes,
    asks=_size,
)
_OF_FIELD = {
    "codes_rome": _Nomenclature(
        "n'est pas dans le ROME de la dernière récolte", "metier", ("code_rome", "code_rome_parent")
    ),
    "codes_formacode": _Nomenclature(
        "n'est pas dans le Formacode de la dernière récolte",
        "terme-formacode",
        ("code_formacode",),
        "version_formacode",
    ),
    "codes_nsf": _Nomenclature(
        "n'est pas dans la nomenclature des spécialités de formation (NSF, décret du 21 juin 1994)",
        vouches=_specialite,
        asks=lambda code: code[:3],
    ),
    "code_insee": _Nomenclature(
        "n'est pas dans les communes de l'Insee de la dernière récolte", "territoire"
    ),
    "code_postal": _POSTCODES,
    "code_certification": _CERTIFICATIONS,
    "codes_certification": _CERTIFICATIONS,
}


class CodesConnus:
    """What the harvests of this machine know. Where nothing was harvested, no code is called unknown."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def unknown(self, said: object) -> Iterator[tuple[str, str, str]]:
        """Path, code and what is said of it, for each code of a record that names nothing."""
        for path, name, code, beside in _codes_of(said, ""):
            asked = _OF_FIELD[name]
            known, versions = self._known(asked)
            version = beside.get(asked.version or "")
            if known and asked.asks(code) not in known and (version is None or version in versions):
                yield path, code, asked.dit

    def _known(self, asked: _Nomenclature) -> tuple[frozenset[str], frozenset[str]]:
        if not asked.record_type:
            return _codes_of_the_nsf(asked), frozenset()
        sources = self._storage.harvested_sources()
        folders = filter(None, map(self._storage.current_records, sources))
        holding = tuple(folder for folder in folders if (folder / f"{asked.record_type}.jsonl").exists())
        return _codes_in(holding, asked)


@lru_cache(maxsize=1)
def _codes_of_the_nsf(asked: _Nomenclature) -> frozenset[str]:
    return frozenset(known for row in read_table("nsf.csv") for known in asked.vouches(row["code"]))


@lru_cache(maxsize=8)
def _codes_in(folders: tuple[Path, ...], asked: _Nomenclature) -> tuple[frozenset[str], frozenset[str]]:
    """Codes and versions; the name of a folder is that of a harvest: another one is read anew."""
    codes, versions = set[str](), set[str]()
    for one in (one for folder in folders for one in read_raw(folder, asked.record_type)):
        written = (one.get(key, ()) for key in asked.keys)
        listed = ([some] if isinstance(some, str) else some for some in written)
        codes.update(known for some in listed for code in some for known in asked.vouches(code))
        versions.update([str(one["version"])] if "version" in one else ())
    return frozenset(codes), frozenset(versions)


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
