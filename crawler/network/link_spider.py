"""Looks at addresses, without reading the pages: each host in turn, one request at a time.

HEAD first. An answer that would condemn the address is asked for again with GET, from the start: servers that
refuse HEAD, or answer it wrongly, are many. Of a GET, only the headers are waited for.
"""

from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import host_of
from crawler.network.dialogue import Answer, Event, LinksPlan
from crawler.network.politeness import (
    REASONS,
    REDIRECTS,
    header_of,
    keep_the_pace_of,
    reason_of,
    scrapy_settings,
    tell,
)
from debouches.settings import CrawlSettings
from mappings.liens import host_of_page

PERMANENT = (301, 308)
REFUSED, TOO_MANY = 400, 429
MAX_ROBOTS_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Hop:
    """One request, on the path of redirects that starts at an address."""

    start: str
    url: str
    method: Literal["HEAD", "GET"] = "HEAD"
    redirects: int = 0
    est_permanent: bool = True

    def answer(self, **known: Any) -> Answer:
        moved = self.url if self.redirects else None
        return Answer(url=self.start, vers=moved, est_permanent=bool(moved) and self.est_permanent, **known)

    def confirmed(self) -> "Hop":
        """The same path again with GET, which every server understands."""
        return Hop(self.start, self.start, "GET")


class LinkSpider(scrapy.Spider):
    """One queue for each host; a redirect to another host waits its turn in the queue of that host."""

    name = "debouches-liens"

    def __init__(self, plan: LinksPlan, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._regles = plan.regles
        self._waiting: dict[str, deque[Hop]] = defaultdict(deque)
        for url in plan.adresses:
            self._waiting[host_of(url)].append(Hop(url, url))
        self._busy: set[str] = set()
        self._left: set[str] = set()
        """Hosts not to be asked any more in this run."""
        self._failures: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "LinkSpider":
        spider: LinkSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.skip_the_body, signal=signals.headers_received)
        keep_the_pace_of(crawler)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for request in self.start_requests():
            yield request

    def start_requests(self) -> Iterator[scrapy.Request]:
        """The same, for Scrapy before 2.13."""
        for host in list(self._waiting):
            yield from self._next(host)

    def skip_the_body(self, request: scrapy.Request) -> None:
        if "hop" in request.meta:  # robots.txt is read whole
            raise StopDownload(fail=False)

    def answered(self, response: Response) -> Iterator[scrapy.Request]:
        hop: Hop = response.meta["hop"]
        host = host_of(hop.url)
        self._failures[host] = 0
        if response.status == TOO_MANY or header_of(response, "Retry-After"):
            self._left.add(host)
        yield from self._go_on(hop, self._after(hop, response))

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        hop: Hop = failure.request.meta["hop"]  # type: ignore[attr-defined]  # Scrapy adds it
        motif, host = reason_of(failure.value), host_of(hop.url)
        if isinstance(failure.value, IgnoreRequest):
            yield from self._go_on(hop, hop.answer(motif=motif, est_conclu=False))
            return
        self._failures[host] += 1
        if self._failures[host] >= self._regles.echecs_de_suite:
            self._left.add(host)
        cut = hop.method == "HEAD" and motif == REASONS["ResponseFailed"]
        yield from self._go_on(hop, hop.confirmed() if cut else hop.answer(motif=motif))

    def _after(self, hop: Hop, response: Response) -> Hop | Answer:
        target = header_of(response, "Location") if response.status in REDIRECTS else None
        if target:
            return self._redirected(hop, urljoin(hop.url, target), response.status)
        if hop.method == "HEAD" and response.status != TOO_MANY and self._condemns(hop, response.status):
            return hop.confirmed()
        return hop.answer(code=response.status)

    def _condemns(self, hop: Hop, status: int) -> bool:
        return status >= REFUSED or (hop.redirects > 0 and host_of_page(hop.url) is None)

    def _redirected(self, hop: Hop, target: str, status: int) -> Hop | Answer:
        if hop.redirects >= self._regles.renvois:
            # Perhaps only without the cookies that we refuse: a person may well arrive.
            return hop.answer(motif="trop de renvois", est_conclu=False)
        if not target.startswith(("http://", "https://")) or not urlsplit(target).hostname:
            return hop.answer(motif="renvoi illisible")
        permanent = hop.est_permanent and status in PERMANENT
        return replace(hop, url=target, redirects=hop.redirects + 1, est_permanent=permanent)

    def _go_on(self, hop: Hop, then: Hop | Answer) -> Iterator[scrapy.Request]:
        host = host_of(hop.url)
        self._busy.discard(host)
        if isinstance(then, Answer):
            tell(Event(kind="answer", name=self.name, answer=then))
        else:
            self._waiting[host_of(then.url)].appendleft(then)
            yield from self._next(host_of(then.url))
        yield from self._next(host)

    def _next(self, host: str) -> Iterator[scrapy.Request]:
        """The next request to a host that is not answering one already."""
        waiting = self._waiting[host]
        while waiting and host not in self._busy | self._left:
            hop = waiting.popleft()
            try:
                request = self._request(hop)
            except ValueError:
                tell(Event(kind="answer", name=self.name, answer=hop.answer(motif="adresse illisible")))
            else:
                self._busy.add(host)
                yield request

    def _request(self, hop: Hop) -> scrapy.Request:
        return scrapy.Request(
            hop.url,
            method=hop.method,
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
            meta={"hop": hop, "dont_redirect": True, "handle_httpstatus_all": True},
        )


def settings_of_links(plan: LinksPlan, crawl: CrawlSettings) -> dict[str, Any]:
    """The settings of a download, for many hosts at once; failures are retried in a later run."""
    quick = crawl.model_copy(update={"timeout_s": min(crawl.timeout_s, plan.regles.delai_s), "retries": 0})
    return scrapy_settings(quick) | {
        # Each host has one request under way: its robots.txt is never waited for by two.
        "CONCURRENT_REQUESTS": plan.regles.hotes_a_la_fois,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_MAXSIZE": MAX_ROBOTS_BYTES,
        "COMPRESSION_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",
    }
