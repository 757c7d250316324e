"""Progress on standard error: a live bar in a terminal, one line per step in a log."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from debouches.commands.output import say, thousands

if TYPE_CHECKING:
    from rich.progress import TaskID

    from crawler.runs.report import Origin, RunReport


class Steps:
    """Told « what is being done » and « how much is done », shows the step in progress.

    An instance is the `listener` of the packages: `listener(step, done)` or `listener(step, done, total)`.
    """

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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


class HarvestBars:
    """A harvest: one bar per source at work, one line per source done, and how many are left."""

    def __init__(self, total: int | None = None) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._live = sys.stderr.isatty()
        self._console = Console(stderr=True, highlight=False)
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.fields[done]}"),
            TimeElapsedColumn(),
            console=self._console,
        )
        self._total, self._done = total, 0
        self._tasks: dict[str, TaskID] = {}
        self._all: TaskID | None = None

    def __enter__(self) -> Self:
        if self._live:
            self._bars.start()
            self._all = self._bars.add_task("Sources", total=self._total, done=self._count())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._bars.task_ids:
            self._bars.remove_task(task)
        if self._live:
            self._bars.stop()

    def source_started(self, source: str, origin: "Origin") -> None:
        if self._live:
            self._tasks[source] = self._bars.add_task(f"{source} ({origin})", total=None, done="")
        else:
            say(f"… récolte de {source} ({origin})")

    def bytes_received(self, source: str, received: int) -> None:
        self._show(source, f"{thousands(received // 1000)} Ko reçus")

    def records_read(self, source: str, count: int) -> None:
        self._show(source, f"{thousands(count)} enregistrements")

    def source_done(self, report: "RunReport") -> None:
        self._done += 1
        if (task := self._tasks.pop(report.source, None)) is not None:
            self._bars.remove_task(task)
        if self._all is not None:
            self._bars.update(self._all, done=self._count())
        self._console.print(_done_line(report), markup=False, soft_wrap=True)

    def _show(self, source: str, done: str) -> None:
        if source in self._tasks:
            self._bars.update(self._tasks[source], done=done)

    def _count(self) -> str:
        return f"{self._done} / {self._total}" if self._total else f"{self._done} faites"


def _done_line(report: "RunReport") -> str:
    if report.is_absent:
        return f"– {report.source} : rien dans ce dossier"
    if not report.is_good:
        return f"✗ {report.source} : {report.reason}"
    count = thousands(sum(report.records.values()))
    return f"✓ {report.source} : {count} enregistrements, {report.seconds:.1f} s"
