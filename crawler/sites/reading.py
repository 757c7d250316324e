"""One page → what it says of each field, where schema.org, selectors and headings tell where to look."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cached_property
from html import escape

from lxml.etree import tostring
from lxml.html import HtmlElement

from crawler.dates import Dated, announced_date, read_date
from crawler.declaration.site import FieldReading, PageKind
from crawler.readers.columns import column_key
from crawler.readers.flat_text import text_sections
from crawler.readers.html_text import html_sections
from crawler.sites.page import Page, select
from crawler.sites.schema_org import Thing, read_vocabulary, things_of
from mappings.records import Section

NEVER_TEXT = {
    "script": "programme",
    "style": "mise en forme",
    "template": "programme",
    "noscript": "pour qui n'a pas de JavaScript",
    "nav": "navigation",
    "body > header": "en-tête du site",
    "body > footer": "pied de page du site",
    "form": "formulaire",
    "svg": "image",
    "[hidden]": "caché au lecteur",
}
"""Selector → why it says nothing of the thing that the page describes."""
DATE_METAS = (
    "article:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "revised",
    "date",
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class PageReading:
    """What a page says, field by field; `consumed`: the properties that were read, whatever they became."""

    def __init__(self, page: Page, kind: PageKind) -> None:
        self.page, self.kind = page, kind
        self.things, self.faults = things_of(page)
        self.consumed: set[str] = set()

    @cached_property
    def own(self) -> list[Thing]:
        """The things that the page is about, the most precise type first."""
        wanted = self.kind.types or read_vocabulary().types[self.kind.record]
        rank = {name: position for position, name in enumerate(wanted)}
        about = [(min(rank.get(t, 99) for t in thing.types), thing) for thing in self.things if thing.types]
        return [thing for position, thing in sorted(about, key=lambda pair: pair[0]) if position < 99]

    @cached_property
    def content(self) -> HtmlElement:
        """The page without what is never its text, nor what its map ignores."""
        return _without(self.page.tree, (*NEVER_TEXT, *self.kind.ignored))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All the text of the page, under its headings."""
        return _sections_of(self.content)

    @cached_property
    def _unclaimed(self) -> tuple[Section, ...]:
        """The text that no selector of the map takes: what is under a heading is looked for there."""
        claimed = [selector for reading in self.kind.fields.values() for selector in reading.css]
        return _sections_of(_without(self.content, claimed))

    def texts(self, name: str) -> list[str]:
        """A field as texts."""
        reading = self._reading(name)
        said = self._said(name, reading)
        found = said or [_flat(text) for text in self._selected(reading)] or self._under(reading)
        if reading.separator:
            found = [part for text in found for part in text.split(reading.separator)]
        elif name == "mots_cles":
            found = [part for text in found for part in re.split(r"[,;|]", text)]
        return list(dict.fromkeys(text for text in (" ".join(one.split()) for one in found) if text))

    def paragraphs(self, name: str) -> tuple[Section, ...]:
        """A field as titled paragraphs."""
        reading = self._reading(name)
        said = self._said(name, reading)
        if said:
            return tuple(section for text in said for section in _sections(text))
        markup = "".join(self._selected(reading))
        return html_sections(markup) or tuple(self._section_under(reading))

    def date(self) -> Dated | None:
        """The day of the last revision: said by the data, by the head of the page, then by its text."""
        return next((dated for dated in self._dates() if dated), None)

    def _dates(self) -> Iterator[Dated | None]:
        reading = self._reading("date_maj")
        yield from map(read_date, self._said("date_maj", reading))
        for meta in self.page.tree.xpath("//meta[@content]"):
            name = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
            if name in DATE_METAS:
                yield read_date(meta.get("content"))
        for element in self._elements(reading):
            yield read_date(element.get("datetime") or element.text_content())
        for element in self.content.xpath("//time[@datetime]"):
            if announced_date(f"{_before(element)} 1 mai 2000"):
                yield read_date(element.get("datetime"))
        yield from (announced_date(text) for section in self.sections for text in section.paragraphes)

    def _reading(self, name: str) -> FieldReading:
        return self.kind.fields.get(name, FieldReading())

    def _said(self, name: str, reading: FieldReading) -> list[str]:
        """By schema.org: by one property, or by all those of a field that gathers several."""
        vocabulary = read_vocabulary()
        paths = reading.schema_org
        if paths is None:
            paths = vocabulary.properties(self.kind.record, name)
        found: list[str] = []
        for thing in self.own:
            for path in paths:
                texts = [self._as_written(path, text) for text in thing.texts(path)]
                self.consumed |= {path} if texts else set()
                found += texts
                if found and name not in vocabulary.all_of:
                    return found
            if found:
                return found
        return found

    def _as_written(self, path: str, text: str) -> str:
        """The markup of a property in microdata or RDFa: extruct gives its text, without the paragraphs."""
        for element in self.page.tree.xpath("//*[@itemprop=$name or @property=$name]", name=path):
            if _bare(element.text_content()) == _bare(text) and len(element):
                return _markup(element)
        return text

    def _elements(self, reading: FieldReading) -> list[HtmlElement]:
        return select(self.content, reading.css)

    def _selected(self, reading: FieldReading) -> list[str]:
        """Markup of the elements that the map names, or one of their attributes."""
        if reading.attribute:
            found = [element.get(reading.attribute) for element in select(self.page.tree, reading.css)]
            return [escape(value) for value in found if value]
        return list(map(_markup, self._elements(reading)))

    def _section_under(self, reading: FieldReading) -> Iterator[Section]:
        wanted = {column_key(heading) for heading in reading.headings}
        for section in self._unclaimed:
            if section.titre and column_key(section.titre) in wanted and section.paragraphes:
                yield Section(paragraphes=section.paragraphes)

    def _under(self, reading: FieldReading) -> list[str]:
        return [text for section in self._section_under(reading) for text in section.paragraphes]


def _without(tree: HtmlElement, selectors: Iterable[str]) -> HtmlElement:
    left = deepcopy(tree)
    for element in select(left, selectors):
        if element.getparent() is not None:
            element.drop_tree()
    return left


def _sections_of(tree: HtmlElement) -> tuple[Section, ...]:
    body = tree.find("body")
    return html_sections(_markup(tree if body is None else body))


def _markup(element: HtmlElement) -> str:
    return str(tostring(element, encoding="unicode", method="html", with_tail=False))


def _sections(text: str) -> tuple[Section, ...]:
    return html_sections(text) if _TAG.search(text) else text_sections(text)


def _flat(markup: str) -> str:
    """One line of text."""
    pieces = (piece for section in html_sections(markup) for piece in (section.titre, *section.paragraphes))
    return " ".join(filter(None, pieces))


def _bare(text: str) -> str:
    return "".join(text.split())


def _before(element: HtmlElement) -> str:
    """What is written before an element, in its paragraph."""
    parent = element.getparent()
    whole = parent.text_content() if parent is not None else ""
    return str(whole).partition(element.text_content() or "\0")[0]
