"""Short facts of a card, in words."""

import re
from collections.abc import Iterable, Sequence

from index.views import Lien
from mappings.records import Fiche, Section

_SENTENCE = re.compile(r"^.{40,}?[.!?…](?=\s|$)|^.+?$", re.DOTALL)
_LONGEST_SENTENCE = 240


def level_of_access(fiches: Iterable[Fiche]) -> str | None:
    """« CAP ou équivalent (Onisep) »; None if nobody says it."""
    said = (f"{f.niveau_acces.libelle} ({f.provenance.editeur})" for f in fiches if f.niveau_acces)
    return ", ".join(dict.fromkeys(said)) or None


def next_steps(formations: Sequence[str], certifications: Sequence[Lien]) -> tuple[str, ...]:
    """« 14 formations », « 3 certifications »."""
    return (*count_in_words(formations, "formation"), *count_in_words(certifications, "certification"))


def count_in_words(links: Sequence[Lien | str], noun: str) -> tuple[str, ...]:
    if not links:
        return ()
    return (f"{len(links)} {noun}{'s' if len(links) > 1 else ''}",)


def first_sentence(blocks: Iterable[Sequence[Section]]) -> str | None:
    """First sentence of the first text there is, cut between words if it is long."""
    for block in blocks:
        for section in block:
            if section.paragraphes and (found := _SENTENCE.match(section.paragraphes[0])):
                return _cut(found[0])
    return None


def _cut(sentence: str) -> str:
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    return sentence[:_LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"
