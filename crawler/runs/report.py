"""What a run saw: counts, fill rates, issues, changes since the last good run, and the verdict."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

from pydantic import Field

from crawler.contract import Issue
from crawler.runs.context import IssueLog
from debouches.storage import write_atomically
from mappings.records import Model
from mappings.records.files import SourceState

MAX_SAMPLE_IDS = 20


class Origin(StrEnum):
    """Where the raw bytes of a run come from."""

    DOSSIER = "dossier"
    RESEAU = "réseau"
    REJEU = "rejeu"
    DEPART = "départ"


class IssueSample(Model):
    record: str
    field: str
    value: str
    expected: str = ""
    line: int = 0


class IssueReport(Model):
    count: int = Field(description="Number of times")
    samples: tuple[IssueSample, ...] = Field(description="First occurrences, fifty at most")


class UnknownValue(Model):
    field: str
    value: str
    count: int


class Changes(Model):
    """Records of one type, compared with the last good run by id; the harvest date does not count."""

    appeared: int = 0
    changed: int = 0
    vanished: int = 0
    samples: dict[Literal["appeared", "changed", "vanished"], tuple[str, ...]] = Field(default_factory=dict)


class Violation(Model):
    """An expectation of source.yml that the run does not meet."""

    severity: Literal["refus", "avertissement"]
    message: str = Field(description="A French sentence with the figures")


class RunReport(Model):
    source: str
    run: str
    origin: Origin
    place: str | None = Field(default=None, description="Folder or archive that was read")
    version: str | None = Field(default=None, description="Version of the source, in the publisher's words")
    started: datetime
    ended: datetime
    records: dict[str, int] = Field(default_factory=dict, description="Record type → number")
    fill_rates: dict[str, dict[str, float]] = Field(
        default_factory=dict, description="Type → field → share filled"
    )
    issues: dict[Issue, IssueReport] = Field(default_factory=dict)
    unknown_values: tuple[UnknownValue, ...] = ()
    unused_lookups: tuple[str, ...] = ()
    changes: dict[str, Changes] = Field(default_factory=dict, description="Record type → changes")
    violations: tuple[Violation, ...] = ()
    error: str | None = Field(default=None, description="Why the run stopped, if it did")
    verdict: Literal["good", "refused", "absent"] = Field(
        description="« absent »: the folder has nothing of the source, of which nothing changed"
    )

    @property
    def seconds(self) -> float:
        return (self.ended - self.started).total_seconds()

    @property
    def is_good(self) -> bool:
        return self.verdict == "good"

    @property
    def is_absent(self) -> bool:
        return self.verdict == "absent"

    @property
    def reason(self) -> str:
        """Why a run was refused, in French; empty for a good one."""
        refusals = [v.message for v in self.violations if v.severity == "refus"]
        return self.error or " ".join(refusals)


INCIDENTS = {
    "[E-COLLECTE]": "les fichiers ou les pages de l'éditeur n'ont pas pu être obtenus",
    "[E-ABSENTE]": "les fichiers de l'éditeur ne sont pas là",
    "[E-LECTURE]": "les fichiers de l'éditeur n'ont pas la forme annoncée",
}
"""Code of an error → what a reader of the site is told: the error itself may name folders of this machine."""


def state_of(report: RunReport) -> SourceState:
    """What the page of sources says of a run."""
    changes = report.changes.values() if report.is_good else ()
    return SourceState(
        le=report.ended.date(),
        apparus=sum(change.appeared for change in changes),
        changes=sum(change.changed for change in changes),
        disparus=sum(change.vanished for change in changes),
        a_revoir=sum(issue.count for issue in report.issues.values()),
        incident=None if report.is_good else _incident(report),
    )


def _incident(report: RunReport) -> str:
    if report.error is None:
        return report.reason.removesuffix(".")
    return INCIDENTS.get(report.error.partition(" ")[0], "la récolte s'est arrêtée avant la fin")


Marked = tuple[str, bytes]
"""The id of a record and the fingerprint of its content."""


def issue_reports(log: IssueLog) -> dict[Issue, IssueReport]:
    return {
        issue: IssueReport(count=count, samples=tuple(IssueSample(**s._asdict()) for s in log.samples[issue]))
        for issue, count in sorted(log.counts.items())
    }


def unknown_values(log: IssueLog) -> tuple[UnknownValue, ...]:
    """Most frequent first."""
    found = log.unknown_values.most_common()
    return tuple(UnknownValue(field=field, value=value, count=count) for (field, value), count in found)


def compare(before: Iterable[Marked], after: Iterable[Marked]) -> Changes:
    """Changes between two runs, each in the order of its ids: neither is held in memory."""
    counts: Counter[str] = Counter()
    samples: dict[str, list[str]] = {}
    for key, found in groupby(merge(_tagged(before, 0), _tagged(after, 1)), key=itemgetter(0)):
        if change := _change(*((rank, mark) for _, rank, mark in found)):
            counts[change] += 1
            kept = samples.setdefault(change, [])
            if len(kept) < MAX_SAMPLE_IDS:
                kept.append(key)
    return Changes.model_validate({**counts, "samples": samples})


def _tagged(run: Iterable[Marked], rank: int) -> Iterator[tuple[str, int, bytes]]:
    return ((key, rank, mark) for key, mark in run)


def _change(first: tuple[int, bytes], second: tuple[int, bytes] | None = None) -> str | None:
    """What became of an id, from its run (0: before, 1: after) and fingerprint in each."""
    if second is None:
        return ("vanished", "appeared")[first[0]]
    return None if first[1] == second[1] else "changed"


def write_report(path: Path, report: RunReport) -> None:
    write_atomically(path, report.model_dump_json(indent=1).encode() + b"\n")


def read_report(path: Path) -> RunReport:
    return RunReport.model_validate_json(path.read_bytes())
