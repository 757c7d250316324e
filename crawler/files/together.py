"""Files that were sent together, source by source: a table of the ROME is read with its neighbours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.catalog import load_catalog
from crawler.declaration.source import MEMBER, SourceSpec
from crawler.files.locate import Publication, named_entry, said_by_name
from crawler.files.pieces import Piece
from crawler.files.recognise import Recognised, recognised


@dataclass
class Together:
    """Files of one source, by logical name; `aside`: those that it knows and does not read."""

    spec: SourceSpec
    files: dict[str, Piece] = field(default_factory=dict)
    aside: list[tuple[Piece, Recognised]] = field(default_factory=list)

    @property
    def missing(self) -> tuple[str, ...]:
        """What the source cannot be read without, and is not here."""
        present = {name.partition(MEMBER)[0] for name in self.files}
        files = self.spec.files.items()
        return tuple(name for name, file in files if not (file.optional or file.ignored or name in present))

    @property
    def publication(self) -> Publication:
        """What the names of the files say of it."""
        names = [piece.name for piece in self.files.values()]
        said = [said_by_name(self.spec, name) for name in names]
        version = next((one.version for one in said if one.version), None)
        return Publication({}, version, next((one.day for one in said if one.day), None))

    def take(self, piece: Piece, found: Recognised) -> bool:
        """False if another file is there under the same name: it is judged with another group."""
        logical = found.name.partition(MEMBER)[0]
        if found.unread:
            self.aside.append((piece, found))
            return True
        name = f"{logical}{MEMBER}{piece.name}" if self.spec.every_file else logical
        return self.files.setdefault(name, piece) is piece


def known_and_not_read(name: str) -> Recognised | None:
    """A file that a source names only to say what to take instead."""
    named = ((spec, named_entry(spec, name)) for spec in load_catalog().values() if name)
    found = (Recognised(spec, entry) for spec, entry in named if entry)
    return next((one for one in found if one.unread), None)


def together(pieces: Sequence[Piece]) -> tuple[list[Together], list[Piece]]:
    """The groups, and what is of no known source. The source that explains the most files comes first."""
    waiting = [(piece, recognised(piece.content)) for piece in pieces]
    groups: list[Together] = []
    while spec := _most_frequent([found for _, found in waiting]):
        group = Together(spec)
        waiting = [one for one in waiting if not _joins(group, *one)]
        groups.append(group)
    return groups, [piece for piece, _ in waiting]


def _most_frequent(founds: Sequence[Sequence[Recognised]]) -> SourceSpec | None:
    """Among equals, the source that the file looks most like."""
    specs = {one.spec.name: one.spec for found in founds for one in found}
    files = Counter(name for found in founds for name in {one.spec.name for one in found})
    ranks = Counter[str]()
    for found in founds:
        for rank, one in enumerate(found):
            ranks[one.spec.name] += rank
    best = min(files, key=lambda name: (-files[name], ranks[name]), default=None)
    return specs[best] if best else None


def _joins(group: Together, piece: Piece, found: Sequence[Recognised]) -> bool:
    """By its name, where the source has given it; else by what it holds."""
    ours = [one for one in found if one.spec is group.spec]
    entry = named_entry(group.spec, piece.name) if piece.name and (ours or not found) else None
    own = Recognised(group.spec, entry) if entry else next(iter(ours), None)
    return own is not None and group.take(piece, own)
