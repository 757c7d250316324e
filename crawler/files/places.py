"""Every file under a folder, loose or inside archives, whatever the folder is called."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.files.archives import FAULTS, is_archive, legible, members, plain_name

_OF_THE_SYSTEM = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._[^/]*|~\$[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)")
"""What macOS, Windows or a spreadsheet leaves beside files, under nearly the same names."""


@dataclass(frozen=True)
class Place:
    """Where bytes are: a file, or the names that lead to it inside an archive."""

    path: Path
    inside: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return legible("!".join((self.path.name, *self.inside)))

    @property
    def container(self) -> Path:
        return self.path if self.inside else self.path.parent


def list_places(root: Path) -> tuple[list[tuple[str, Place]], list[Path]]:
    """Every file and archive member under a folder with the name to match, and the broken archives."""
    places: list[tuple[str, Place]] = []
    broken: list[Path] = []
    for path in sorted(_files_under(root)):
        name = path.relative_to(root).as_posix()
        places.append((_normal(name), Place(path)))
        if is_archive(name):
            try:
                places.extend((_normal("/".join((name, *m))), Place(path, m)) for m in members(path))
            except FAULTS:
                broken.append(path)
    return [(name, place) for name, place in places if not _OF_THE_SYSTEM.fullmatch(name)], broken


def _files_under(root: Path) -> Iterator[Path]:
    """Every file, also behind symbolic links to folders; a link that leads back up is not followed again."""
    seen: set[tuple[int, int]] = set()
    _is_new(root, seen)
    for folder, subfolders, names in os.walk(root, followlinks=True):
        here = Path(folder)
        subfolders[:] = [name for name in sorted(subfolders) if _is_new(here / name, seen)]
        yield from (path for name in names if (path := here / name).is_file())


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        about = folder.stat()
    except OSError:  # a broken link, a folder closed to us
        return False
    key = (about.st_dev, about.st_ino)
    is_new = key not in seen
    seen.add(key)
    return is_new


def _normal(name: str) -> str:
    return plain_name(unicodedata.normalize("NFC", legible(name)))
