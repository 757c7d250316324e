"""Short facts of a card, in words."""

import re
from collections.abc import Iterable, Sequence

from index.views import FICHE_DE_BRANCHE, Lien
from mappings.records import Fiche, Provenance, Section

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


def publishers(*provenances: Provenance) -> tuple[str, ...]:
    """« ONISEP (2025) »: each publisher once, with the year of its own date; a branche is said to be one."""
    years: dict[str, int | None] = {}
    for one in provenances:
        years[one.editeur] = years.get(one.editeur) or (one.date_maj.year if one.date_maj else None)
    branches = {one.editeur for one in provenances if one.est_de_branche}
    dated = {editeur: f"{editeur} ({year})" if year else editeur for editeur, year in years.items()}
    return tuple(f"{said}, {FICHE_DE_BRANCHE}" if name in branches else said for name, said in dated.items())
