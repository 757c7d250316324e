"""Work dealt to several processes: what they make comes back in one order, whatever their number.

Workers are copies of the process that calls (`fork`): they have all it read, without reading it again, and
share its memory with it. Each makes its runs of a list, and is heard in turn.
"""

import fcntl
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from debouches.errors import BuildError, DebouchesError

T = TypeVar("T")
_RUN = 32
"""Things in one run: a run is a message, which the pipe holds while the worker makes the next one."""
_PIPE_BYTES = 1 << 20
_GRACE_S = 10
_ALONE = "DEBOUCHES_BUILD__PROCESSES=1 construit dans un seul processus."
_DOCUMENTS_WORTH_A_PROCESS = 2_000
"""Below this, starting a process costs most of what it would save."""


@dataclass(frozen=True, slots=True)
class Part:
    """The runs of a list that one of the workers makes."""

    number: int = 0
    workers: int = 1

    def of(self, things: Iterable[T]) -> Iterator[T]:
        return (one for i, one in enumerate(things) if i // _RUN % self.workers == self.number)


WHOLE = Part()
Make = Callable[[Part], Iterator[T]]
"""Makes the things of a part: as many as `Part.of` gives, in the same order."""


def workers_for(documents: int, asked: int) -> int:
    """How many processes make so many documents; `asked`: 0 for as many as there are cores."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    cores = len(os.sched_getaffinity(0)) if documents >= _DOCUMENTS_WORTH_A_PROCESS else 1
    return asked or cores


@contextmanager
def made_in_order(chapters: Sequence[Make[T]], workers: int) -> Iterator[Iterator[T]]:
    """What one worker would make, made by several; BuildError if one is lost. None outlives the block.

    Each chapter has its own workers: what they copied of this process, by reading it, goes with them.
    """
    with closing(_by_crews(chapters, workers)) as things:
        yield things


def _by_crews(chapters: Iterable[Make[T]], workers: int) -> Generator[T, None, None]:
    for make in chapters:
        if workers == 1:
            yield from make(WHOLE)
        else:
            with _made_by(make, workers) as things:
                yield from things


@contextmanager
def made_apart(make: Callable[[], Iterator[T]], workers: int) -> Iterator[Iterator[T]]:
    """Things that one process makes, beside this one unless it works alone."""
    if workers == 1:
        yield make()
        return
    with _made_by(partial(_whole, make), 1) as things:
        del make  # and all that it alone holds: what is made there needs no memory here
        yield things


def _whole(make: Callable[[], Iterator[T]], _part: Part) -> Iterator[T]:
    return make()


class _Crew(Generic[T]):
    def __init__(self) -> None:
        self._context = multiprocessing.get_context("fork")
        self._lines: list[Connection] = []
        self._processes: list[Any] = []
        gc.freeze()  # a collection of garbage would write in all that is shared

    def hire(self, make: Make[T], part: Part) -> None:
        ours, theirs = self._context.Pipe(duplex=False)
        with suppress(OSError):  # a system that gives less
            fcntl.fcntl(theirs.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._lines.append(ours)
        process = self._context.Process(target=_work, args=(make, part, theirs, self._lines), daemon=True)
        with theirs:  # closed here, its end is then the end of the process
            _start(process)
        self._processes.append(process)

    def heard(self) -> Iterator[T]:
        turns = cycle(range(len(self._lines)))
        for turn in turns:
            run = self._hear(turn)
            if not run:
                break
            yield from run
        others = islice(turns, len(self._lines) - 1)
        if any(self._hear(turn) for turn in others):
            raise BuildError("Un processus de la construction a fait moins que sa part.")

    def _hear(self, number: int) -> list[T]:
        """The next run of a worker; none after the last one."""
        try:
            said = self._lines[number].recv()
        except (EOFError, OSError) as error:
            raise BuildError(_lost(self._processes[number])) from error
        if isinstance(said, Exception):
            raise said
        run: list[T] = said
        return run

    def dismiss(self) -> None:
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(_GRACE_S)
        gc.unfreeze()


@contextmanager
def _made_by(make: Make[T], workers: int) -> Iterator[Iterator[T]]:
    crew = _Crew[T]()
    try:
        for number in range(workers):
            crew.hire(make, Part(number, workers))
        del make
        yield crew.heard()
    finally:
        crew.dismiss()


def _work(make: Make[T], part: Part, line: Connection, others: Iterable[Connection]) -> None:
    """The body of one process, which never outlives the command that listens to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears Ctrl-C and dismisses us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    for other in others:
        other.close()  # so that the command alone hears
    with suppress(BrokenPipeError):
        for said in _runs(make, part):
            line.send(said)


def _end_with_the_command() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)


def _runs(make: Make[T], part: Part) -> Iterator[list[T] | Exception]:
    """Runs of things, then an empty one, or what went wrong."""
    try:
        things = make(part)
        while run := list(islice(things, _RUN)):
            yield run
        yield []
    except Exception as error:  # noqa: BLE001 - told to the command, which raises it
        yield _told(error)


def _told(error: Exception) -> Exception:
    """Errors of the program are sent as they are; others may not survive the journey."""
    if isinstance(error, DebouchesError):
        return error
    return BuildError(f"Un processus de la construction a échoué : {type(error).__name__} : {error}")


def _start(process: Any) -> None:
    try:
        process.start()
    except OSError as error:
        raise BuildError(f"Impossible de lancer un processus ({error.strerror}). {_ALONE}") from error


def _lost(process: Any) -> str:
    process.join(_GRACE_S)
    code = process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
    return f"Un processus de la construction s'est arrêté ({how}), faute de mémoire peut-être. {_ALONE}"
