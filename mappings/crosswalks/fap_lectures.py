"""What a person read and decided where codes and labels do not suffice: `lectures.csv`, with reasons."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from debouches.errors import ConfigError

KEPT, SET_ASIDE = "retenu", "ecarte"


class Lecture(NamedTuple):
    """« retenu »: these ROME codes of these métiers of 2009 (all, if none is named) are in the one of 2021.

    « ecarte »: a ROME code that the métier of 2009 had, and that the one of 2021 has no more.
    """

    fap2021: str
    faps2009: tuple[str, ...]
    romes: tuple[str, ...]
    verdict: str
    raison: str

    @property
    def is_kept(self) -> bool:
        return self.verdict == KEPT


def lectures_of(rows: Iterable[Mapping[str, str]]) -> list[Lecture]:
    return [
        Lecture(
            row["fap2021"],
            tuple(row["fap2009"].split()),
            tuple(row["rome"].split()),
            row["verdict"],
            row["raison"],
        )
        for row in rows
    ]


def pairs_read(
    lectures: Iterable[Lecture], known: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """(FAP of 2021, ROME, qualifications) of each kept line; `known`: FAP of 2009 → ROME → qualifications."""
    for lecture in lectures:
        if not lecture.is_kept:
            continue
        wanted = lecture.romes or tuple(sorted({rome for fap in lecture.faps2009 for rome in known[fap]}))
        for rome in wanted:
            given = [known[fap].get(rome) for fap in lecture.faps2009]
            yield lecture.fap2021, rome, _together(lecture, rome, given)


def _together(lecture: Lecture, rome: str, given: Iterable[str | None]) -> str:
    """The qualifications of every métier of 2009 that has this ROME code; all ten are the whole code."""
    found = [text for text in given if text is not None]
    if not found:
        raise ConfigError(f"lectures.csv : {rome} n'est d'aucun métier cité pour {lecture.fap2021}")
    digits = sorted({digit for text in found for digit in text.split()})
    return "toutes" if "toutes" in digits or len(digits) == len("0123456789") else " ".join(digits)
