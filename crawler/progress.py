"""What a harvest tells while it runs, so that the command line can draw progress bars."""

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from crawler.report import RunReport


class Origin(StrEnum):
    """Where the raw bytes of a run come from."""

    DOSSIER = "dossier"
    RESEAU = "réseau"
    REJEU = "rejeu"
    DEPART = "départ"


class Listener(Protocol):
    """Receives the events of a harvest, in order, source by source."""

    def source_started(self, source: str, origin: Origin) -> None: ...

    def bytes_received(self, source: str, received: int) -> None:
        """Bytes downloaded so far for this source."""
        ...

    def records_read(self, source: str, count: int) -> None:
        """Records read so far for this source."""
        ...

    def source_done(self, report: "RunReport") -> None: ...


class NullListener:
    """Says nothing to nobody."""

    def source_started(self, source: str, origin: Origin) -> None: ...

    def bytes_received(self, source: str, received: int) -> None: ...

    def records_read(self, source: str, count: int) -> None: ...

    def source_done(self, report: "RunReport") -> None: ...
