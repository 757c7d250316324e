"""What the sources of a list cover and what they do not: nobody should take a list for all there is."""

from collections.abc import Collection, Mapping

from index.results import SearchPage
from index.views import CorpusFacts, Genre, SourceFacts

_RECORDS: Mapping[Genre, tuple[str, ...]] = {
    "metier": ("metier", "fiche"),
    "formation": ("formation",),
    "certification": ("certification",),
}
"""Types of records that make the cards of each group: a source may say the same métier in two of them."""


def genres_of(page: SearchPage) -> tuple[Genre, ...]:
    """Those of a page of results; of an empty one, those that were looked for."""
    asked = (page.request.groupe,) if page.request.groupe else tuple(_RECORDS)
    return tuple(group.genre for group in page.groups) or asked


def couverture(facts: CorpusFacts, genres: Collection[Genre]) -> tuple[SourceFacts, ...]:
    """The sources of these groups, the one that gives most first."""
    found = [source for source in facts.sources if combien(source, genres)]
    return tuple(sorted(found, key=lambda source: -combien(source, genres)))


def combien(source: SourceFacts, genres: Collection[Genre]) -> int:
    """How many records of these groups a source gives."""
    counts = {_plain(kind): count for kind, count in source.enregistrements.items()}
    return sum(max(counts.get(kind, 0) for kind in _RECORDS[genre]) for genre in genres)


def _plain(record_type: str) -> str:
    return record_type.replace("-", "").lower()
