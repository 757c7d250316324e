"""The map of a site: what `source.yml` says of a site that publishes pages and no file. All of it is data."""

import re
from typing import Annotated, Any, Literal, Self

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from pydantic import BeforeValidator, Field, field_validator, model_validator

from crawler.addresses import host_of, pattern_regex
from crawler.declaration.shapes import SHAPES
from mappings.records import Model

MEGABYTE = 1_000_000


def _listed(value: Any) -> Any:
    """One text is a list of one: maps are written by hand."""
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class FieldReading(Model):
    """Where a field is on the page. Tried in this order; the first that says something is kept."""

    schema_org: Texts | None = Field(
        default=None,
        description="Properties, « skills » or « estimatedSalary.value »; default: schema_org.yml",
    )
    css: Texts = Field(default=(), description="CSS selectors of the elements that hold the field")
    headings: Texts = Field(default=(), description="Headings under which the field is written")
    attribute: str | None = Field(default=None, description="Attribute to read in place of the text (css)")
    separator: str | None = Field(default=None, description="What separates the values of a list in one text")

    @field_validator("css")
    @classmethod
    def _only_selectors(cls, css: tuple[str, ...]) -> tuple[str, ...]:
        for selector in css:
            check_selector(selector)
        return css


def _reading(value: Any) -> Any:
    """« titre: h1 » is short for « titre: {css: h1} »."""
    return {"css": value} if isinstance(value, str | list) else value


class PageKind(Model):
    """Pages that each describe one thing."""

    record: Literal["fiche", "formation"] = Field(description="What such a page describes")
    addresses: Texts = Field(min_length=1, description="Patterns of their paths: * in a segment, ** across")
    code: str = Field(
        default=r"([^/?]+?)(?:\.\w+)?/?(?:\?.*)?$",
        description="Regular expression whose group is the code in the address; default: the last segment",
    )
    types: Texts = Field(default=(), description="schema.org types that describe it; default: schema_org.yml")
    fields: dict[str, Annotated[FieldReading, BeforeValidator(_reading)]] = Field(
        default_factory=dict, description="Field of the common format → where it is"
    )
    ignored: dict[str, str] = Field(default_factory=dict, description="CSS selector → why it is not read")
    ignored_properties: dict[str, str] = Field(
        default_factory=dict, description="schema.org property → why it is not read"
    )

    @field_validator("ignored")
    @classmethod
    def _only_selectors(cls, ignored: dict[str, str]) -> dict[str, str]:
        for selector in ignored:
            check_selector(selector)
        return ignored

    @field_validator("code")
    @classmethod
    def _one_group(cls, code: str) -> str:
        try:
            groups = re.compile(code).groups
        except re.error as error:
            raise ValueError(f"expression régulière impossible : {error}") from error
        if groups != 1:
            raise ValueError(f"l'expression doit avoir un groupe, elle en a {groups}")
        return code

    @model_validator(mode="after")
    def _fields_exist(self) -> Self:
        known = SHAPES[self.record]
        if unknown := [name for name in self.fields if name not in known]:
            accepted = ", ".join(sorted(known))
            raise ValueError(f"champ inconnu : {', '.join(unknown)}. Champs d'une {self.record} : {accepted}")
        return self


class SiteMap(Model):
    """Where to start, where to go, what is on the pages."""

    starts: Texts = Field(min_length=1, description="Addresses of the first pages, or of a sitemap")
    hosts: Texts = Field(default=(), description="Other hosts of the same site; default: those of `starts`")
    follow: Texts = Field(
        default=(), description="Patterns of the pages that only lead to others: indexes, following pages"
    )
    never: Texts = Field(default=(), description="Patterns of pages that are never asked for")
    pages: tuple[PageKind, ...] = Field(min_length=1, description="The pages that are read")
    delay_s: float | None = Field(
        default=None, ge=0, description="Longer delay between two requests, in seconds"
    )
    max_pages: int = Field(default=5_000, gt=0, description="Pages asked for, at most")
    max_depth: int = Field(default=20, gt=0, description="Links to follow from a start, at most")
    max_alike: int = Field(
        default=300,
        gt=0,
        description="Pages of `follow` whose addresses differ by numbers only: a calendar never ends",
    )
    max_page_bytes: int = Field(default=5 * MEGABYTE, gt=0, description="Size of a page, at most")

    @field_validator("starts")
    @classmethod
    def _only_http(cls, starts: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [
            url for url in starts if not url.startswith(("https://", "http://")) or not host_of(url)
        ]:
            raise ValueError(f"adresse qui n'est ni http ni https : {wrong[0]}")
        return starts

    @model_validator(mode="after")
    def _patterns_are_paths(self) -> Self:
        for pattern in (*self.follow, *self.never, *(p for kind in self.pages for p in kind.addresses)):
            if not pattern.startswith("/"):
                raise ValueError(f"un motif est un chemin qui commence par « / » : {pattern}")
        return self

    @property
    def all_hosts(self) -> frozenset[str]:
        return frozenset({*self.hosts, *map(host_of, self.starts)})

    def kind_of(self, path: str) -> PageKind | None:
        """The first kind of page that a path (with its query) matches."""
        return next((kind for kind in self.pages if matches(kind.addresses, path)), None)


def matches(patterns: tuple[str, ...], path: str) -> bool:
    return any(pattern_regex(pattern).fullmatch(path) for pattern in patterns)


def check_selector(selector: str) -> None:
    try:
        CSSSelector(selector)
    except SelectorError as error:
        raise ValueError(f"sélecteur CSS impossible « {selector} » : {error}") from error
