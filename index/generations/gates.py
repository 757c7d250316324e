"""What is checked between building a generation and serving it. Every gate runs; every finding is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.manifest import Gate, Manifest
from index.results import SearchRequest
from index.service import Searcher

KEPT_SHARE = 0.9
"""A generation may lose a tenth of the entities of the one it replaces; more is a broken source."""
SLOWEST_MS = 1000.0
"""A witness query that takes longer, on the machine that builds, is an index that nobody can use."""


@dataclass(frozen=True, slots=True)
class Built:
    """What the gates look at."""

    sent: Mapping[str, int]
    """Documents sent, by kind."""
    indexed: Mapping[str, int]
    """Documents that the engine says it holds."""
    searcher: Searcher
    sources: Mapping[str, Mapping[str, int]]
    """Records read: source → type → number."""
    served: Manifest | None
    """The generation that would be replaced."""
    witnesses: tuple[tuple[str, str], ...]
    """(query, code that must be on the first page of results)."""


def run_gates(built: Built) -> tuple[Gate, ...]:
    return tuple(gate(built) for gate in GATES)


def _everything_indexed(built: Built) -> Gate:
    missing = {kind: (sent, built.indexed.get(kind, 0)) for kind, sent in built.sent.items()}
    wrong = {kind: pair for kind, pair in missing.items() if pair[0] != pair[1]}
    total = sum(built.sent.values())
    found = f"{total} documents envoyés, {total} indexés" if not wrong else f"écarts : {wrong}"
    return Gate(nom="tout est indexé", est_franchi=not wrong, constat=found)


def _has_metiers(built: Built) -> Gate:
    entities = built.searcher.facts().entites
    count = entities.get("metier", 0)
    return Gate(nom="il y a des métiers", est_franchi=count > 0, constat=f"{count} métiers")


def _not_much_smaller(built: Built) -> Gate:
    """Than the generation served, if all its sources are still there: leaving one out is a choice."""
    served = built.served
    comparable = served is not None and served.sources.keys() <= built.sources.keys()
    shrunk = _shrunk(served.entites, built.searcher.facts().entites) if served and comparable else []
    found = f"en baisse : {'; '.join(shrunk)}" if shrunk else "aucune baisse de plus d'un dixième"
    return Gate(nom="pas plus petite que la précédente", est_franchi=not shrunk, constat=found)


def _no_source_shrunk(built: Built) -> Gate:
    """Among the sources that are still there: leaving one out is a choice, losing half of one is not."""
    before = built.served.sources if built.served else {}
    common = before.keys() & built.sources.keys()
    shrunk = [f"{one} {loss}" for one in sorted(common) for loss in _shrunk(before[one], built.sources[one])]
    found = f"en baisse : {'; '.join(shrunk)}" if shrunk else f"{len(common)} sources comparées"
    return Gate(nom="aucune source amoindrie", est_franchi=not shrunk, constat=found)


def _shrunk(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    losses = ((kind, count, now.get(kind, 0)) for kind, count in before.items())
    return [f"{kind} {count} → {left}" for kind, count, left in losses if left < KEPT_SHARE * count]


def _witnesses_answer(built: Built) -> Gate:
    lost = [f"« {q} » sans {code}" for q, code in built.witnesses if not _is_shown(built.searcher, q, code)]
    found = f"{len(built.witnesses) - len(lost)} requêtes témoins sur {len(built.witnesses)}"
    return Gate(nom="les requêtes témoins répondent", est_franchi=not lost, constat="; ".join([found, *lost]))


def _witnesses_are_quick(built: Built) -> Gate:
    slowest = max((built.searcher.search(SearchRequest(q)).took_ms for q, _ in built.witnesses), default=0.0)
    found = f"{slowest:.0f} ms pour la plus lente de {len(built.witnesses)} requêtes témoins"
    return Gate(nom="les requêtes témoins sont rapides", est_franchi=slowest < SLOWEST_MS, constat=found)


def _is_shown(searcher: Searcher, q: str, code: str) -> bool:
    """The first page is enough: a witness detects a broken index, tests judge which card comes first."""
    page = searcher.search(SearchRequest(q))
    return any(code in result.codes for group in page.groups for result in group.results)


GATES: tuple[Callable[[Built], Gate], ...] = (
    _everything_indexed,
    _has_metiers,
    _not_much_smaller,
    _no_source_shrunk,
    _witnesses_answer,
    _witnesses_are_quick,
)
