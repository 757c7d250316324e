"""Elasticsearch alone, over the raw texts of the same records: what a whole page is compared to.

One shard, the standard analyser, a `multi_match` (dis_max of the fields) with the weights of our fields;
nothing of the documents is read back. Indexed once per prefix.
"""

import re
from collections.abc import Iterable

from elasticsearch import Elasticsearch, OrjsonSerializer
from elasticsearch.helpers import streaming_bulk
from peers import LIMIT

from index.documents import FIELDS, EntityDocument
from index.relevance import read_relevance

_WORD = re.compile(r"\w+")
_PATIENT_S = 600


class BareElastic:
    def __init__(self, url: str, prefix: str) -> None:
        self._client = Elasticsearch(url, serializer=OrjsonSerializer(), request_timeout=_PATIENT_S)
        self._index = f"{prefix}-nu"
        weights = read_relevance().champs
        self._fields = [f"{name}^{weights[name]}" for name in FIELDS]

    def write(self, docs: Iterable[EntityDocument]) -> None:
        """Index the documents; nothing if it is already done."""
        if self._client.indices.exists(index=self._index):
            return
        self._client.indices.create(
            index=self._index,
            settings={"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
            mappings={"_source": {"enabled": False}, "properties": {f: {"type": "text"} for f in FIELDS}},
        )
        actions = ({"_index": self._index, "_id": d.code, **d.champs} for d in docs)
        for _ in streaming_bulk(self._client, actions, chunk_size=2000):
            pass
        self._client.indices.refresh(index=self._index)
        self._client.indices.forcemerge(index=self._index, max_num_segments=1)

    def bare(self, q: str) -> object:
        words = " ".join(_WORD.findall(q))
        query = {"multi_match": {"query": words, "fields": self._fields}}
        return self._client.search(
            index=self._index, query=query, size=LIMIT, source=False, track_total_hits=False
        )
