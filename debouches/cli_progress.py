"""Progress on standard error: a live bar in a terminal, one line per step in a log."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from debouches.cli_output import say, thousands

if TYPE_CHECKING:
    from crawler.progress import Origin
    from crawler.report import RunReport


class Steps:
    """Told « what is being done » and « how much is done », shows the step in progress.

    An instance is the `listener` of the packages: `listener(step, done)` or `listener(step, done, total)`.
    """

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[done]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._step: str | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._live:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        if self._live:
            self._bars.stop()

    def __call__(self, step: str, done: int = 0, total: int | None = None) -> None:
        if step != self._step:
            self._finish()
            self._begin(step)
        if self._task is not None:
            self._bars.update(self._task, completed=done, total=total, done=thousands(done) if done else "")

    def _begin(self, step: str) -> None:
        self._step = step
        if self._live:
            self._task = self._bars.add_task(step[:1].upper() + step[1:], total=None, done="")
        else:
            say(f"… {step}")

    def _finish(self) -> None:
        if self._task is not None:
            self._bars.update(self._task, total=1, completed=1)
            self._task = None


class HarvestSteps:
    """The events of a harvest, told as steps."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def source_started(self, source: str, origin: "Origin") -> None:
        self._steps(f"récolte de {source} ({origin})")

    def bytes_received(self, source: str, received: int) -> None:
        self._steps(f"téléchargement de {source}, en Ko", received // 1000)

    def records_read(self, source: str, count: int) -> None:
        self._steps(f"lecture de {source}", count)

    def source_done(self, report: "RunReport") -> None:
        """The verdict is shown with the others, once the bars are gone."""
