"""How we behave with publishers, whatever we ask of them: identity, pace, limits; and how we report it."""

import sys
from typing import Any

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.network.dialogue import Event
from debouches.settings import CrawlSettings

RETRIED_STATUSES = [408, 429, 500, 502, 503, 504, 522, 524]
REDIRECTS = (301, 302, 303, 307, 308)
OK, NOT_MODIFIED, SERVER_FAILS = 200, 304, 500
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


def scrapy_settings(crawl: CrawlSettings) -> dict[str, Any]:
    """Every setting whose effect a publisher could notice."""
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


def keep_the_pace_of(crawler: Any) -> None:
    """Wait as long between two requests as robots.txt asks (« Crawl-delay »): Scrapy does not."""
    agent = crawler.settings["ROBOTSTXT_USER_AGENT"]

    def slow_down(robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.rp.crawl_delay(agent) if isinstance(robotparser, ProtegoRobotParser) else None
        downloader = crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if asked and slot and asked > slot.delay:
            slot.delay, slot.randomize_delay = asked, False
            slot.throttle = False  # a quick answer is no leave to ask sooner

    crawler.signals.connect(slow_down, signal=signals.robots_parsed, weak=False)


def reason_of(error: BaseException | None) -> str:
    response = getattr(error, "response", None)
    if response is not None and hasattr(response, "status"):
        return f"réponse {response.status}"
    return REASONS.get(type(error).__name__, f"échec du téléchargement ({type(error).__name__})")


def header_of(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def tell(event: Event) -> None:
    sys.stdout.write(event.model_dump_json(exclude_defaults=True) + "\n")
    sys.stdout.flush()
