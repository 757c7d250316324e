"""The pace that robots.txt asks for."""

from types import SimpleNamespace

import pytest
import scrapy
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.signalmanager import SignalManager
from scrapy.signals import robots_parsed

from crawler.network.politeness import keep_the_pace_of


def paced(robots: str, chosen: float) -> SimpleNamespace:
    """The slot of a site once its robots.txt is read; `chosen`: the delay of our settings."""
    slot = SimpleNamespace(delay=chosen, randomize_delay=True, throttle=None)
    downloader = SimpleNamespace(slots={"site.test": slot}, get_slot_key=lambda _request: "site.test")
    crawler = SimpleNamespace(
        settings={"ROBOTSTXT_USER_AGENT": "debouches"},
        engine=SimpleNamespace(downloader=downloader),
        signals=SignalManager(),
    )
    keep_the_pace_of(crawler)
    parser = ProtegoRobotParser(robots.encode(), None)
    crawler.signals.send_catch_log(
        robots_parsed, robotparser=parser, request=scrapy.Request("https://site.test/")
    )
    return slot


def test_a_site_that_asks_for_a_slower_pace_has_it() -> None:
    slot = paced("User-agent: *\nCrawl-delay: 7\n", chosen=1.0)
    assert (slot.delay, slot.randomize_delay, slot.throttle) == (7.0, False, False)


@pytest.mark.parametrize(
    "robots",
    [
        "User-agent: *\nDisallow: /prive\n",
        "User-agent: *\nCrawl-delay: 0.5\n",
        "User-agent: other\nCrawl-delay: 7\n",
        "User-agent: *\nCrawl-delay: vite\n",
    ],
)
def test_otherwise_the_pace_is_the_one_that_was_chosen(robots: str) -> None:
    assert (paced(robots, chosen=1.0).delay, paced(robots, chosen=1.0).throttle) == (1.0, None)
