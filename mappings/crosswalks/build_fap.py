"""Builds the crosswalks FAP ↔ ROME: `python -m mappings.crosswalks.build_fap FOLDER` of publishers' tables.

No table FAP 2021 ↔ ROME comes with these files. This one goes through the FAP of 2009, joined by code and
label, and keeps only what both agree on; then come the pairs that a person read (`lectures.csv`). Every pair
still in doubt is written apart, with its score and the reason.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from mappings.crosswalks import FOLDER, read_table
from mappings.crosswalks.fap_labels import Match, Uncertain, join_faps
from mappings.crosswalks.fap_lectures import Lecture, lectures_of, pairs_read
from mappings.crosswalks.fap_sources import Passage, read_fap225, read_fap2009, read_fap2021, read_passages

CERTAIN, STRONG, MEDIUM = "certaine", "forte", "moyenne"
WHOLE = "toutes"
Header = tuple[str, ...]
Rows = Sequence[tuple[str, ...]]


class Pair(NamedTuple):
    """A métier of the FAP and a ROME code, version 3."""

    fap: str
    rome: str
    qualifications: str
    confiance: str
    origine: str


class Doubt(NamedTuple):
    table: str
    code: str
    candidat: str
    libelle: str
    libelle_candidat: str
    score: str
    raison: str


def fap2009_pairs(passages: Iterable[Passage]) -> list[Pair]:
    """A ROME code alone is certain; with its qualifications, it belongs to several métiers."""
    found = []
    ordered = sorted(passages, key=attrgetter("fap", "rome", "qualification"))
    for (fap, rome), group in groupby(ordered, key=attrgetter("fap", "rome")):
        qualifications = [passage.qualification for passage in group]
        if "" in qualifications:
            found.append(Pair(fap, rome, WHOLE, CERTAIN, "passage-fap2009-rome3"))
        else:
            found.append(Pair(fap, rome, " ".join(qualifications), MEDIUM, "passage-selon-qualification"))
    return _sole_owners(found)


def _sole_owners(pairs: list[Pair]) -> list[Pair]:
    """All the qualifications of a ROME code in one métier: it is certain too."""
    owners: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        owners[pair.rome].add(pair.fap)
    return [
        pair._replace(confiance=CERTAIN, qualifications=WHOLE) if len(owners[pair.rome]) == 1 else pair
        for pair in pairs
    ]


def contradictions(pairs: Iterable[Pair], other: Iterable[tuple[str, str]]) -> Iterator[Doubt]:
    """Pairs that only one of the publisher's two tables has."""
    first, second = {(pair.fap, pair.rome) for pair in pairs}, set(other)
    for fap, rome in sorted(first - second):
        yield Doubt("fap2009_rome", fap, rome, "", "", "", "absent de fap225_rome")
    for fap, rome in sorted(second - first):
        yield Doubt("fap2009_rome", fap, rome, "", "", "", "absent de passage_fap2009_romev3")


def fap2021_pairs(matches: Iterable[Match], pairs: Iterable[Pair]) -> list[Pair]:
    """ROME codes of a métier of 2021, through the métier of 2009: never surer than the weaker of both."""
    romes: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        romes[pair.fap].append(pair)
    found = [
        pair._replace(
            fap=match.fap2021,
            confiance=max(match.confiance, pair.confiance, key=(CERTAIN, STRONG, MEDIUM).index),
            origine=f"{match.origine} + {pair.origine}",
        )
        for match in matches
        for pair in romes[match.fap2009]
    ]
    return sorted(found)


def with_lectures(pairs: Iterable[Pair], read: Sequence[Lecture], pairs2009: Iterable[Pair]) -> list[Pair]:
    """Without the pairs that a reader set aside, with those that one kept, never surer than « moyenne »."""
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for pair in pairs2009:
        known[pair.fap][pair.rome] = pair.qualifications
    gone = {(line.fap2021, rome) for line in read if not line.is_kept for rome in line.romes}
    found = {(pair.fap, pair.rome): pair for pair in pairs if (pair.fap, pair.rome) not in gone}
    for fap, rome, qualifications in pairs_read(read, known):
        found.setdefault((fap, rome), Pair(fap, rome, qualifications, MEDIUM, "lecture"))
    return sorted(found.values())


def set_aside(read: Iterable[Lecture]) -> Iterator[Doubt]:
    """What reading took away from an automatic pair stays in sight."""
    for line in read:
        if not line.is_kept:
            for rome in line.romes:
                yield Doubt(
                    "fap2021_rome", line.fap2021, rome, "", "", "", f"écarté à la lecture : {line.raison}"
                )


def unread(doubts: Iterable[Uncertain], read: Iterable[Lecture]) -> Iterator[Doubt]:
    """The doubts that nobody answered."""
    answered = {line.fap2021 for line in read if line.is_kept}
    return (Doubt("fap2021_fap2009", *doubt) for doubt in doubts if doubt.fap2021 not in answered)


def homeless(pairs2009: Iterable[Pair], pairs2021: Iterable[Pair]) -> Iterator[Doubt]:
    """ROME codes that a métier of 2009 has and that no métier of 2021 received."""
    received = {pair.rome for pair in pairs2021}
    for pair in sorted(pairs2009, key=attrgetter("rome", "fap")):
        if pair.rome not in received:
            yield Doubt(
                "fap2021_rome", "", pair.rome, "", "", "", f"aucun métier de 2021 (en 2009 : {pair.fap})"
            )


def uncovered(labels: Mapping[str, str], pairs: Iterable[Pair]) -> Iterator[Doubt]:
    """Métiers of 2021 that no pair covers: a gap is said, not filled."""
    covered = {pair.fap for pair in pairs}
    for code in sorted(labels.keys() - covered):
        yield Doubt("fap2021_rome", code, "", labels[code], "", "", "aucun code ROME sûr")


def build(
    folder: Path, target: Path = FOLDER, lectures: Iterable[Mapping[str, str]] | None = None
) -> dict[str, int]:
    """Write the tables; returns the number of rows of each. `lectures`: by default, those of the project."""
    names2009, names2021 = read_fap2009(folder), read_fap2021(folder)
    pairs2009 = fap2009_pairs(read_passages(folder))
    matches, doubts = join_faps(names2021, names2009)
    read = lectures_of(read_table("lectures.csv") if lectures is None else lectures)
    pairs2021 = with_lectures(fap2021_pairs(matches, pairs2009), read, pairs2009)
    doubtful = [
        *contradictions(pairs2009, read_fap225(folder)),
        *unread(doubts, read),
        *set_aside(read),
        *homeless(pairs2009, pairs2021),
        *uncovered(names2021, pairs2021),
    ]
    tables: dict[str, tuple[Header, Rows]] = {
        "fap2009_rome.csv": (Pair._fields, pairs2009),
        "fap2021_fap2009.csv": (Match._fields, matches),
        "fap2021_rome.csv": (Pair._fields, pairs2021),
        "doutes.csv": (Doubt._fields, doubtful),
    }
    for name, (header, rows) in tables.items():
        _write(target / name, header, rows)
    return {name: len(rows) for name, (_, rows) in tables.items()}


def _write(path: Path, header: Header, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    for name, count in build(Path(sys.argv[1])).items():
        sys.stdout.write(f"{name} : {count} lignes\n")
