"""Who is told of the progress of an evaluation."""

from collections.abc import Callable

Listener = Callable[[int, int], None]
"""Called with how many queries are done, and how many there are."""


def deaf(_done: int, _total: int) -> None:
    """Nobody listens."""
