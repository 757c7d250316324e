"""What the harvest and the spider, two processes, say to each other: a plan one way, events the other."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from crawler.declaration.site import SiteMap
from crawler.declaration.source import Download
from crawler.network.snapshot import FetchedFile
from debouches.settings import CrawlSettings
from mappings.liens import ReglesDePassage
from mappings.records import Model


class SitePlan(Model):
    """The pages of a site: where they go, and what earlier runs know of them."""

    site: SiteMap
    journal: str = Field(description="Name of the file of the pages; what it holds is not asked for again")
    known: Path | None = Field(
        default=None, description="Journal of the last whole run, to ask only for changes"
    )


class LinksPlan(Model):
    """Addresses to look at, each host in this order."""

    adresses: tuple[str, ...]
    regles: ReglesDePassage


class Answer(Model):
    """What became of one address, its redirects followed."""

    url: str
    code: int | None = Field(default=None, description="Status of the last answer; None: there was none")
    vers: str | None = Field(default=None, description="Where redirects lead; None: nowhere else")
    est_permanent: bool = Field(default=False, description="True if each redirect says it is for good")
    motif: str | None = Field(default=None, description="Why there is no status, in French")
    est_conclu: bool = Field(default=True, description="False if the page could not be asked for at all")


class Plan(Model):
    """What to download, and how politely."""

    downloads: tuple[Download, ...] = ()
    site: SitePlan | None = None
    liens: LinksPlan | None = None
    crawl: CrawlSettings


class Event(Model):
    """One line of JSON on the standard output of the spider."""

    kind: Literal["bytes", "file", "failure", "answer"]
    name: str = Field(description="Name of the download")
    received: int = Field(default=0, description="Bytes so far (bytes)")
    file: FetchedFile | None = Field(default=None, description="What was written (file)")
    answer: Answer | None = Field(default=None, description="Of one address (answer)")
    url: str = Field(default="", description="Address that failed (failure)")
    message: str = Field(default="", description="Why, in French (failure)")
