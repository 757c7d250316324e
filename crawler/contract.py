"""What a source's parser receives and gives back: the only thing a new source has to know.

A source is a folder of `crawler/sources/` with `source.yml` (declarative) and `parse.py`, whose

    def parse(files: RawFiles, run: Run) -> Iterator[Record]

is pure: it reads the raw files it is handed, yields records, and tells `run` about every value that it
neither used nor explicitly ignored. It never opens a path or the network, and never raises for one bad
record: it reports the record and goes on. It raises `ParseError` only when the file as a whole is not
what the format says.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from crawler.declaration.source import SourceSpec
from mappings.records import Provenance, Record


class Issue(StrEnum):
    """Why a value or a record did not become what the source meant."""

    UNKNOWN_VALUE = "valeur-inconnue"
    """A value of a closed list that the source file does not declare."""
    MALFORMED = "valeur-malformee"
    """A code, date or number that does not match its format; the value is kept in the report."""
    DUPLICATE = "doublon"
    """A key seen twice with different content; the first one is kept."""
    DANGLING = "lien-sans-cible"
    """A code that names nothing in this source."""
    REJECTED = "enregistrement-refuse"
    """The common format refused the record; the report says which field."""
    UNREACHABLE = "page-injoignable"
    """A page of a site that did not answer; its last good copy is kept, where there is one."""
    NOT_FOLLOWED = "adresses-non-suivies"
    """Pages of a site that were not asked for, past a limit of its map."""
    UNREAD_FIELD = "champ-non-lu"
    """A column or element that the parser does not know."""
    SET_ASIDE = "fichier-ecarte"
    """A file of the source that was not read, because a newer or better edition of it was."""


class RawFiles(Protocol):
    """The raw files of one run, decompressed on the fly, whatever they came from."""

    def names(self) -> Sequence[str]:
        """Logical names, as declared in source.yml."""
        ...

    def open(self, name: str) -> BinaryIO:
        """A binary stream, bounded in size: raises `ParseError` past the declared limit."""
        ...


class Run(Protocol):
    """The run in progress, seen from a parser."""

    @property
    def source(self) -> str:
        """Name of the source."""
        ...

    @property
    def spec(self) -> SourceSpec:
        """What source.yml declares: columns and their aliases, pages of the publisher, absent values."""
        ...

    @property
    def encodings(self) -> dict[str, str | None]:
        """What the files read so far are in, where it is not what they say."""
        ...

    def provenance(
        self,
        *,
        url: str | None = None,
        date_maj: date | None = None,
        version: str | None = None,
        **stated: Any,
    ) -> Provenance:
        """Provenance of a record of this run; what is not given comes from source.yml and the run.

        `stated`: what the page of the record says in place of source.yml (editeur, licence, precision_maj…).
        """
        ...

    def report(
        self, issue: Issue, *, record: str, field: str, value: str, expected: str = "", line: int = 0
    ) -> None:
        """Note that a value was not interpreted. `record` is the source's own key of the record.

        `expected`: what to write instead, in French, where the reader of the value knows it.
        `line`: where it is written, for a value that the file does not write in these words.
        """
        ...

    def lookup(self, field: str, value: str, *, record: str) -> str | None:
        """The declared meaning of a value; reports it and gives None if source.yml declares none."""
        ...


Parser = Callable[[RawFiles, Run], Iterator[Record]]
