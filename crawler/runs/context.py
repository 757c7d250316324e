"""The run in progress: gives parsers their provenance and lookups, and remembers everything they report."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from crawler.contract import Issue
from crawler.dates import Dated
from crawler.declaration.source import SourceSpec
from mappings.letters import same_words
from mappings.records import Provenance

MAX_SAMPLES = 50


class Sample(NamedTuple):
    record: str
    field: str
    value: str
    expected: str = ""
    """What was to be written."""
    line: int = 0
    """Of the file, where the reader noted it."""


@dataclass
class IssueLog:
    """Counts every issue, keeps the first samples of each."""

    counts: Counter[Issue] = field(default_factory=Counter)
    samples: dict[Issue, list[Sample]] = field(default_factory=dict)
    unknown_values: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, issue: Issue, sample: Sample) -> None:
        self.counts[issue] += 1
        kept = self.samples.setdefault(issue, [])
        if len(kept) < MAX_SAMPLES:
            kept.append(sample)
        if issue is Issue.UNKNOWN_VALUE:
            self.unknown_values[sample.field, sample.value] += 1


def _spelled(value: str) -> str:
    """« 06 » is 6."""
    key = same_words(value)
    return key.lstrip("0") or "0" if key.isdecimal() else key


class RunContext:
    """Implements `crawler.contract.Run`."""

    def __init__(
        self, spec: SourceSpec, *, day: date, version: str | None = None, dated: Dated | None = None
    ) -> None:
        self._spec = spec
        self._base: dict[str, Any] = {
            "source": spec.name,
            "editeur": spec.editeur,
            "type_editeur": spec.type_editeur,
            "licence": spec.licence,
            "version": version,
            "date_maj": dated.day if dated else None,
            "precision_maj": dated.precision if dated else "jour",
            "date_recolte": day,
        }
        self.version = version
        self._used_lookups: set[tuple[str, str]] = set()
        self._spellings: dict[str, dict[str, str]] = {}
        self.issues = IssueLog()
        self.encodings: dict[str, str | None] = {}

    @property
    def source(self) -> str:
        return self._spec.name

    @property
    def spec(self) -> SourceSpec:
        return self._spec

    def provenance(
        self,
        *,
        url: str | None = None,
        date_maj: date | None = None,
        version: str | None = None,
        **stated: Any,
    ) -> Provenance:
        given = {"url": url, "date_maj": date_maj, "version": version, **stated}
        if date_maj is not None:  # its own precision, not that of the version
            given.setdefault("precision_maj", "jour")
        return Provenance.model_validate(self._base | {k: v for k, v in given.items() if v is not None})

    def report(
        self, issue: Issue, *, record: str, field: str, value: str, expected: str = "", line: int = 0
    ) -> None:
        self.issues.add(issue, Sample(record, field, value[:200], expected, line))

    def lookup(self, field: str, value: str, *, record: str) -> str | None:
        value = self._as_declared(field, value)
        if value in self._spec.enumerations.get(field, ()):
            return value
        lookup = self._spec.lookups.get(field)
        if lookup is not None and value in lookup.valeurs:
            self._used_lookups.add((field, value))
            return lookup.valeurs[value]
        self.report(Issue.UNKNOWN_VALUE, record=record, field=field, value=value)
        return None

    def _as_declared(self, field: str, value: str) -> str:
        """The value as source.yml spells it, where only its case, accents, blanks or first zeros differ."""
        lookup = self._spec.lookups.get(field)
        if value in self._spec.enumerations.get(field, ()) or (lookup and value in lookup.valeurs):
            return value
        if field not in self._spellings:
            self._spellings[field] = self._spellings_of(field)
        return self._spellings[field].get(_spelled(value), value)

    def _spellings_of(self, field: str) -> dict[str, str]:
        """Without those that stand for two meanings, of which none is more likely than the other."""
        lookup = self._spec.lookups.get(field)
        meanings = {word: word for word in self._spec.enumerations.get(field, ())}
        meanings |= lookup.valeurs if lookup else {}
        words: dict[str, list[str]] = {}
        for word in meanings:
            words.setdefault(_spelled(word), []).append(word)
        return {key: all_[0] for key, all_ in words.items() if key and len({meanings[w] for w in all_}) == 1}

    def unused_lookups(self) -> list[str]:
        """Declared value fixes that no record needed: the publisher may have mended its data."""
        watched = {f: lookup for f, lookup in self._spec.lookups.items() if lookup.report_unused}
        declared = {(f, v) for f, lookup in watched.items() for v in lookup.valeurs}
        return sorted(f"{f} : {v}" for f, v in declared - self._used_lookups)
