"""What a folder holds that no harvest read: a file that someone gave is never passed over in silence."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from crawler.declaration.source import SourceSpec
from crawler.files.archives import is_archive, legible
from crawler.files.locate import named_entry
from crawler.files.places import Place, list_places
from crawler.files.unnamed import is_found_by_name, recognised_at

BROKEN = "archive illisible ou tronquée : la demander de nouveau"
UNKNOWN = "aucune source ne le reconnaît, ni à son nom ni à son contenu"
CLOSED = "archive vide, ou enfouie dans une autre : en sortir ce qu'elle contient"
PACKED = "archive d'un genre qui n'est pas ouvert : la décompresser, ou en faire un zip"
OLD_WORKBOOK = "classeur d'un genre qui n'est pas lu : l'enregistrer en xlsx ou en csv"
UNREAD_KINDS = {
    ".7z": PACKED,
    ".rar": PACKED,
    ".xls": OLD_WORKBOOK,
    ".xlsb": OLD_WORKBOOK,
    ".ods": OLD_WORKBOOK,
}


class Leftover(NamedTuple):
    """A file of the folder, and why nothing was made of it."""

    file: str
    why: str


def leftovers(catalog: Mapping[str, SourceSpec], harvested: Collection[str], root: Path) -> list[Leftover]:
    """The files that no report mentions; those of the harvested sources are in their own reports."""
    places, broken = list_places(root)
    found = [Leftover(_shown(root, Place(path)), BROKEN) for path in broken]
    opened = {(place.path, place.inside[:-1]) for _, place in places if place.inside}
    opened |= {(path, ()) for path in broken}
    for name, place in places:
        if is_archive(name):
            why = "" if (place.path, place.inside) in opened else CLOSED
        else:
            why = _why(catalog, harvested, root, name, place)
        if why:
            found.append(Leftover(_shown(root, place), why))
    return found


def _why(
    catalog: Mapping[str, SourceSpec], harvested: Collection[str], root: Path, name: str, place: Place
) -> str:
    """Empty if some report mentions the file."""
    owners = [(spec, file) for spec in catalog.values() if (file := named_entry(spec, name))]
    if owners:
        told = any(spec.name in harvested for spec, _ in owners)
        spec, file = owners[0]
        return "" if told else spec.files[file].instead or spec.files[file].ignored or _not_asked(spec)
    one = recognised_at(name, place)
    if one is None:
        return UNREAD_KINDS.get(Path(name).suffix.lower(), UNKNOWN)
    if one.unread:
        return one.unread
    if one.spec.name not in harvested:
        return _not_asked(one.spec)
    is_passed_over = is_found_by_name(one.spec, root)
    return f"ressemble à « {one.spec.titre} », dont un autre fichier porte le nom attendu" * is_passed_over


def _not_asked(spec: SourceSpec) -> str:
    return f"source à demander par son nom : debouches harvest {spec.name}"


def _shown(root: Path, place: Place) -> str:
    return legible("!".join((place.path.relative_to(root).as_posix(), *place.inside)))


def told(found: Collection[Leftover], most: int) -> Iterator[str]:
    """A few lines, for a terminal."""
    for one in list(found)[:most]:
        yield f"  {one.file} : {one.why}"
    if len(found) > most:
        yield f"  … et {len(found) - most} autres"
