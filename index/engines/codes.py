"""The code of each entity, in memory: a suggestion says where it leads without asking for a card."""

from collections.abc import Iterable

import numpy as np

from index.arrays import Ints

_END = b"\n"


class Codes:
    """Codes by number of entity, laid end to end."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        ends = np.flatnonzero(np.frombuffer(content, dtype=np.uint8) == _END[0])
        self._ends = np.concatenate([[-1], ends])

    def of(self, entities: Ints) -> list[str]:
        starts, ends = self._ends[entities] + 1, self._ends[entities + 1]
        return [self._content[s:e].decode() for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]


def codes_content(codes: Iterable[str]) -> bytes:
    """What `Codes` reads; no code holds a line feed, since addresses hold codes."""
    return b"".join(code.encode() + _END for code in codes)
