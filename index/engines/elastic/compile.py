"""From a plan to the query language of Elasticsearch. Each clause is a function with a name."""

from collections.abc import Iterable, Sequence
from typing import Any

from index.engines.fields import CLES, ORDRE
from index.plan import Alternative, QueryPlan

Clause = dict[str, Any]
NEAR = "_local"
"""The node that is asked answers by itself if it can: it does not wait for one that hangs."""
WHOLE_AND_NEAR = {"allow_partial_search_results": False, "preference": NEAR}


def text_query(plan: QueryPlan, positions: Sequence[int]) -> Clause:
    """Those of these documents that say a word of the plan; words add up, alternatives of a word compete."""
    choices = [[_key(one.cle, one) for one in term.en_texte] for term in plan.termes if term.en_texte]
    return {"bool": {"must": [_any_of(map(_best_of, choices))], "filter": [by_ids(positions)]}}


def by_ids(positions: Sequence[int]) -> Clause:
    return {"ids": {"values": list(map(str, positions))}}


def label_query(plan: QueryPlan) -> Clause:
    """Labels that hold a word of the plan; alternatives add up too, as in the embedded engine."""
    return _any_of(_key(one.cle, one) for term in plan.termes for one in term.alternatives)


def completion_query(complete: Iterable[str], last: Iterable[str]) -> Clause:
    """Labels with every complete word and one of the words that the last one begins."""
    required = [_key(cle) for cle in complete]
    return {"bool": {"must": [*required, _any_of(_key(cle) for cle in last)]}}


def best_hits(query: Clause, limit: int, *fields: str) -> Clause:
    """Search for the best documents, with their positions and the fields to read from columns; never a whole
    document. The index is sorted by position, which therefore breaks ties: a copy of a shard gives the same
    candidates as another. Asked in so many words, that order costs half of the search."""
    return {
        "query": query,
        "size": limit,
        "docvalue_fields": [ORDRE, *fields],
        "_source": False,
        "stored_fields": "_none_",
        "track_total_hits": False,
    }


def _any_of(queries: Iterable[Clause]) -> Clause:
    clauses = list(queries) or [{"match_none": {}}]
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses}}


def _key(cle: str, alternative: Alternative | None = None) -> Clause:
    boost = alternative.poids if alternative else 1.0
    return {"term": {CLES: cle if boost == 1.0 else {"value": cle, "boost": boost}}}


def _best_of(queries: list[Clause]) -> Clause:
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": queries}}
