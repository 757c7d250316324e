"""Where a page received leads."""

from collections.abc import Iterator
from contextlib import suppress

from crawler.sites.journal import PageLine
from crawler.sites.page import read_page, sitemap_links


def links_of(line: PageLine, limit: int) -> Iterator[str]:
    """Its links, those of a sitemap, or the address that answers in its place."""
    if line.redirect:
        yield line.redirect
    if line.has_page:
        with suppress(ValueError):  # an altered line: the parser reports it
            body = line.body(limit)
            is_sitemap = line.is_xml
            yield from (
                sitemap_links(body) if is_sitemap else read_page(body, line.content_type, line.url).links()
            )
