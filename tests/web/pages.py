"""Reading a page as a browser would: what the tests of structure ask of it."""

from urllib.parse import urljoin, urlsplit

from lxml import html

LOADED = "link[@rel!='canonical']/@href"
"""A canonical address is read, and not loaded."""
FROM_ELSEWHERE = ("script/@src", LOADED, "img/@src", "iframe/@src", "source/@src", "object/@data")


def parse(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def main_text(text: str) -> str:
    return text_of(parse(text).get_element_by_id("contenu"))


def heading_levels(page: html.HtmlElement) -> list[int]:
    return [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def links(page: html.HtmlElement) -> set[str]:
    return {a.get("href") for a in page.iter("a") if a.get("href")}


def internal_links(page: html.HtmlElement, address: str) -> set[str]:
    """Addresses of our own site, without their fragment."""
    absolute = {
        urljoin(address, link).partition("#")[0]
        for link in links(page)
        if not link.startswith(("tel:", "mailto:"))
    }
    return {link for link in absolute if not urlsplit(link).netloc}


def loaded(page: html.HtmlElement) -> list[str]:
    return [url for path in FROM_ELSEWHERE for url in page.xpath(f"//{path}")]
