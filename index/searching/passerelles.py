"""What one may go to from a page, and what leads there: links that publishers give, as cards to show."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import orjson

from index.annexes.passerelles import VERS
from index.arrays import Ints
from index.engines.base import Engine, View
from index.views import FAMILLE_Y_MENE, MOBILITE, Genre

DEPUIS = "depuis"
_WRITTEN = re.compile(r"(?P<sens>depuis|vers)-(?P<code>[A-Z]{1,10}\.?\w{1,40})")
_FORWARDS: Mapping[Genre, tuple[str, ...]] = {
    "metier": ("metiers_proches",),
    "formation": ("poursuites", "metiers"),
    "certification": ("metiers",),
}
_BACKWARDS: Mapping[Genre, tuple[str, ...]] = {
    "metier": ("formations", "certifications"),
    "formation": (),
    "certification": ("formations",),
}
"""Fields of a view that hold links: to what one may go to, and to what leads there."""


class Page(NamedTuple):
    """A page that one leaves or goes to."""

    sens: str
    code: str
    view: View


class Passerelles:
    """The ways between the pages of an open generation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def words(self, value: str) -> str | None:
        """« depuis Boulanger, boulangère »; None if no page has this code."""
        page = self._page(value)
        return f"{page.sens} {page.view.carte.titre}" if page else None

    def cards(self, value: str) -> Ints:
        """The cards where one may go from there, or come from."""
        page = self._page(value)
        codes = list(dict.fromkeys(self._codes(page))) if page else []
        found = np.array(self._engine.entities_of(codes), dtype=np.int64)
        return np.unique(self._engine.places(found).homes)

    def _page(self, value: str) -> Page | None:
        """A fiche that is shown with its métier is this métier."""
        written = _WRITTEN.fullmatch(value)
        if written is None:
            return None
        sens, code = written.groups()
        view = self._engine.view(code)
        if view and view.vue is None and view.carte.pliee_dans:
            code = view.carte.pliee_dans
            view = self._engine.view(code)
        return Page(sens, code, view) if view and view.vue is not None else None

    def _codes(self, page: Page) -> Iterator[str]:
        view: dict[str, Any] = orjson.loads(page.view.vue or b"{}")
        genre = page.view.carte.genre
        if page.sens == DEPUIS:
            yield from _linked(view, _FORWARDS[genre])
        else:
            kept = self._engine.annexes([VERS + page.code])
            yield from orjson.loads(kept.get(VERS + page.code, b"[]"))
            yield from _linked(view, _BACKWARDS[genre])


def _linked(view: Mapping[str, Any], fields: Iterable[str]) -> Iterator[str]:
    return (link["code"] for field in fields for link in view.get(field, ()) if _is_a_way(field, link))


def _is_a_way(field: str, link: Mapping[str, Any]) -> bool:
    """A métier of the same family, or with the same skills, is near: nobody says that one goes there."""
    relation = link["relation"]
    return bool(relation == MOBILITE if field == "metiers_proches" else relation != FAMILLE_Y_MENE)
