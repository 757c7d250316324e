"""Finds the files of a source among those of a folder.

Files that belong together are taken together: same container (folder or archive) and same version.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from crawler.declaration.source import MEMBER, FileSpec, SourceSpec
from crawler.files.archives import is_archive, legible
from crawler.files.places import Place, list_places
from debouches.errors import AbsentError, FetchError, ParseError

_PLACEHOLDERS = {
    "{version}": r"(?P<version>\d[\w.-]*?)",
    "{version3}": r"(?P<version>3\d\d)(?!\d)",
    "{rome}": r"[A-N]\d{4}",
    "{annee}": r"(?P<version>20\d\d)(?!\d)",
    "{jjmmaaaa}": r"(?P<date>\d{8})",
    "{aaaammjj}": r"(?P<iso_date>\d{4}[-_]?\d{2}[-_]?\d{2})",
    "**/": r"(?:.*/)?",
    "*": r"[^/]*?",
}


_OF_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".xml"}
_Claim = tuple[str, int, re.Match[str]]


@dataclass(frozen=True)
class Publication:
    """The files of one publication of a source, by logical name."""

    places: dict[str, Place]
    version: str | None = None
    day: date | None = None
    unknown: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    """Files that were found by what they hold: their names are not those of the source."""
    aside: dict[str, str] = field(default_factory=dict)
    """Files of the source that are not read → what is read in their place."""


@dataclass(frozen=True)
class _Candidate:
    logical: str
    rank: int
    place: Place
    version: str | None
    day: date | None


@cache
def name_regex(pattern: str) -> re.Pattern[str]:
    """A pattern without « / » is matched against the file name; one with it, against the end of the path."""
    pieces = re.split(r"(\{version3?\}|\{rome\}|\{annee\}|\{jjmmaaaa\}|\{aaaammjj\}|\*\*/|\*)", pattern)
    body = "".join(_PLACEHOLDERS.get(piece, re.escape(piece)) for piece in pieces)
    return re.compile(rf"(?:.*/)?{body}", re.IGNORECASE)


def locate(spec: SourceSpec, root: Path) -> Publication:
    """The best publication of a source under a folder; raises `FetchError` if a required file is missing.

    `AbsentError` if all of them are.
    """
    places, broken = list_places(root)
    candidates = [c for name, place in places for c in _candidates(spec, name, place)]
    if spec.every_file:
        candidates = _claimed(spec, candidates)
        return _every_file(candidates, broken) if candidates else _explain_absence(spec, root, broken)
    groups = _group(spec, candidates)
    if not groups:
        _explain_absence(spec, root, broken)
    best = max(groups, key=lambda group: _merit(spec, group))
    missing = _missing(spec, best)
    if missing or not any(not spec.files[candidate.logical].ignored for candidate in best):
        message = _instead(spec, best) or f"Il manque {', '.join(missing)}"
        raise FetchError(f"{message} (dans {legible(best[0].place.container)})", source=spec.name)
    return _publication(spec, best, groups, places)


def _instead(spec: SourceSpec, group: list[_Candidate]) -> str:
    """What to say if the folder holds another, complete edition, which is not the one to take."""
    present = {candidate.logical for candidate in group}
    said = (file.instead for name, file in spec.files.items() if name in present)
    return next(filter(None, said), "")


def _explain_absence(spec: SourceSpec, root: Path, broken: list[Path]) -> NoReturn:
    if broken:
        raise ParseError("Archive illisible ou tronquée", source=spec.name, file=legible(broken[0].name))
    read = [file for file in spec.files.values() if not file.ignored]
    expected = min(read, key=lambda file: file.optional).patterns[0]
    raise AbsentError(
        f"Aucun fichier de cette source dans {legible(root)} (attendu : {expected})", source=spec.name
    )


def named_entry(spec: SourceSpec, name: str) -> str | None:
    """The entry of `files` that claims a name, if there is one."""
    return next((logical for logical, _, _ in _claims(spec, name)), None)


class SaidByName(NamedTuple):
    """What the name of a file says of what it holds."""

    version: str | None
    day: date | None


def said_by_name(spec: SourceSpec, name: str) -> SaidByName:
    """Where one of the patterns of a source reads it there."""
    found = next((match.groupdict() for _, _, match in _claims(spec, name)), {})
    return SaidByName(found.get("version"), _export_date(found))


def _claims(spec: SourceSpec, name: str) -> list[_Claim]:
    """Each entry of `files` under which a name is known, and the rank of its pattern.

    A table saved again in another format keeps its name, but for the suffix: it comes after the others. What
    is in an archive is read, never the archive: publishers give both the name of the table.
    """
    if is_archive(name):
        return []
    exact = (_claim(logical, file.patterns, name) for logical, file in spec.files.items())
    if found := [claim for claim in exact if claim]:
        return found
    respelled = ((logical, file, _under_suffix_of(name, file)) for logical, file in spec.files.items())
    claims = (_claim(logical, patterns, name, len(file.patterns)) for logical, file, patterns in respelled)
    return [claim for claim in claims if claim]


def _claim(logical: str, patterns: Iterable[str], name: str, first: int = 0) -> _Claim | None:
    for rank, pattern in enumerate(patterns, start=first):
        if match := name_regex(pattern).fullmatch(name):
            return logical, rank, match
    return None


def _under_suffix_of(name: str, file: FileSpec) -> Iterator[str]:
    """Only of tables that are read: XML is told by its root, and a pattern of any end would take any file."""
    suffix = Path(name).suffix.lower()
    if suffix in _OF_TABLES and file.columns and not (file.roots or file.ignored):
        for pattern in file.patterns:
            stem, point, kind = pattern.rpartition(".")
            if f"{point}{kind}" in _OF_TABLES and not stem.endswith("*"):
                yield f"{stem}{suffix}"


def _candidates(spec: SourceSpec, name: str, place: Place) -> Iterator[_Candidate]:
    for logical, rank, match in _claims(spec, name):
        found = match.groupdict()
        yield _Candidate(logical, rank, place, found.get("version"), _export_date(found))


def _export_date(found: dict[str, str | None]) -> date | None:
    """The day in the name of an export, which publishers write in either order."""
    text, layout = found.get("date"), "%d%m%Y"
    if text is None:
        text, layout = re.sub(r"\D", "", found.get("iso_date") or ""), "%Y%m%d"
    try:
        return datetime.strptime(text, layout).replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _group(spec: SourceSpec, candidates: list[_Candidate]) -> list[list[_Candidate]]:
    """Candidates of one container and version; files without a version belong to each group of theirs."""
    containers: dict[Path, list[_Candidate]] = {}
    for candidate in candidates:
        place = candidate.place
        container = place.path.parent if spec.across_archives else place.container
        containers.setdefault(container, []).append(candidate)
    groups = []
    for found in containers.values():
        versions: set[str | None] = {c.version for c in found if c.version} or {None}
        groups += [
            [c for c in found if c.version in (version, None)] for version in sorted(versions, key=str)
        ]
    return groups


def _claimed(spec: SourceSpec, candidates: list[_Candidate]) -> list[_Candidate]:
    """Each file once, under the first entry of `files` that it matches, unless that entry is ignored."""
    owners: dict[Place, _Candidate] = {}
    for candidate in candidates:
        owners.setdefault(candidate.place, candidate)
    return [candidate for candidate in owners.values() if not spec.files[candidate.logical].ignored]


def _every_file(candidates: list[_Candidate], broken: list[Path]) -> Publication:
    """All the files, the most recent first: the first one wins when two give the same record."""
    places: dict[str, Place] = {}
    for c in sorted(candidates, key=lambda c: (-(c.day or date.min).toordinal(), str(c.place.path))):
        name = shown = f"{c.logical}{MEMBER}{c.place.shown}"
        for number in range(2, len(candidates) + 1):
            if name not in places:
                break
            name = f"{shown} ({number})"
        places[name] = c.place
    return Publication(
        places=places,
        day=max((c.day for c in candidates if c.day), default=None),
        unknown=tuple(legible(path.name) for path in broken),
    )


def _missing(spec: SourceSpec, group: list[_Candidate]) -> list[str]:
    present = {candidate.logical for candidate in group}
    return [
        file.patterns[0]
        for logical, file in spec.files.items()
        if not file.optional and not file.ignored and logical not in present
    ]


def _merit(spec: SourceSpec, group: list[_Candidate]) -> tuple[object, ...]:
    """Complete first, then the preferred pattern, then the most recent, then the shortest path.

    Where no file is required, the first declared is worth most: « today » before « 2017 ».
    """
    order = list(spec.files)
    is_free = all(file.optional or file.ignored for file in spec.files.values())
    best_rank = min((order.index(c.logical) if is_free else 0, c.rank) for c in group)
    version = max((natural(c.version) for c in group if c.version), default=())
    day = max((c.day for c in group if c.day), default=date.min)
    path = min(str(candidate.place.path) for candidate in group)
    return (-len(_missing(spec, group)), *(-rank for rank in best_rank), version, day, -len(path))


def natural(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _publication(
    spec: SourceSpec,
    group: list[_Candidate],
    groups: list[list[_Candidate]],
    places: list[tuple[str, Place]],
) -> Publication:
    chosen: dict[str, _Candidate] = {}
    for candidate in sorted(
        group, key=lambda c: (c.rank, -(c.day or date.min).toordinal(), str(c.place.path))
    ):
        chosen.setdefault(candidate.logical, candidate)
    return Publication(
        places={logical: c.place for logical, c in chosen.items() if not spec.files[logical].ignored},
        version=next((c.version for c in chosen.values() if c.version), None),
        day=max((c.day for c in chosen.values() if c.day), default=None),
        unknown=_unknown_siblings(spec, group, groups, places),
        aside=_aside(spec, group, groups, {logical: c.place for logical, c in chosen.items()}),
    )


def _aside(
    spec: SourceSpec, group: list[_Candidate], groups: list[list[_Candidate]], chosen: dict[str, Place]
) -> dict[str, str]:
    """Other editions of what was read: file by file in the same publication, else one name for each."""
    ignored = {c.place for one in groups for c in one if spec.files[c.logical].ignored}
    mine = {candidate.place for candidate in group} | ignored
    read = {*chosen.values(), *ignored}
    same = {c.place.shown: chosen[c.logical].shown for c in group if c.place not in read}
    others = ([c for c in one if c.place not in mine] for one in groups if one is not group)
    return same | dict.fromkeys(map(_edition, filter(None, others)), _edition(group))


def _edition(group: list[_Candidate]) -> str:
    """« RefRomeCsv.zip, version 347 » rather than thirty tables."""
    first = group[0]
    if len(group) == 1:
        return first.place.shown
    version = f", version {first.version}" if first.version else ""
    return f"{legible(first.place.container.name)}{version} ({len(group)} fichiers)"


def _unknown_siblings(
    spec: SourceSpec,
    group: list[_Candidate],
    groups: list[list[_Candidate]],
    places: list[tuple[str, Place]],
) -> tuple[str, ...]:
    """Files of the same publication that no entry of `files` declares."""
    if spec.family is None:
        return ()
    container = group[0].place.container
    known = {candidate.place for one in groups for candidate in one}
    regex = name_regex(spec.family)
    return tuple(
        place.shown
        for name, place in places
        if place.container == container and place not in known and regex.fullmatch(name)
    )
