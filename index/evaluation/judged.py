"""Judged queries: one JSON object per line, the query and whatever is known of its right answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from debouches.errors import RequestError


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    id: str
    q: str
    kind: str = ""
    expected: tuple[str, ...] = ()
    """Raw identifiers of the right answers, in any order."""
    is_leak: bool = False
    """True if a source holds the query word for word: it only tests look-up."""
    grades: Mapping[str, int] = field(default_factory=dict)
    """Code ROME → 0 (wrong) to 3 (what the person means), given by a reader."""


def read_judged(path: Path) -> list[JudgedQuery]:
    """Queries of a file; RequestError names the line that is not one. Unknown keys are left alone."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if line.strip():
            try:
                found.append(_judged(orjson.loads(line)))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise RequestError(f"{path.name}, ligne {number} : « query » attendu ({error})") from error
    return found


def _judged(line: Mapping[str, Any]) -> JudgedQuery:
    q = str(line["query"])
    return JudgedQuery(
        id=str(line.get("id") or q),
        q=q,
        kind=str(line.get("kind", "")),
        expected=tuple(map(str, line.get("expected", ()))),
        is_leak=bool(line.get("leak_if_indexed")),
        grades={str(code): int(grade) for code, grade in line.get("grades", {}).items()},
    )
