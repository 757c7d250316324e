"""The life of generations in a cluster: alias, manifests, history, lock, what is kept.

The manifest of a generation is in the `_meta` of its index of facts: an index without it is unfinished.
The alias names every index of the generation served, and moves in one call.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from debouches.errors import EngineError
from debouches.settings import ElasticsearchSettings
from index.engines.elastic.client import connect, patient
from index.engines.elastic.engine import ElasticEngine
from index.engines.elastic.errors import body, translated
from index.engines.elastic.lock import Beat, ClusterLock
from index.engines.elastic.mapping import STATE_MAPPING
from index.engines.elastic.names import META, Names
from index.engines.elastic.writer import ElasticWriter
from index.manifest import Manifest, choose_pruned, choose_rollback, expect_readable
from index.relevance import Relevance

_MANIFEST = "manifeste"


def elastic_store(settings: ElasticsearchSettings, relevance: Relevance) -> "ElasticStore":
    """The store of a cluster. Nothing is reached yet."""
    return ElasticStore(connect(settings), Names(settings.prefix), relevance)


@dataclass
class ElasticStore:
    """Implements `GenerationStore`."""

    client: Elasticsearch
    names: Names
    relevance: Relevance
    remembered_s: float = 2.0
    beat: Beat = field(default_factory=Beat)
    _lock: ClusterLock | None = None

    @property
    def lieu(self) -> str:
        return f"sous le préfixe « {self.names.prefix} » du cluster (DEBOUCHES_ELASTICSEARCH__PREFIX)"

    def current(self) -> str | None:
        """Within the delay of a page: asked by a site between two requests, and first by every command."""
        with translated():
            return self._served(self.client)

    def manifests(self) -> list[Manifest]:
        with translated():
            found = body(patient(self.client).indices.get_mapping(index=self.names.pattern))
        raw = [
            index["mappings"].get("_meta", {}).get(_MANIFEST)
            for name, index in found.items()
            if self.names.generation_of(name)
        ]
        manifests = [Manifest.model_validate(one) for one in raw if one]
        return sorted(manifests, key=lambda m: m.nom, reverse=True)

    def writer(self, name: str) -> ElasticWriter:
        return ElasticWriter(self.client, self.names.of(name), self.relevance)

    def open(self, name: str) -> ElasticEngine:
        expect_readable(name)
        return ElasticEngine(self.client, self.names.of(name), self.relevance)

    def publish(self, manifest: Manifest) -> None:
        meta = {_MANIFEST: manifest.model_dump(mode="json")}
        with translated():
            patient(self.client).indices.put_mapping(index=self.names.of(manifest.nom).of(META), meta=meta)
        if self._lock:
            self._lock.check()
        self._swap(manifest.nom)
        self.record("servie", manifest.nom)
        for name in choose_pruned(self.manifests(), manifest.nom):
            self._delete(name, self.names.of(name).all)
            self.record("supprimee", name)

    def rollback(self, name: str | None = None) -> str:
        current = self.current()
        target = choose_rollback(self.manifests(), current, name)
        self._swap(target)
        self.record("retour", target)
        return target

    def record(self, event: str, name: str, detail: str = "") -> None:
        line: dict[str, Any] = {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "evenement": event,
            "generation": name,
        }
        self._ensure_state()
        with translated():
            document = line | ({"detail": detail} if detail else {})
            patient(self.client).index(index=self.names.state, document=document)

    @contextmanager
    def building(self) -> Iterator[None]:
        self.current()
        self._ensure_state()
        self._lock = ClusterLock(patient(self.client), self.names.state, self.beat)
        try:
            with self._lock.held():
                self._sweep()
                yield
        finally:
            self._lock = None

    def _served(self, client: Elasticsearch) -> str | None:
        members = self._members(client)
        served = {self.names.generation_of(index) for index in members}
        if len(served) > 1 or None in served:
            raise EngineError(f"L'alias « {self.names.alias} » ne nomme pas une génération : {members}.")
        return next(iter(served), None)

    def _members(self, client: Elasticsearch) -> list[str]:
        try:
            return list(body(client.indices.get_alias(name=self.names.alias)))
        except NotFoundError:
            return []

    def _swap(self, name: str) -> None:
        """One call, computed from what the alias really names; it fails if that has changed meanwhile."""
        client, alias = patient(self.client), self.names.alias
        with translated():
            old = [
                {"remove": _member(index, alias) | {"must_exist": True}} for index in self._members(client)
            ]
            new = [{"add": _member(index, alias)} for index in self.names.of(name).all]
            client.indices.update_aliases(actions=[*old, *new])
            served = self._served(client)
        if served != name:
            raise EngineError(f"L'alias « {alias} » nomme {served} au lieu de {name}.")

    def _sweep(self) -> None:
        """Remove what a killed build left: indexes without manifest, never one that the alias names."""
        kept = {manifest.nom for manifest in self.manifests()}
        left: dict[str, list[str]] = defaultdict(list)
        with translated():
            found = body(patient(self.client).indices.get_alias(index=self.names.pattern))
        for index in found:
            generation = self.names.generation_of(index)
            if generation and generation not in kept:
                left[generation].append(index)
        for generation, indices in left.items():
            self._delete(generation, indices)
            self.record("balayee", generation)

    def _delete(self, name: str, indices: list[str]) -> None:
        with translated():
            client = patient(self.client)
            if name == self._served(client):
                raise EngineError(f"La génération {name} est servie : elle n'est pas supprimée.")
            client.indices.delete(index=indices, ignore_unavailable=True)

    def _ensure_state(self) -> None:
        try:
            with translated():
                patient(self.client).indices.create(
                    index=self.names.state,
                    mappings=STATE_MAPPING,
                    settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
                )
        except EngineError as error:
            if not isinstance(error.__cause__, BadRequestError):
                raise


def _member(index: str, alias: str) -> dict[str, Any]:
    return {"index": index, "alias": alias}
