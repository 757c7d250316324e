"""Reads one generation in a cluster."""

from binascii import a2b_base64
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from elasticsearch import Elasticsearch

from debouches.errors import EngineError
from index.arrays import Floats, Ints
from index.documents import GROUPES_OF_NAMES, Card, Groupe
from index.engines.base import ENTITES, LIBELLES, Annexe, Completion, LabelHits, Places, View
from index.engines.codes import Codes
from index.engines.elastic import names
from index.engines.elastic.compile import (
    NEAR,
    WHOLE_AND_NEAR,
    Clause,
    best_hits,
    by_ids,
    completion_query,
    label_query,
    text_query,
)
from index.engines.elastic.errors import body, checked, translated
from index.engines.elastic.meta import load_meta
from index.engines.elastic.names import Indices
from index.engines.fields import CARTE, CLE, CODE, ORDRE, REFERENCES, TEXTE, VUE
from index.engines.label_arrays import by_group, read_candidates
from index.engines.matching import sought
from index.engines.places import PlaceTable
from index.plan import QueryPlan
from index.relevance import Relevance

_READ = tuple(f"responses.{name}" for name in ("error", "status", "timed_out", "hits.hits.fields"))
"""The part of a response that is read: index names and ids of two thousand hits would double it."""
_READ_SCORED = (*_READ, "responses.hits.hits._score")
K = TypeVar("K")
V = TypeVar("V")
Hit = Mapping[str, Any]
Search = tuple[str, Clause]
"""(part of the generation, what is asked of it)."""


