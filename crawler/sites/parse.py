"""The parser of every source that is a site: the pages of its journal → records, by its map."""

from collections.abc import Iterator

from crawler.addresses import path_of
from crawler.contract import Issue, RawFiles, Run
from crawler.declaration.site import PageKind, SiteMap
from crawler.sites.journal import PageLine, WalkEnd, read_journal
from crawler.sites.page import read_page
from crawler.sites.reading import PageReading
from crawler.sites.records import record_of
from crawler.sites.walk import Walk
from debouches.errors import ParseError
from mappings.records import Record

PAGES = "pages"
"""Logical name of the journal."""


def parse(files: RawFiles, run: Run) -> Iterator[Record]:
    site = run.spec.site
    if site is None:
        raise ParseError("Cette source n'a pas de plan de site", source=run.source)
    with files.open(PAGES) as stream:
        for line in read_journal(stream):
            yield from _of_line(run, site, line)


def _of_line(run: Run, site: SiteMap, line: PageLine | WalkEnd | None) -> Iterator[Record]:
    if isinstance(line, WalkEnd):
        for reason, count in line.end.items():
            run.report(Issue.NOT_FOLLOWED, record=run.source, field=reason, value=str(count))
    elif line is None:
        run.report(Issue.MALFORMED, record=run.source, field=PAGES, value="ligne illisible")
    else:
        yield from _of_page(run, site, line)


def _of_page(run: Run, site: SiteMap, line: PageLine) -> Iterator[Record]:
    if line.error:
        run.report(Issue.UNREACHABLE, record=line.url, field="page", value=line.error)
    kind = site.kind_of(path_of(line.url))
    if kind and line.redirect and not Walk(site).belongs(line.redirect):
        run.report(Issue.NOT_FOLLOWED, record=line.url, field="redirection", value=line.redirect)
    if kind is not None and line.has_page and (record := _record(run, site, kind, line)):
        yield record


def _record(run: Run, site: SiteMap, kind: PageKind, line: PageLine) -> Record | None:
    try:
        page = read_page(line.body(site.max_page_bytes), line.content_type, line.url)
    except ValueError as error:
        run.report(Issue.MALFORMED, record=line.url, field="page", value=str(error))
        return None
    if {"noindex", "none"} & page.robots:
        run.report(Issue.NOT_FOLLOWED, record=line.url, field="robots", value="noindex")
        return None
    return record_of(run, site, PageReading(page, kind))
