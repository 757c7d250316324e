"""Downloads the files that publishers give, each at the first of its addresses that answers as it should."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.declaration.source import Download
from crawler.network.dialogue import Event
from crawler.network.listing import newest_resource
from crawler.network.politeness import (
    keep_the_pace_of,
    reason_of,
    tell,
)
from crawler.network.snapshot import FetchedFile
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
        """Take the address of today's file from the publisher's list of files."""
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
        """Try the next address of the same file; the failure tells what each one answered."""
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


_STARTS = {
    "zip": (b"pk\x03\x04",),
    "xml": (b"<",),
    "json": (b"[", b"{"),
    "ical": (b"begin:vcalendar",),
}


def wrong_content(kind: str, body: bytes) -> str | None:
    """What the bytes look like, if not what was asked for."""
    start = body[:FIRST_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        return "réponse vide"
    if start.startswith((b"<!doctype html", b"<html")):
        return f"page HTML au lieu d'un fichier {kind}"
    expected = _STARTS.get(kind)
    if expected and not start.startswith(expected):
        return f"la réponse n'est pas un fichier {kind}"
    if kind == "csv" and start.startswith((b"<", b"{", b"pk\x03\x04")):
        return "la réponse n'est pas un fichier csv"
    return None
