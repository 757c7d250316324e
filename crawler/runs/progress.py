"""What a harvest tells while it runs, so that the command line can draw progress bars."""

from typing import Protocol

from crawler.runs.report import Origin, RunReport


class Listener(Protocol):
    """Receives the events of a harvest, in order, source by source."""

    def source_started(self, source: str, origin: Origin) -> None: ...

    def bytes_received(self, source: str, received: int) -> None:
        """Bytes downloaded so far for this source."""
        ...

    def records_read(self, source: str, count: int) -> None:
        """Records read so far for this source."""
        ...

    def source_done(self, report: RunReport) -> None: ...


class NullListener:
    """Drops every event."""

    def source_started(self, source: str, origin: Origin) -> None: ...

    def bytes_received(self, source: str, received: int) -> None: ...

    def records_read(self, source: str, count: int) -> None: ...

    def source_done(self, report: RunReport) -> None: ...
