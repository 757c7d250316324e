"""Files of a source under names that it does not declare, found by what they hold.

Publishers and those who pass files on rename them: a source is still found by its columns or by the root of
its XML, as in « Vérifier une fiche ». The name is then told in the report.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from crawler.declaration.source import MEMBER, SourceSpec, logical_name
from crawler.files.archives import FAULTS, is_archive, open_member
from crawler.files.locate import Publication, SaidByName, locate, named_entry, natural, said_by_name
from crawler.files.places import Place, list_places
from crawler.files.recognise import MAX_WORKBOOK, Recognised, recognise
from crawler.readers.first_bytes import ZIP
from debouches.errors import FetchError, SourceError

START = 1 << 20
"""Bytes that are looked at: a header, or a few objects. A workbook is read from its end."""


def find(spec: SourceSpec, root: Path) -> Publication:
    """The files of a source under its own names, else under any; `FetchError` if there are none."""
    try:
        return locate(spec, root)
    except SourceError:
        found, unread = _unnamed(spec, root)
        if found is None and unread:
            raise FetchError(unread, source=spec.name) from None
        if found is None:
            raise
        return found


def is_found_by_name(spec: SourceSpec, root: Path) -> bool:
    """Whether a source has no need to look at what files hold."""
    try:
        return bool(locate(spec, root))
    except SourceError:
        return False


def is_there(spec: SourceSpec, root: Path | None) -> bool:
    """Whether a folder has the files of a source."""
    try:
        return root is not None and bool(find(spec, root))
    except SourceError:
        return False


def ordinary(catalog: dict[str, SourceSpec], root: Path | None) -> list[str]:
    """The sources to harvest when none is named; those on request only if the folder has their files."""
    return [
        name
        for name, spec in catalog.items()
        if not spec.standby and (not spec.on_request or is_there(spec, root))
    ]


def _unnamed(spec: SourceSpec, root: Path) -> tuple[Publication | None, str]:
    """The files of the source that can be read; if there are none, why one of its files cannot."""
    if spec.site:
        return None, ""
    found = list(_of_source(spec, root))
    others = {one.place.shown: one.recognised.unread for one in found if one.is_told_apart}
    read = [one for one in found if not one.recognised.unread]
    version = max((one.said.version for one in read if one.said.version), key=natural, default=None)
    places: dict[str, Place] = {}
    aside: dict[str, str] = {}
    for one in read:
        shown, logical = one.place.shown, one.recognised.name
        if one.said.version not in (None, version):
            aside[shown] = f"les fichiers de la version {version}"
        elif (kept := places.setdefault(_key(spec, logical, shown), one.place)) is not one.place:
            aside[shown] = kept.shown
    if not places or _lacks(spec, places):
        return None, next((f"{file} : {why}" for file, why in others.items()), "")
    publication = Publication(
        places=places,
        version=version,
        day=max((one.said.day for one in read if one.said.day), default=None),
        unknown=tuple(others),
        renamed=tuple(one.place.shown for one in read if one.is_renamed and one.place in places.values()),
        aside=aside,
    )
    return publication, ""


def _key(spec: SourceSpec, logical: str, shown: str) -> str:
    return f"{logical_name(logical)}{MEMBER}{shown}" if spec.every_file else logical


def _lacks(spec: SourceSpec, places: dict[str, Place]) -> bool:
    required = (name for name, file in spec.files.items() if not (file.optional or file.ignored))
    return not spec.every_file and any(name not in places for name in required)


class _Found(NamedTuple):
    """A file of the source, by its name or by what it holds."""

    place: Place
    recognised: Recognised
    said: SaidByName
    is_renamed: bool

    @property
    def is_told_apart(self) -> bool:
        """Not a table that the publication always has beside those that are read."""
        file = self.recognised.spec.file(self.recognised.name)
        return bool(self.recognised.unread) and (self.is_renamed or bool(file.instead))


def _of_source(spec: SourceSpec, root: Path) -> Iterator[_Found]:
    """By their names, else by what they hold if no other source would read them; newest names first."""
    for name, place in reversed(list_places(root)[0]):
        said = said_by_name(spec, name)
        if entry := named_entry(spec, name):
            yield _Found(place, Recognised(spec, entry), said, is_renamed=False)
        elif (one := recognised_at(name, place)) and one.spec.name == spec.name:
            yield _Found(place, replace(one, spec=spec), said, is_renamed=True)


def recognised_at(name: str, place: Place) -> Recognised | None:
    """The source that a file is of, by its start, whatever its suffix says; None if it is of none."""
    if is_archive(name):
        return None
    about = place.path.stat()
    return _recognised(place, about.st_mtime_ns, about.st_size)


@cache
def _recognised(place: Place, _changed: int, _size: int) -> Recognised | None:
    """Computed once, although every source asks."""
    return recognise(_start(place))


def _start(place: Place) -> bytes:
    try:
        with open_member(place.path, place.inside) as stream:
            start = stream.read(START)
            return start + stream.read(MAX_WORKBOOK) if start.startswith(ZIP) else start
    except FAULTS:
        return b""
