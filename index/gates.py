"""What is checked between building a generation and serving it. Every gate runs; every finding is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.generations import Gate, Manifest
from index.results import SearchRequest
from index.service import Searcher

KEPT_SHARE = 0.9
"""A generation may lose a tenth of the entities of the one it replaces; more is a broken source."""


@dataclass(frozen=True, slots=True)
class Built:
    """What the gates look at."""

    sent: Mapping[str, int]
    """Documents sent, by kind."""
    indexed: Mapping[str, int]
    """Documents that the engine says it holds."""
    searcher: Searcher
    served: Manifest | None
    """The generation that would be replaced."""
    witnesses: tuple[tuple[str, str], ...]
    """(query, code that must be on the first card of its group)."""


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
    entities = built.searcher.facts().entites
    before = built.served.entites if built.served else {}
    shrunk = {
        kind: f"{count} → {entities.get(kind, 0)}"
        for kind, count in before.items()
        if entities.get(kind, 0) < KEPT_SHARE * count
    }
    found = f"en baisse : {shrunk}" if shrunk else "aucune baisse de plus d'un dixième"
    return Gate(nom="pas plus petite que la précédente", est_franchi=not shrunk, constat=found)


def _witnesses_answer(built: Built) -> Gate:
    lost = [f"« {q} » sans {code}" for q, code in built.witnesses if not _is_first(built.searcher, q, code)]
    found = f"{len(built.witnesses) - len(lost)} requêtes témoins sur {len(built.witnesses)}"
    return Gate(nom="les requêtes témoins répondent", est_franchi=not lost, constat="; ".join([found, *lost]))


def _is_first(searcher: Searcher, q: str, code: str) -> bool:
    page = searcher.search(SearchRequest(q))
    return any(code in group.results[0].codes for group in page.groups)


GATES: tuple[Callable[[Built], Gate], ...] = (
    _everything_indexed,
    _has_metiers,
    _not_much_smaller,
    _witnesses_answer,
)
