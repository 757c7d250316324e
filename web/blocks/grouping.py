"""Blocks that several entity pages share: texts by publisher, links by relation or level, sources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from index.views import Lien
from mappings.records import Fiche, Provenance, Section
from web.wording.words import niveau_en_mots

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Texte:
    """What one publisher writes on one subject, with the fiche that says so."""

    provenance: Provenance
    sections: tuple[Section, ...]


def textes_de(fiches: Iterable[Fiche], choose: Callable[[Fiche], tuple[Section, ...]]) -> list[Texte]:
    """Side by side, never merged; a publisher who says nothing is absent, as is a heading above nothing."""
    chosen = ((fiche.provenance, _with_text(choose(fiche))) for fiche in fiches)
    return [Texte(provenance, sections) for provenance, sections in chosen if sections]


def _with_text(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.paragraphes)


def group_by(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Groups in the order in which their first member comes."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def par_relation(liens: Iterable[Lien]) -> dict[str, list[Lien]]:
    return group_by(liens, lambda lien: lien.relation)


def par_niveau(liens: Iterable[Lien]) -> dict[str, list[Lien]]:
    """From the shortest studies to the longest; what is over comes after what can be begun."""
    ordered = sorted(
        liens, key=lambda lien: (lien.niveau or 99, lien.mention is not None, lien.titre.casefold())
    )
    return group_by(ordered, lambda lien: niveau_en_mots(lien.niveau))


def sources_of(provenances: Iterable[Provenance]) -> list[Provenance]:
    """Each page of a publisher once."""
    return list({(p.source, p.url): p for p in provenances}.values())


def named_once(provenances: Iterable[Provenance]) -> list[Provenance]:
    """Each publisher once for each date: several of its pages on one métier are one name to read."""
    said = {(p.editeur, p.est_de_branche, p.date_maj or p.date_recolte): p for p in provenances}
    return list(said.values())


def first_words(sections: Iterable[Section], phrases: int = 2) -> str | None:
    """The first sentences of a text, for « En bref »."""
    paragraph = next((p for section in sections for p in section.paragraphes if p), None)
    if paragraph is None:
        return None
    pieces = paragraph.split(". ")
    return paragraph if len(pieces) <= phrases else ". ".join(pieces[:phrases]) + "."
