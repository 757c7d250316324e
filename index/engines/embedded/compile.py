"""From a plan to tantivy queries. Each clause is a function with a name."""

from collections.abc import Iterable

from tantivy import Occur, Query, Schema

from index.plan import Alternative, QueryPlan


def label_query(schema: Schema, field: str, plan: QueryPlan) -> Query:
    """Labels that hold a word of the plan. Alternatives add up too: the second stage alone scores labels, and
    of a plain choice of words tantivy finds the best without reading every label that holds one."""
    return any_of(_key(schema, field, one) for term in plan.termes for one in term.alternatives)


def completion_query(schema: Schema, field: str, complete: Iterable[str], last: Iterable[str]) -> Query:
    """Labels with every complete word and one of the words that the last one begins."""
    required = [Query.term_query(schema, field, cle, "freq") for cle in complete]
    required.append(any_of(Query.term_query(schema, field, cle, "freq") for cle in last))
    if len(required) == 1:
        return required[0]  # alone, a choice of words is searched without reading every label that holds one
    return Query.boolean_query([(Occur.Must, query) for query in required])


def any_of(queries: Iterable[Query]) -> Query:
    clauses = list(queries)
    if len(clauses) == 1:
        return clauses[0]
    return Query.boolean_query([(Occur.Should, one) for one in clauses])


def _key(schema: Schema, field: str, alternative: Alternative) -> Query:
    query = Query.term_query(schema, field, alternative.cle, "freq")
    return query if alternative.poids == 1.0 else Query.boost_query(query, alternative.poids)
