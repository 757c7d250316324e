"""Only one build at a time in a cluster: a document with its owner, which dies if it no longer beats."""

import logging
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from threading import Event, Lock, Thread
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from debouches.errors import BuildError, EngineError
from index.deadline import answer_within
from index.engines.elastic.errors import translated

LOG = logging.getLogger(__name__)
_ID = "verrou"
_PATIENCE_S = 10.0
"""With a mute cluster: another beat will follow, and a lock that is not released expires."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A lock whose owner has been silent for `expiry_s` is free."""

    every_s: float = 5.0
    expiry_s: float = 30.0


class ClusterLock:
    """Held by one process; `check` before anything that cannot be undone."""

    def __init__(self, client: Elasticsearch, index: str, beat: Beat) -> None:
        self._client, self._index, self._beat = client, index, beat
        self._owner = f"{platform.node()}:{os.getpid()}:{token_hex(4)}"
        self._version: dict[str, Any] = {}
        self._writing = Lock()
        self._is_lost = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Acquire, beat in the background, release. BuildError if another build is alive."""
        self._acquire()
        stopped = Event()
        heart = Thread(target=self._keep_beating, args=(stopped,), name="verrou", daemon=True)
        heart.start()
        try:
            yield
        finally:
            stopped.set()
            heart.join()
            self._release()

    def check(self) -> None:
        """BuildError if the lock was lost: this process was frozen, and another may be building."""
        self._renew()
        if self._is_lost:
            raise BuildError("Le verrou de construction a été perdu : une autre construction a pu commencer.")

    def _acquire(self) -> None:
        try:
            with translated():
                self._take(op_type="create")
        except EngineError as error:
            if not isinstance(error.__cause__, ConflictError):
                raise
            self._take_over()

    def _take_over(self) -> None:
        """Take the lock of an owner that no longer beats."""
        with translated():
            try:
                held = self._client.get(index=self._index, id=_ID)
                expiry = datetime.fromisoformat(held["_source"]["expire_le"])
                if expiry > datetime.now(UTC):
                    raise _under_way(held["_source"]["proprietaire"], expiry)
                self._take(if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"])
            except (ConflictError, NotFoundError) as error:
                raise BuildError("Une autre construction de l'index vient de commencer.") from error

    def _take(self, **condition: Any) -> None:
        expiry = datetime.now(UTC) + timedelta(seconds=self._beat.expiry_s)
        document = {"proprietaire": self._owner, "expire_le": expiry.isoformat()}
        written = self._client.index(index=self._index, id=_ID, document=document, **condition)
        self._version = {"if_seq_no": written["_seq_no"], "if_primary_term": written["_primary_term"]}

    def _keep_beating(self, stopped: Event) -> None:
        while not stopped.wait(self._beat.every_s):
            try:
                with answer_within(_PATIENCE_S):
                    self._renew()
            except EngineError as error:
                LOG.warning("battement du verrou manqué : %s", error)

    def _renew(self) -> None:
        with self._writing:
            if self._is_lost:
                return
            try:
                with translated():
                    self._take(**self._version)
            except EngineError as error:
                if not isinstance(error.__cause__, ConflictError):
                    raise
                self._recognise()

    def _recognise(self) -> None:
        """It is ours after all if the cluster took a beat whose answer was lost on the way."""
        with translated():
            found = self._client.options(ignore_status=404).get(index=self._index, id=_ID).body
        self._is_lost = found.get("_source", {}).get("proprietaire") != self._owner
        if not self._is_lost:
            self._version = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}

    def _release(self) -> None:
        """A lock that cannot be released expires by itself."""
        try:
            with answer_within(_PATIENCE_S), translated():
                if not self._is_lost:
                    self._client.delete(index=self._index, id=_ID, **self._version)
        except EngineError as error:
            LOG.warning("verrou non rendu, il expirera : %s", error)


def _under_way(owner: str, expiry: datetime) -> BuildError:
    host, pid, _ = owner.rsplit(":", 2)
    return BuildError(
        f"Une autre construction de l'index est en cours (machine {host}, processus {pid}). "
        f"Si elle a été tuée, le verrou se libère à {expiry.astimezone():%H:%M:%S}."
    )
