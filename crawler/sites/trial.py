"""Tries a map on one saved page, without network: what a maintainer does again and again while writing it."""

from datetime import date

from pydantic import Field

from crawler.addresses import canonical, path_of
from crawler.contract import Issue
from crawler.declaration.source import SourceSpec
from crawler.runs.context import RunContext
from crawler.runs.report import IssueReport, issue_reports
from crawler.sites.page import read_page
from crawler.sites.reading import PageReading
from crawler.sites.records import record_of
from debouches.errors import ConfigError
from mappings.records import Model


class Trial(Model):
    """What a page gives."""

    record: dict[str, object] | None = Field(description="The record, without the fields left empty")
    issues: dict[Issue, IssueReport] = Field(description="What was refused, doubtful or not read")


def try_page(spec: SourceSpec, body: bytes, url: str, day: date) -> Trial:
    """The record of one page of a site; `ConfigError` says why its map does not read it."""
    if spec.site is None:
        raise ConfigError(f"La source « {spec.name} » n'est pas un site : elle n'a pas de « site: ».")
    address = canonical(url)
    kind = spec.site.kind_of(path_of(address)) if address else None
    if address is None or kind is None:
        known = ", ".join(pattern for kind in spec.site.pages for pattern in kind.addresses)
        raise ConfigError(f"L'adresse « {url} » ne correspond à aucune page du plan (motifs : {known}).")
    run = RunContext(spec, day=day)
    record = record_of(run, spec.site, PageReading(read_page(body, "", address), kind))
    content = record.model_dump(mode="json", exclude_defaults=True) if record else None
    return Trial(record=content, issues=issue_reports(run.issues))
