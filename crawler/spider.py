"""Downloads what publishers give. Run apart: `python -m crawler.spider PLAN.json FOLDER`.

Reads a `Plan`, downloads each file into FOLDER, and tells what happens as one JSON `Event` a line on stdout.
A process of its own, because the Twisted reactor of Scrapy starts only once and installs signal handlers.
"""

import hashlib
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.catalog import Download
from crawler.dialogue import Event, Plan, SitePlan
from crawler.liens.spider import LinkSpider, settings_of_links
from crawler.listing import newest_resource
from crawler.politeness import (
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
from crawler.sites.addresses import canonical, host_of
from crawler.sites.journal import Journal, PageLine, WalkEnd, append, pack
from crawler.sites.links import links_of
from crawler.sites.map import SiteMap
from crawler.sites.walk import Step, Walk
from crawler.snapshot import FetchedFile
from debouches.settings import CrawlSettings
from debouches.storage import write_atomically

FIRST_BYTES = 512


class SourceSpider(scrapy.Spider):
    """Downloads each file once; tries its other addresses when the first one fails."""

    name = "debouches"

    def __init__(self, downloads: tuple[Download, ...], folder: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._downloads, self._folder = downloads, folder
        self._received = 0

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "SourceSpider":
        spider: SourceSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.count_bytes, signal=signals.bytes_received)
        keep_the_pace_of(crawler)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for download in self._downloads:
            yield self._request(download, 0)

    def start_requests(self) -> Iterator[scrapy.Request]:
        """The same, for Scrapy before 2.13."""
        return (self._request(download, 0) for download in self._downloads)

    def count_bytes(self, data: bytes, request: scrapy.Request) -> None:
        if download := request.meta.get("download"):  # robots.txt is not counted
            self._received += len(data)
            tell(Event(kind="bytes", name=download.name, received=self._received))

    def choose(self, response: Response) -> Iterator[scrapy.Request]:
        """The list of the publisher's files gives the address of today's."""
        download: Download = response.meta["download"]
        assert download.resource is not None
        assert response.request is not None
        if url := newest_resource(response.body, download.resource):
            yield response.request.replace(url=url, callback=self.keep)
        else:
            yield from self._fail(download, response.meta["rank"], f"aucun fichier « {download.resource} »")

    def keep(self, response: Response) -> Iterator[scrapy.Request]:
        download: Download = response.meta["download"]
        if fault := wrong_content(download.kind, response.body):
            yield from self._fail(download, response.meta["rank"], fault)
            return
        write_atomically(self._folder / download.name, response.body)
        file = FetchedFile(
            name=download.name,
            url=response.url,
            sha256=hashlib.sha256(response.body).hexdigest(),
            size=len(response.body),
            received=datetime.now(UTC),
        )
        tell(Event(kind="file", name=download.name, file=file))

    def give_up(self, failure: Failure) -> Iterator[scrapy.Request]:
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy adds it
        yield from self._fail(meta["download"], meta["rank"], reason_of(failure.value))

    def _fail(self, download: Download, rank: int, message: str) -> Iterator[scrapy.Request]:
        """Next address of the same file; says what each one answered."""
        tell(Event(kind="failure", name=download.name, url=download.urls[rank], message=message))
        if rank + 1 < len(download.urls):
            yield self._request(download, rank + 1)

    def _request(self, download: Download, rank: int) -> scrapy.Request:
        return scrapy.Request(
            download.urls[rank],
            callback=self.choose if download.resource else self.keep,
            errback=self.give_up,
            dont_filter=True,
            meta={"download": download, "rank": rank, "download_maxsize": download.max_bytes},
        )


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
        """A site of which no start answered is down: its pages have not vanished."""
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


def wrong_content(kind: str, body: bytes) -> str | None:
    """What the bytes look like, when it is not what was asked for."""
    start = body[:FIRST_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        return "réponse vide"
    if start.startswith((b"<!doctype html", b"<html")):
        return f"page HTML au lieu d'un fichier {kind}"
    expected = {"zip": (b"pk\x03\x04",), "xml": (b"<",), "json": (b"[", b"{")}.get(kind)
    if expected and not start.startswith(expected):
        return f"la réponse n'est pas un fichier {kind}"
    if kind == "csv" and start.startswith((b"<", b"{", b"pk\x03\x04")):
        return "la réponse n'est pas un fichier csv"
    return None


def settings_of_site(site: SiteMap, crawl: CrawlSettings) -> dict[str, Any]:
    """Those of a download, for pages."""
    polite = crawl.model_copy(update={"delay_s": max(crawl.delay_s, site.delay_s or 0)})
    return scrapy_settings(polite) | {
        "DOWNLOAD_MAXSIZE": site.max_page_bytes,
        "SITE_HOSTS": site.all_hosts,
        "DOWNLOADER_MIDDLEWARES": {OnlyTheSite: 50},
        "REFERRER_POLICY": "no-referrer",
    }


def die_with_the_harvest() -> None:
    """The harvest holds our standard input open: when it is killed, nobody waits for us."""

    def watch() -> None:
        os.read(sys.stdin.fileno(), 1)  # not sys.stdin: its lock would hold back our own end
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main(plan_path: str, folder: str) -> None:
    plan = Plan.model_validate_json(Path(plan_path).read_bytes())
    die_with_the_harvest()
    if plan.liens is not None:
        process = CrawlerProcess(settings_of_links(plan.liens, plan.crawl))
        process.crawl(LinkSpider, plan=plan.liens)
    elif plan.site is not None:
        process = CrawlerProcess(settings_of_site(plan.site.site, plan.crawl))
        process.crawl(SiteSpider, plan=plan.site, folder=Path(folder))
    else:
        process = CrawlerProcess(scrapy_settings(plan.crawl))
        process.crawl(SourceSpider, downloads=plan.downloads, folder=Path(folder))
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
