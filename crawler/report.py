"""What a run saw: counts, fill rates, issues, changes since the last good run, and the verdict."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field

from crawler.contract import Issue
from crawler.progress import Origin
from crawler.run import IssueLog
from debouches.storage import write_atomically
from mappings.records import Model

MAX_SAMPLE_IDS = 20


class IssueSample(Model):
    record: str
    field: str
    value: str


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
    verdict: Literal["good", "refused"]

    @property
    def is_good(self) -> bool:
        return self.verdict == "good"

    @property
    def reason(self) -> str:
        """Why a run was refused, in French; empty for a good one."""
        refusals = [v.message for v in self.violations if v.severity == "refus"]
        return self.error or " ".join(refusals)


def issue_reports(log: IssueLog) -> dict[Issue, IssueReport]:
    return {
        issue: IssueReport(count=count, samples=tuple(IssueSample(**s._asdict()) for s in log.samples[issue]))
        for issue, count in sorted(log.counts.items())
    }


def unknown_values(log: IssueLog) -> tuple[UnknownValue, ...]:
    """Most frequent first."""
    found = log.unknown_values.most_common()
    return tuple(UnknownValue(field=field, value=value, count=count) for (field, value), count in found)


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Changes:
    """Changes between two runs, each given as id → fingerprint."""
    appeared = [key for key in after if key not in before]
    vanished = [key for key in before if key not in after]
    changed = [key for key, mark in after.items() if key in before and before[key] != mark]
    groups = {"appeared": appeared, "changed": changed, "vanished": vanished}
    return Changes.model_validate(
        {name: len(keys) for name, keys in groups.items()}
        | {"samples": {name: tuple(sorted(keys)[:MAX_SAMPLE_IDS]) for name, keys in groups.items() if keys}}
    )


def write_report(path: Path, report: RunReport) -> None:
    write_atomically(path, report.model_dump_json(indent=1).encode() + b"\n")


def read_report(path: Path) -> RunReport:
    return RunReport.model_validate_json(path.read_bytes())
