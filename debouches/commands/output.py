"""What a command shows: tables for a reader, JSON for a program, and nothing else on standard output.

What draws tables is loaded with the first one: the site starts without it.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from debouches.errors import DebouchesError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

GENRES = {"metier": "métiers", "formation": "formations", "certification": "certifications"}
"""Name of each genre for a reader, in the plural."""

Cell = str | int | float | bool | None
AsJson = Annotated[bool, typer.Option("--json", help="Sortie en JSON, même dans un terminal.")]


def wants_json(asked: bool) -> bool:
    """JSON when asked for, or when the output goes to a file or another program."""
    return asked or not is_terminal()


def is_terminal() -> bool:
    return sys.stdout.isatty()


def show(value: object, *, as_json: bool, otherwise: "Callable[[Console], None]") -> None:
    """One value: as JSON, or as the presentation made for a terminal."""
    if wants_json(as_json):
        print_json(value)
    else:
        from rich.console import Console

        otherwise(Console())


def print_json(value: object) -> None:
    content = orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
    sys.stdout.write(content.decode() + "\n")


def _plain(value: Any) -> object:
    """What orjson does not know: pydantic models, sets, paths, masked secrets."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> "Table":
    """A table of rich; numbers are aligned on the right. Texts of publishers are never read as markup."""
    from rich.markup import escape
    from rich.table import Table

    lines = [list(row) for row in rows]
    drawn = Table(title=escape(title), title_justify="left", header_style="bold")
    for position, column in enumerate(columns):
        numeric = bool(lines) and all(_is_number(line[position]) for line in lines)
        drawn.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for line in lines:
        drawn.add_row(*(escape(_text(cell)) for cell in line))
    return drawn


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, int):
        return thousands(cell)
    return f"{cell:.3f}" if isinstance(cell, float) else cell


def thousands(number: int) -> str:
    """« 13 120 », with the narrow space of French typography."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, word: str) -> str:
    """« 1 erreur », « 12 erreurs »."""
    return f"{thousands(number)} {word}{'s' if number > 1 else ''}"


def say(message: str) -> None:
    """A sentence for the person who typed the command; standard output stays clean for data."""
    print(message, file=sys.stderr, flush=True)


def say_error(error: DebouchesError) -> None:
    from rich.console import Console
    from rich.markup import escape

    Console(stderr=True, highlight=False).print(
        f"[bold red]Erreur {error.code}[/] : {escape(str(error))}", soft_wrap=True
    )
