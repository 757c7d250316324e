"""Mappings and settings of the indexes, made from the field tables that tantivy's schema is made from."""

from collections.abc import Mapping
from typing import Any

from index.engines.elastic.names import ANNEXES, ENTITES, META
from index.engines.fields import ANNEX_FIELDS, ENTITY_FIELDS, LABEL_FIELDS, ORDRE, Kind
from index.engines.texts import K1, B

CONTENU = "contenu"

_PROPERTIES: dict[Kind, dict[str, Any]] = {
    Kind.CLES: {"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
    Kind.POSITION: {"type": "integer", "index": False},
    Kind.CODE: {"type": "keyword", "doc_values": False},
    Kind.CONTENU: {"type": "binary", "doc_values": True},
    Kind.PAGE: {"type": "keyword", "index": False, "doc_values": False},
    Kind.RANG: {"type": "keyword"},
}
"""`CONTENU` is read by columns for hundreds of hits; `PAGE` stays in `_source`, read one at a time."""

_FIELDS = {ENTITES: ENTITY_FIELDS, ANNEXES: ANNEX_FIELDS}

STATE_MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "date": {"type": "date"},
        "evenement": {"type": "keyword"},
        "generation": {"type": "keyword"},
        "detail": {"type": "text", "index": False},
        "proprietaire": {"type": "keyword"},
        "expire_le": {"type": "date"},
    },
}

BUILDING: dict[str, Any] = {
    "number_of_shards": 1,  # one shard: word rarities are those of the whole group, as in the embedded engine
    "number_of_replicas": 0,
    "auto_expand_replicas": False,
    "refresh_interval": "-1",
    "translog.durability": "async",
    "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
}
"""While a generation is built: nobody searches it, and it is built again if a node is lost."""

SERVING: dict[str, Any] = {
    "auto_expand_replicas": "0-2",  # on three nodes each has everything: one that hangs stops nobody else
    "refresh_interval": None,
    "translog.durability": None,
}


def mapping_of(part: str) -> dict[str, Any]:
    """Mapping of one index of a generation."""
    if part == META:
        return _META_MAPPING
    return _mapping(_FIELDS.get(part, LABEL_FIELDS))


def settings_of(part: str) -> dict[str, Any]:
    """Pages are read one at a time: they are kept small rather than quick.

    What has positions is kept in their order: hits of the same score come in it.
    """
    small = {"codec": "best_compression"} if part in _FIELDS else {}
    numbered = {"sort.field": ORDRE} if ORDRE in mapping_of(part)["properties"] else {}
    return BUILDING | small | numbered


def _mapping(fields: Mapping[str, Kind]) -> dict[str, Any]:
    kept = [name for name, kind in fields.items() if kind in (Kind.PAGE, Kind.RANG)]
    return {
        "dynamic": "strict",
        "_source": {"includes": kept} if kept else {"enabled": False},
        "properties": {name: _PROPERTIES[kind] for name, kind in fields.items()},
    }


_META_MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {CONTENU: {"type": "binary"}},
}
"""Documents that are read whole, by id, when a generation is opened."""
