"""Figures of judged queries, by the usual definitions. Pure functions from runs to tables.

Ranks count the results whose type the judgement speaks of (ROME, MET, FOR, RNCP…), one per family.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from math import log2
from statistics import fmean

from pydantic import Field

from index.evaluation.judged import JudgedQuery
from mappings.records import Model
from mappings.records.codes import is_rome

Run = Mapping[str, Sequence[str]]
"""Id of a query → raw identifiers, best first."""
Family = Callable[[str], str]
DEPTH = 10
GOOD = 2
"""The lowest grade of a good answer."""
ALL = "TOUTES"
_TYPE = re.compile(r"[A-Z]+")


class Figures(Model):
    """One kind of queries, judged by their right answers."""

    nature: str = Field(
        description="Nature des requêtes ; « sans fuite » : absentes des sources mot pour mot"
    )
    n: int
    hit_1: float = Field(description="Part des requêtes dont le premier résultat est juste")
    hit_5: float
    hit_10: float
    mrr: float = Field(description="Moyenne de 1 / rang du premier résultat juste, dans les dix premiers")
    p_10: float = Field(description="Résultats justes parmi les dix premiers, sur dix")
    zero: float = Field(description="Part des requêtes sans aucun résultat")


class GradedFigures(Model):
    """One kind of queries, whose answers a reader graded."""

    nature: str
    n: int
    good_1: float = Field(description="Part des requêtes dont le premier métier est une bonne réponse")
    ndcg_10: float = Field(description="Qualité de l'ordre des dix premiers métiers, 1 au mieux")
    non_notes_5: float = Field(description="Part des cinq premiers que personne n'a notés : comptés faux")


def judge(queries: Iterable[JudgedQuery], run: Run, family: Family) -> tuple[Figures, ...]:
    """A line per kind, apart for queries that a source holds word for word, then for all."""
    table: dict[str, list[_Scores]] = defaultdict(list)
    judged = [query for query in queries if query.expected]
    is_split = any(query.is_leak for query in judged)
    for query in judged:
        scores = _score(query, run.get(query.id, ()), family)
        for nature in _natures(query, is_split=is_split):
            table[nature].append(scores)
    return tuple(_figures(nature, table[nature]) for nature in sorted(table))


def grade(queries: Iterable[JudgedQuery], run: Run) -> tuple[GradedFigures, ...]:
    """A line per kind, then for all; queries without any good answer are left out."""
    table: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
    for query in queries:
        if max(query.grades.values(), default=0) >= GOOD:
            scores = _graded(query.grades, run.get(query.id, ()))
            for nature in filter(None, (query.kind, ALL)):
                table[nature].append(scores)
    return tuple(
        GradedFigures(
            nature=nature,
            n=len(rows),
            good_1=_mean(good for good, _, _ in rows),
            ndcg_10=_mean(ndcg for _, ndcg, _ in rows),
            non_notes_5=_mean(unread for _, _, unread in rows),
        )
        for nature, rows in sorted(table.items())
    )


_Scores = tuple[list[bool], bool]
"""Is each of the first results right; is there no result at all."""


def _score(query: JudgedQuery, results: Sequence[str], family: Family) -> _Scores:
    right = {family(code) for code in query.expected}
    types = {_type(code) for code in right}
    distinct = dict.fromkeys(family(code) for code in results if _type(code) in types)
    return [code in right for code in islice(distinct, DEPTH)], not results


def _type(code: str) -> str:
    if is_rome(code):
        return "ROME"
    found = _TYPE.match(code)
    return found[0] if found else code


def _natures(query: JudgedQuery, *, is_split: bool) -> list[str]:
    kinds = [query.kind, ALL] if query.kind else [ALL]
    leak = "fuite" if query.is_leak else "sans fuite"
    return kinds + [f"{kind} / {leak}" for kind in kinds if is_split]


def _figures(nature: str, rows: Sequence[_Scores]) -> Figures:
    return Figures(
        nature=nature,
        n=len(rows),
        hit_1=_mean(any(ok[:1]) for ok, _ in rows),
        hit_5=_mean(any(ok[:5]) for ok, _ in rows),
        hit_10=_mean(any(ok) for ok, _ in rows),
        mrr=_mean(next((1 / rank for rank, hit in enumerate(ok, 1) if hit), 0.0) for ok, _ in rows),
        p_10=_mean(sum(ok) / DEPTH for ok, _ in rows),
        zero=_mean(empty for _, empty in rows),
    )


def _graded(grades: Mapping[str, int], results: Sequence[str]) -> tuple[bool, float, float]:
    """Is the first good, nDCG@10, share of the first five that nobody graded."""
    codes = list(islice(dict.fromkeys(filter(is_rome, results)), DEPTH))
    given = [grades.get(code, 0) for code in codes]
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    unread = sum(code not in grades for code in codes[:5]) / 5
    return max(given[:1], default=0) >= GOOD, _gain(given) / _gain(ideal), unread


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _mean(values: Iterable[float]) -> float:
    return round(fmean(values), 4)
