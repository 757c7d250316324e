"""Links to other sites, as checks last found them: what is dead is said, and is no longer a link."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import orjson

from mappings.liens import NON_VIVANTS, EtatLien
from web.addresses.links import ExternalLink, external_link
from web.wording.words import constat_en_mots

LOG = logging.getLogger("debouches.web")
REMEMBERED_S = 1.0
"""How long the table is trusted before asking whether its file was replaced."""
_ADDRESSES = re.compile(rb'"(https?://[^"\\]+)"')
"""Those of a JSON body."""
_Version = tuple[int, int]


class LiensExternes:
    """The table that `debouches verifier-liens` leaves: read once, and again when its file is replaced.

    Two threads may read it twice: no harm. Without table, every address is what its source says.
    """

    def __init__(self, table: Path, clock: Callable[[], float] = monotonic) -> None:
        self._path, self._clock = table, clock
        self._asked_at = -REMEMBERED_S
        self._version: _Version | None = None
        self._known: dict[str, dict[str, Any]] = {}

    def lien(self, url: str | None) -> ExternalLink | None:
        """A link to a precise page: a dead link says so, a moved one leads to the new address."""
        link = external_link(url)
        if link is None or (etat := self.etat(link.url)) is None:
            return link
        if etat.etat in NON_VIVANTS:
            return replace(link, constat=constat_en_mots(etat))
        return external_link(etat.vers) or link

    def etat(self, url: str) -> EtatLien | None:
        """None for an address that is what its source says, or that no check has seen."""
        found = self._table().get(url)
        return EtatLien.model_validate(found) if found else None

    def states_in(self, body: bytes) -> dict[str, EtatLien]:
        """Of the addresses that a JSON body gives, those that are no longer what their source says."""
        if not self._table():
            return {}
        urls = (found.decode() for found in _ADDRESSES.findall(body))
        return {url: etat for url in urls if (etat := self.etat(url))}

    def _table(self) -> dict[str, dict[str, Any]]:
        now = self._clock()
        if now - self._asked_at >= REMEMBERED_S:
            self._asked_at = now
            self._follow()
        return self._known

    def _follow(self) -> None:
        version = _version_of(self._path)
        if version == self._version:
            return
        self._version = version
        try:
            self._known = orjson.loads(self._path.read_bytes())["liens"] if version else {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            LOG.warning("Table des liens illisible, la précédente reste : %s : %s", self._path, error)


def _version_of(path: Path) -> _Version | None:
    """Each write makes a new file, whose number and date tell it from the one before."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
