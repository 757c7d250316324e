"""Is a file of a publisher conform? JSON of the common format, or a LHEO feed read by its own parser."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import BinaryIO

from crawler.catalog import SOURCES, SourceSpec, folder_name, load_parser, load_source
from crawler.contract import Issue
from crawler.run import RunContext, Sample
from debouches.errors import SourceError
from mappings.conformity import Constat, Rapport, check_json
from mappings.conformity.check import check_records
from mappings.conformity.report import finding, report, shown

LHEO = "lheo"
FILE = "flux:fichier.xml"
_START = 512
_PLACE = re.compile(r" \(source [^()]*\)$")
_ERRORS = {Issue.MALFORMED, Issue.REJECTED, Issue.DUPLICATE}
_WORDS = {
    Issue.UNKNOWN_VALUE: "« {value} » n'est dans aucun dictionnaire.",
    Issue.MALFORMED: "« {value} » n'a pas la forme attendue.",
    Issue.DUPLICATE: "Numéro déjà vu, avec un autre contenu.",
    Issue.DANGLING: "« {value} » ne désigne rien dans ce fichier.",
    Issue.REJECTED: "« {value} » est refusé par le format commun.",
    Issue.UNREAD_FIELD: "Le langage LHEO ne connaît pas cet élément.",
}


def verify(content: bytes, *, limit: int | None = None) -> Rapport:
    """The report of a file, whatever it is; it never raises and keeps nothing."""
    return check_lheo(content) if _looks_like_xml(content) else check_json(content, limit=limit)


def check_lheo(content: bytes) -> Rapport:
    run = RunContext(_spec(), day=datetime.now(UTC).date())
    counts: dict[str, int] = {}
    findings: list[Constat] = []
    try:
        counts, findings = check_records(load_parser(LHEO)(_OneFile(content), run))
    except SourceError as error:
        findings = [finding("lecture", f"{_PLACE.sub('', str(error))}.")]
    for issue, samples in run.issues.samples.items():
        findings += [_finding(issue, sample, content) for sample in samples]
        if (others := run.issues.counts[issue] - len(samples)) > 0:
            findings.append(finding(_rule(issue), f"Et {others} autres constats de la même sorte."))
    return report("lheo", counts, findings)


@cache
def _spec() -> SourceSpec:
    return load_source(SOURCES / folder_name(LHEO))


class _OneFile:
    """`RawFiles` over the bytes of one feed."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def names(self) -> Sequence[str]:
        return (FILE,)

    def open(self, name: str) -> BinaryIO:  # noqa: ARG002 (there is only one)
        return io.BytesIO(self._content)


def _looks_like_xml(content: bytes) -> bool:
    return content[:_START].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _finding(issue: Issue, sample: Sample, content: bytes) -> Constat:
    message = _WORDS[issue].format_map({"value": shown(sample.value)})
    is_record = bool(sample.record) and sample.record != FILE
    return finding(
        _rule(issue),
        message,
        line=_line_of(sample.value or sample.record, content),
        record=sample.record if is_record else None,
        field=sample.field,
    )


def _rule(issue: Issue) -> str:
    return "lheo" if issue in _ERRORS else "lheo-inconnu"


def _line_of(text: str, content: bytes) -> int | None:
    """Line of the first place where the value is written as it is."""
    place = content.find(text.encode("utf-8", errors="replace")) if text.strip() else -1
    return content.count(b"\n", 0, place) + 1 if place >= 0 else None
