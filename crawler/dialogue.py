"""What the harvest and the spider, two processes, say to each other: a plan one way, events the other."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from crawler.catalog import Download
from crawler.sites.map import SiteMap
from crawler.snapshot import FetchedFile
from debouches.settings import CrawlSettings
from mappings.records import Model


class SitePlan(Model):
    """The pages of a site: where they go, and what earlier runs know of them."""

    site: SiteMap
    journal: str = Field(description="Name of the file of the pages; what it holds is not asked for again")
    known: Path | None = Field(
        default=None, description="Journal of the last whole run, to ask only for changes"
    )


class Plan(Model):
    """What to download, and how politely."""

    downloads: tuple[Download, ...] = ()
    site: SitePlan | None = None
    crawl: CrawlSettings


class Event(Model):
    """One line of JSON on the standard output of the spider."""

    kind: Literal["bytes", "file", "failure"]
    name: str = Field(description="Name of the download")
    received: int = Field(default=0, description="Bytes so far (bytes)")
    file: FetchedFile | None = Field(default=None, description="What was written (file)")
    url: str = Field(default="", description="Address that failed (failure)")
    message: str = Field(default="", description="Why, in French (failure)")