class ElasticEngine:
    """One generation, open for reading. Safe to share between the threads of a server."""

    computes_here = False

    def __init__(self, client: Elasticsearch, indices: Indices, relevance: Relevance) -> None:
        self._client, self._indices = client, indices
        self._limits = relevance.candidats
        meta = load_meta(client, indices.of(names.META))
        self.lexicon, self.facts, self.traits = meta.lexicon, meta.facts, meta.traits
        self._codes = Codes(meta.codes)
        self._places, self._labels = PlaceTable(meta.places), meta.labels

    def counts(self) -> dict[str, int]:
        return {
            LIBELLES: sum(self._count(groupe.value) for groupe in Groupe),
            ENTITES: self._count(names.ENTITES),
        }

    def candidates(
        self, plan: QueryPlan, *, with_crowds: bool = False, at_most: int | None = None
    ) -> LabelHits:
        labels = label_query(sought(plan, self._limits))
        searches = [
            (groupe.value, best_hits(labels, at_most or int(self._limits[groupe]))) for groupe in Groupe
        ]
        found = dict(zip(Groupe, map(_positions, self._search(searches)), strict=True))
        return read_candidates(plan, self.lexicon, self._labels, found, with_crowds=with_crowds)

    def keys(self, groupe: Groupe, ordre: int) -> list[str]:
        return self._labels[groupe].keys(ordre, self.lexicon)

    def texts(self, plan: QueryPlan, entities: Ints) -> Floats:
        scores = np.zeros(len(entities), dtype=np.float32)
        query = text_query(sought(plan, self._limits), entities.tolist())
        [hits] = self._search([(names.ENTITES, best_hits(query, len(entities)))], _READ_SCORED)
        order = np.argsort(entities)
        scores[order[np.searchsorted(entities, _positions(hits), sorter=order)]] = _scores(hits)
        return scores

    def cards(self, entities: Sequence[int]) -> list[Card]:
        return self.shown(entities, [])[0]

    def places(self, entities: Ints) -> Places:
        return self._places.of(entities)

    def alphabetical(self, entities: Ints) -> Ints:
        return self._places.alphabetical(entities)

    def codes(self, entities: Ints) -> list[str]:
        return self._codes.of(entities)

    def shown(
        self, entities: Sequence[int], labels: Sequence[tuple[Groupe, int]]
    ) -> tuple[list[Card], list[str]]:
        wanted = by_group(labels)
        searches = [(groupe.value, _by_ids(ids, TEXTE)) for groupe, ids in wanted.items()]
        if entities:
            searches.append((names.ENTITES, _by_ids(entities, CARTE)))
        found = self._search(searches)
        texts = {
            (groupe, _position(hit)): _content(hit, TEXTE).decode()
            for groupe, hits in zip(wanted, found, strict=False)
            for hit in hits
        }
        cards = {_position(hit): _card(hit) for hit in found[-1]} if entities else {}
        return [_held(cards, one) for one in entities], [_held(texts, one) for one in labels]

    def entities_of(self, codes: Sequence[str]) -> list[int]:
        if not codes:
            return []
        asked = [(names.ENTITES, best_hits({"term": {CODE: code}}, 1)) for code in codes]
        return [_position(hit) for hits in self._search(asked) for hit in hits]

    def bearing(self, reference: str, limit: int) -> Ints:
        [hits] = self._search([(names.ENTITES, best_hits({"term": {REFERENCES: reference}}, limit))])
        return _positions(hits)

    def view(self, code: str) -> View | None:
        index = self._indices.of(names.ENTITES)
        with translated():
            found = self._client.search(
                index=index,
                query={"term": {CODE: code}},
                source_includes=[VUE],
                docvalue_fields=[{"field": CARTE}],
                size=1,
                preference=NEAR,
            )
        hit = next(iter(checked(body(found))["hits"]["hits"]), None)
        if hit is None:
            return None
        vue = hit["_source"].get(VUE)
        return View(_card(hit), vue.encode() if vue else None)

    def annexes(self, cles: Sequence[str]) -> dict[str, bytes]:
        return dict(self._annexes({"terms": {CLE: list(cles)}}, len(cles))) if cles else {}

    def annexes_from(self, debut: str, limit: int) -> list[Annexe]:
        return self._annexes({"prefix": {CLE: debut}}, limit)

    def _annexes(self, query: Clause, limit: int) -> list[Annexe]:
        index = self._indices.of(names.ANNEXES)
        with translated():
            found = self._client.search(index=index, query=query, sort=[CLE], size=limit, preference=NEAR)
        sources = (hit["_source"] for hit in checked(body(found))["hits"]["hits"])
        return [(source[CLE], source[VUE].encode()) for source in sources]

    def complete(
        self, complete_keys: Sequence[str], last_keys: Sequence[str], limit: int
    ) -> list[Completion]:
        search = best_hits(completion_query(complete_keys, last_keys), limit, TEXTE)
        found: list[Completion] = []
        asked = [(one.value, search) for one in GROUPES_OF_NAMES]
        for groupe, hits in zip(GROUPES_OF_NAMES, self._search(asked, _READ_SCORED), strict=True):
            texts = (_content(hit, TEXTE).decode() for hit in hits)
            entities = self._labels[groupe].firmest(_positions(hits))
            found += map(Completion, texts, entities.tolist(), _scores(hits).tolist())
        return found

    def close(self) -> None:
        """Nothing of a generation is held open: the connection belongs to the store."""

    def _count(self, part: str) -> int:
        with translated():
            return int(body(self._client.count(index=self._indices.of(part)))["count"])

    def _search(self, searches: Sequence[Search], read: Sequence[str] = _READ) -> list[Sequence[Hit]]:
        """Hits of several searches in one round trip; all of them answer, or it is an error."""
        if not searches:
            return []
        lines: list[Mapping[str, Any]] = []
        for part, search in searches:
            lines.append({"index": self._indices.of(part), **WHOLE_AND_NEAR})
            lines.append(search)
        with translated():
            responses = body(self._client.msearch(searches=lines, filter_path=read))["responses"]
        return [checked(response).get("hits", {}).get("hits", ()) for response in responses]


def _positions(hits: Sequence[Hit]) -> Ints:
    return np.array([hit["fields"][ORDRE][0] for hit in hits], dtype=np.int64)


def _scores(hits: Sequence[Hit]) -> Floats:
    return np.array([hit["_score"] for hit in hits], dtype=np.float32)


def _by_ids(ids: Sequence[int], field: str) -> Clause:
    return best_hits(by_ids(ids), len(ids), field)


def _position(hit: Hit) -> int:
    return int(hit["fields"][ORDRE][0])


def _card(hit: Hit) -> Card:
    return Card.load(_content(hit, CARTE))


def _content(hit: Hit, field: str) -> bytes:
    return a2b_base64(hit["fields"][field][0])


def _held(found: Mapping[K, V], key: K) -> V:
    try:
        return found[key]
    except KeyError:
        raise EngineError(f"La génération est incomplète dans le cluster : {key} manque.") from None
