"""Sends documents as fast as the cluster takes them, and lets none be lost."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from debouches.errors import DocumentRejectedError
from index.engines.elastic.errors import translated

Action = dict[str, Any]
_BATCH = 1000
_MAX_BYTES = 8_000_000
_IN_FLIGHT = 2
"""Batches on their way at once; only the next one is prepared meanwhile, so that memory stays flat."""
_RETRIES = 6
_FIRST_WAIT_S = 0.5
"""Doubled at each refusal for lack of room (429): about half a minute in all."""
_MOST_REFUSED = 100
"""With more, the cause is not in the documents: the build stops at once."""
_NAMED = 3


class BulkSender:
    """Counts what is refused; `send` raises if anything was."""

    def __init__(self, client: Elasticsearch) -> None:
        self._client = client
        self._refused: list[str] = []

    def send(self, actions: Iterable[Action]) -> int:
        """Send everything, two batches at a time; returns how many documents were taken."""
        taken = 0
        with ThreadPoolExecutor(_IN_FLIGHT) as pool:
            under_way = deque[Any]()
            try:
                for batch in _batches(actions):
                    under_way.append(pool.submit(self._send_batch, batch))
                    if len(under_way) > _IN_FLIGHT:
                        taken += self._note(under_way.popleft().result())
                taken += sum(self._note(batch.result()) for batch in under_way)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)  # what waits behind a frozen node is not sent
        self._refuse_any()
        return taken

    def _send_batch(self, batch: list[Action]) -> list[str]:
        """The outcome of each document: empty, or why it was refused."""
        with translated():
            outcomes = streaming_bulk(
                self._client,
                batch,
                chunk_size=_BATCH,
                max_chunk_bytes=_MAX_BYTES,
                max_retries=_RETRIES,
                initial_backoff=_FIRST_WAIT_S,
                raise_on_error=False,
            )
            return ["" if is_taken else _reason(info) for is_taken, info in outcomes]

    def _note(self, outcomes: list[str]) -> int:
        self._refused += filter(None, outcomes)
        if len(self._refused) > _MOST_REFUSED:
            self._refuse_any()
        return outcomes.count("")

    def _refuse_any(self) -> None:
        if self._refused:
            first = " ; ".join(self._refused[:_NAMED])
            raise DocumentRejectedError(f"{len(self._refused)} documents refusés par le cluster : {first}")


def _batches(actions: Iterable[Action]) -> Iterator[list[Action]]:
    remaining = iter(actions)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _reason(info: Mapping[str, Any]) -> str:
    outcome = next(iter(info.values()))
    error = outcome.get("error") or {}
    reason = error.get("reason", error) if isinstance(error, Mapping) else error
    return f"{outcome.get('_index')}/{outcome.get('_id')} ({outcome.get('status')}, {reason})"
