"""Downloads what publishers give. Run apart: `python -m crawler.network.spider PLAN.json FOLDER`.

Reads a `Plan`, downloads each file into FOLDER, and tells what happens as one JSON `Event` a line on stdout.
A process of its own, because the Twisted reactor of Scrapy starts only once and installs signal handlers.
"""

import os
import sys
import threading
from pathlib import Path

from scrapy.crawler import CrawlerProcess

from crawler.network.dialogue import Plan
from crawler.network.file_spider import SourceSpider
from crawler.network.link_spider import LinkSpider, settings_of_links
from crawler.network.politeness import (
    scrapy_settings,
)
from crawler.network.site_spider import SiteSpider, settings_of_site


def die_with_the_harvest() -> None:
    """The harvest holds our standard input open: when it closes, the harvest is dead and so are we."""

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
