"""Files of a source under names that it does not declare, found by what they hold.

Publishers and those who pass files on rename them: a source is still found by its columns or by the root of
its XML, as in « Vérifier une fiche ». The name is then told in the report.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from crawler.declaration.source import MEMBER, SourceSpec, logical_name
from crawler.files.archives import FAULTS, is_archive, open_member
from crawler.files.locate import Publication, locate
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
    places: dict[str, Place] = {}
    others: dict[str, str] = {}
    aside: dict[str, str] = {}
    for place, one in _of_source(spec, root):
        if one.unread:
            others[place.shown] = one.unread
            continue
        name = f"{logical_name(one.name)}{MEMBER}{place.shown}" if spec.every_file else one.name
        if (read := places.setdefault(name, place)) is not place:
            aside[place.shown] = read.shown
    if not places or _lacks(spec, places):
        return None, next((f"{file} : {why}" for file, why in others.items()), "")
    publication = Publication(
        places=places,
        unknown=tuple(others),
        renamed=tuple(place.shown for place in places.values()),
        aside=aside,
    )
    return publication, ""


def _lacks(spec: SourceSpec, places: dict[str, Place]) -> bool:
    required = (name for name, file in spec.files.items() if not (file.optional or file.ignored))
    return not spec.every_file and any(name not in places for name in required)


def _of_source(spec: SourceSpec, root: Path) -> Iterator[tuple[Place, Recognised]]:
    """The files that no other source would read, newest names first."""
    for name, place in reversed(list_places(root)[0]):
        one = recognised_at(name, place)
        if one and one.spec.name == spec.name:
            yield place, replace(one, spec=spec)


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
