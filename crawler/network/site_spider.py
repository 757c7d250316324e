"""Walks through the sites that publish pages and no file."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import canonical, host_of
from crawler.declaration.site import SiteMap
from crawler.network.dialogue import Event, SitePlan
from crawler.network.politeness import (
    NOT_MODIFIED,
    OK,
    REASONS,
    REDIRECTS,
    RETRIED_STATUSES,
    SERVER_FAILS,
    header_of,
    keep_the_pace_of,
    reason_of,
    scrapy_settings,
    tell,
)
from crawler.sites.journal import Journal, PageLine, WalkEnd, append, pack
from crawler.sites.links import links_of
from crawler.sites.walk import Step, Walk
from debouches.settings import CrawlSettings


class SiteSpider(scrapy.Spider):
    """Walks through a site, one page at a time, and writes each page in the journal as it comes."""

    name = "debouches-site"

    def __init__(self, plan: SitePlan, folder: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._site, self._walk = plan.site, Walk(plan.site)
        self._kept = Journal(folder / plan.journal)
        self._known = Journal(plan.known) if plan.known else None
        self._file = (folder / plan.journal).open("ab")
        self._received = 0
        self._has_answered = False
        self._troubles: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "SiteSpider":
        spider: SiteSpider = super().from_crawler(crawler, *args, **kwargs)
        keep_the_pace_of(crawler)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for request in self._next():
            yield request

    def start_requests(self) -> Iterator[scrapy.Request]:
        """The same, for Scrapy before 2.13."""
        return self._next()

    def answered(self, response: Response) -> Iterator[scrapy.Request]:
        step: Step = response.meta["step"]
        self._received += len(response.body)
        tell(Event(kind="bytes", name=self.name, received=self._received))
        self._keep(self._line(response, step), step)
        yield from self._next()

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        step: Step = failure.request.meta["step"]  # type: ignore[attr-defined]  # Scrapy adds it
        self._keep(self._without_answer(step, reason_of(failure.value)), step)
        yield from self._next()

    def closed(self, reason: str) -> None:
        """If no start answered, the site is down: its pages have not vanished."""
        if self._has_answered and reason == "finished":
            append(self._file, WalkEnd(end=dict(self._walk.left_out)))
        else:
            for url, trouble in zip(self._site.starts, self._troubles or [reason], strict=False):
                tell(Event(kind="failure", name=self.name, url=url, message=trouble))
        self._file.close()

    def _next(self) -> Iterator[scrapy.Request]:
        """The next page to ask for; those that an interrupted run had received are read from its journal."""
        while step := self._walk.next():
            if line := self._kept.get(step.url):
                self._follow(line, step)
            else:
                yield self._request(step)
                return

    def _request(self, step: Step) -> scrapy.Request:
        known = self._known.get(step.url) if self._known else None
        headers = {}
        if known and known.has_page:
            headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return scrapy.Request(
            step.url,
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
            headers={name: value for name, value in headers.items() if value},
            meta={"step": step, "dont_redirect": True, "handle_httpstatus_all": True},
        )

    def _line(self, response: Response, step: Step) -> PageLine:
        status, now = response.status, datetime.now(UTC)
        if status == NOT_MODIFIED and self._known and (known := self._known.get(step.url)):
            return known.model_copy(update={"received": now, "status": status})
        if status in REDIRECTS:
            target = canonical(header_of(response, "Location") or "", step.url)
            return PageLine(url=step.url, status=status, received=now, redirect=target)
        if status >= SERVER_FAILS or status in RETRIED_STATUSES:
            return self._without_answer(step, f"réponse {status}")
        if status != OK:
            return PageLine(url=step.url, status=status, received=now, error=f"réponse {status}")
        return self._page(response, step)

    def _page(self, response: Response, step: Step) -> PageLine:
        line = PageLine(
            url=step.url,
            status=OK,
            received=datetime.now(UTC),
            content_type=header_of(response, "Content-Type") or "",
            etag=header_of(response, "ETag"),
            last_modified=header_of(response, "Last-Modified"),
        )
        if not response.body or not line.is_text:
            fault = f"ni HTML ni plan de site : {line.content_type}" if response.body else "réponse vide"
            return line.model_copy(update={"error": fault})
        return line.model_copy(update={"packed": pack(response.body)})

    def _without_answer(self, step: Step, reason: str) -> PageLine:
        """The last good copy of a page that does not answer, still dated from the day it was received."""
        known = self._known.get(step.url) if self._known else None
        if known and known.has_page and reason != REASONS["IgnoreRequest"]:
            return known.model_copy(update={"error": f"{reason} ; copie du {known.received:%d/%m/%Y} gardée"})
        return PageLine(url=step.url, received=datetime.now(UTC), error=reason)

    def _keep(self, line: PageLine, step: Step) -> None:
        if step.depth == 0 and line.error:
            self._troubles.append(line.error)
        append(self._file, line)
        self._follow(line, step)

    def _follow(self, line: PageLine, step: Step) -> None:
        self._has_answered |= line.error is None
        self._walk.found(links_of(line, self._site.max_page_bytes), step)


class OnlyTheSite:
    """Downloader middleware: whatever a site answers, nothing is asked of another, robots.txt included."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Any) -> "OnlyTheSite":
        return cls(crawler.settings["SITE_HOSTS"])

    def process_request(self, request: scrapy.Request, spider: object = None) -> None:  # noqa: ARG002
        if host_of(request.url) not in self._hosts:
            raise IgnoreRequest("hors du site")


def settings_of_site(site: SiteMap, crawl: CrawlSettings) -> dict[str, Any]:
    """Those of a download, for pages."""
    polite = crawl.model_copy(update={"delay_s": max(crawl.delay_s, site.delay_s or 0)})
    return scrapy_settings(polite) | {
        "DOWNLOAD_MAXSIZE": site.max_page_bytes,
        "SITE_HOSTS": site.all_hosts,
        "DOWNLOADER_MIDDLEWARES": {OnlyTheSite: 50},
        "REFERRER_POLICY": "no-referrer",
    }
