"""From a plan to tantivy queries. Each clause is a function with a name."""

from collections.abc import Iterable, Mapping

from tantivy import Occur, Query, Schema

from index.query.plan import Alternative, QueryPlan


def label_query(schema: Schema, field: str, plan: QueryPlan) -> Query:
    """Labels that hold at least one word of the plan, the rarest words first."""
    return any_of(
        _best_of([_key(schema, {field: 1.0}, one) for one in term.alternatives]) for term in plan.termes
    )


def entity_query(schema: Schema, weights: Mapping[str, float], plan: QueryPlan) -> Query:
    """Entities that hold a word of the plan in any field; fields add up, alternatives compete."""
    return any_of(_best_of([_key(schema, weights, one) for one in term.alternatives]) for term in plan.termes)


def completion_query(schema: Schema, field: str, complete: Iterable[str], last: Iterable[str]) -> Query:
    """Labels with every complete word and one of the words that the last one begins."""
    required = [Query.term_query(schema, field, cle, "freq") for cle in complete]
    required.append(any_of(Query.term_query(schema, field, cle, "freq") for cle in last))
    return Query.boolean_query([(Occur.Must, query) for query in required])


def any_of(queries: Iterable[Query]) -> Query:
    clauses = list(queries)
    return clauses[0] if len(clauses) == 1 else Query.boolean_query([(Occur.Should, one) for one in clauses])


def _key(schema: Schema, weights: Mapping[str, float], alternative: Alternative) -> Query:
    return any_of(
        _boosted(Query.term_query(schema, field, alternative.cle, "freq"), weight * alternative.poids)
        for field, weight in weights.items()
    )


def _best_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)
