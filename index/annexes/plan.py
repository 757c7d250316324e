"""The map of the site: every entity that has a page, with the day its source dates it, in parts.

A national corpus has half a million pages: whoever reads the map reads it part by part.
"""

from collections.abc import Iterator
from datetime import date

import orjson

from index.documents import EntityDocument
from index.engines.base import Annexe, Engine
from index.views import PageDuPlan

CLE = "plan"
_PER_PART = 5000


class PlanMaker:
    """Notes the pages while they go by; a page that another one shows whole is not on the map."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._pages: list[tuple[str, str, date | None]] = []

    def add(self, entity: EntityDocument) -> None:
        if entity.vue is None or entity.carte.pliee_dans:
            return
        self._pages.append((entity.carte.genre, entity.code, entity.date_maj))
        if len(self._pages) == _PER_PART:
            self._close_part()

    def annexes(self) -> Iterator[Annexe]:
        if self._pages:
            self._close_part()
        yield CLE, orjson.dumps(len(self._parts))
        for number, part in enumerate(self._parts):
            yield _key(number), part

    def _close_part(self) -> None:
        self._parts.append(orjson.dumps(self._pages))
        self._pages = []


def read_parts(engine: Engine) -> int:
    """How many parts there are."""
    return int(orjson.loads(engine.annexes([CLE])[CLE]))


def read_part(engine: Engine, number: int) -> tuple[PageDuPlan, ...]:
    kept = engine.annexes([_key(number)]).get(_key(number), b"[]")
    return tuple(
        PageDuPlan(genre, code, day and date.fromisoformat(day)) for genre, code, day in orjson.loads(kept)
    )


def _key(number: int) -> str:
    return f"{CLE}:{number:05}"
