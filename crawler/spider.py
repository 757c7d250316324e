"""The only code that talks to publishers. Run apart: `python -m crawler.spider PLAN.json FOLDER`.

Reads a `Plan`, downloads each file into FOLDER, and tells what happens as one JSON `Event` a line on stdout.
A process of its own, because the Twisted reactor of Scrapy starts only once and installs signal handlers.
"""

import hashlib
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.catalog import Download
from crawler.dialogue import Event, Plan
from crawler.listing import newest_resource
from crawler.snapshot import FetchedFile
from debouches.settings import CrawlSettings
from debouches.storage import write_atomically

RETRIED_STATUSES = [408, 429, 500, 502, 503, 504, 522, 524]
FIRST_BYTES = 512
REASONS = {
    "DownloadTimeoutError": "pas de réponse complète dans le délai",
    "TimeoutError": "pas de réponse complète dans le délai",
    "CannotResolveHostError": "hôte introuvable",
    "DNSLookupError": "hôte introuvable",
    "DownloadConnectionRefusedError": "connexion refusée",
    "ConnectionRefusedError": "connexion refusée",
    "DownloadCancelledError": "plus gros que la limite déclarée",
    "ResponseDataLossError": "téléchargement interrompu avant la fin",
    "DownloadFailedError": "connexion interrompue",
    "ResponseFailed": "connexion interrompue",
    "IgnoreRequest": "adresse interdite aux robots par l'éditeur (robots.txt)",
}
"""Scrapy or Twisted exception → words of the report."""


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


def reason_of(error: BaseException | None) -> str:
    response = getattr(error, "response", None)
    if response is not None and hasattr(response, "status"):
        return f"réponse {response.status}"
    return REASONS.get(type(error).__name__, f"échec du téléchargement ({type(error).__name__})")


def scrapy_settings(crawl: CrawlSettings) -> dict[str, Any]:
    """Every choice that a publisher could feel."""
    return {
        "USER_AGENT": crawl.user_agent,
        "ROBOTSTXT_OBEY": crawl.respect_robots,
        "ROBOTSTXT_USER_AGENT": crawl.user_agent.split("/")[0],
        # One at a time: of the requests that wait for the same robots.txt, Scrapy 2.19 checks only the first.
        "CONCURRENT_REQUESTS": 1,
        "DOWNLOAD_DELAY": crawl.delay_s,
        "AUTOTHROTTLE_ENABLED": crawl.delay_s > 0,
        "AUTOTHROTTLE_START_DELAY": crawl.delay_s,
        "DOWNLOAD_TIMEOUT": crawl.timeout_s,
        "DOWNLOAD_MAXSIZE": crawl.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "RETRY_ENABLED": crawl.retries > 0,
        "RETRY_TIMES": crawl.retries,
        "RETRY_HTTP_CODES": RETRIED_STATUSES,
        "REDIRECT_MAX_TIMES": 5,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }


def tell(event: Event) -> None:
    sys.stdout.write(event.model_dump_json(exclude_defaults=True) + "\n")
    sys.stdout.flush()


def main(plan_path: str, folder: str) -> None:
    plan = Plan.model_validate_json(Path(plan_path).read_bytes())
    process = CrawlerProcess(scrapy_settings(plan.crawl))
    process.crawl(SourceSpider, downloads=plan.downloads, folder=Path(folder))
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
