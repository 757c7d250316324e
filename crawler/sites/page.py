"""A page of a site: its bytes decoded and read as a tree, its links, what it says of itself to robots."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import cast

import lxml.html
from lxml.cssselect import CSSSelector
from lxml.etree import LxmlError, XMLParser, _Element, fromstring
from lxml.html import HtmlElement, HTMLParser
from w3lib.encoding import html_to_unicode

from crawler.addresses import canonical

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
"""lxml refuses a text that declares an encoding of its own."""


@dataclass(frozen=True)
class Page:
    url: str
    tree: HtmlElement
    faults: tuple[str, ...] = field(default=())
    """What could not be read with certainty, in French."""

    @property
    def robots(self) -> frozenset[str]:
        """« noindex », « nofollow »: what the page asks of robots."""
        found = self.tree.xpath("//meta[translate(@name,'ROBTS','robts')='robots']/@content")
        return frozenset(re.findall(r"[a-z]+", " ".join(map(str, found)).lower()))

    @property
    def address(self) -> str:
        """The address that the page says is its own."""
        declared = self.tree.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")
        return next(filter(None, (canonical(str(href), self.url) for href in declared)), self.url)

    def links(self) -> Iterator[str]:
        """Where the page leads, unless it asks robots not to follow."""
        if {"nofollow", "none"} & self.robots:
            return
        base = next(map(str, self.tree.xpath("//base/@href")), "")
        for link in self.tree.xpath("//a[@href]|//area[@href]|//link[@rel='next' and @href]"):
            if "nofollow" not in (link.get("rel") or "").lower():
                yield from _absolute(link.get("href"), base, self.url)


def _absolute(href: str, base: str, url: str) -> Iterator[str]:
    start = (canonical(base, url) or url) if base else url
    if address := canonical(href, start):
        yield address


def read_page(body: bytes, content_type: str, url: str) -> Page:
    """The tree of a page, whatever its bytes: what had to be guessed is in its faults."""
    text, faults = decode(body, content_type)
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = cast("HtmlElement", lxml.html.document_fromstring(text, parser=parser))
    except (LxmlError, ValueError, AssertionError):  # nothing that looks like a page
        tree = lxml.html.document_fromstring("<html><body></body></html>")
        faults = (*faults, "page vide ou illisible") if text.strip() else faults
    return Page(url, tree, faults)


def decode(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """Byte order mark, then the header, then the page itself, then UTF-8, then Windows-1252."""
    try:
        encoding, text = html_to_unicode(content_type, body, auto_detect_fun=_guess)
    except LookupError:  # « uu », « hex »: Python knows them, and no text is written so
        encoding = _guess(body)
        text = body.decode(encoding, errors="replace")
    cleaned = _ILLEGAL.sub("", _DECLARATION.sub("", text, count=1))
    lost = text.count("\ufffd")
    faults = (f"{lost} caractères illisibles en {encoding}",) if lost else ()
    return cleaned.replace("\ufffd", ""), faults


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def select(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """Elements of CSS selectors, selector by selector."""
    return [found for one in selectors for found in cast("list[HtmlElement]", _css(one)(tree))]


@cache
def _css(selector: str) -> CSSSelector:
    return CSSSelector(selector)


def sitemap_links(body: bytes) -> Iterator[str]:
    """Addresses of a sitemap, or of an index of sitemaps."""
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root: _Element | None = fromstring(body, parser)
    except (LxmlError, ValueError):
        return
    for element in root.iter("{*}loc") if root is not None else ():
        if element.text:
            yield element.text.strip()
