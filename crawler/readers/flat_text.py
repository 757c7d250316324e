"""Texts of the RNCP: lists and paragraphs flattened to one line, where runs of spaces stand for line ends."""

import re
from html import unescape
from itertools import dropwhile

from crawler.readers.html_text import html_sections
from mappings.records import Section

_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|strong|b|em|i|u|a|h[1-6]|table|tr|td)\b[^<>]*>", re.IGNORECASE
)
_BULLET = "*•●▪‣·–-"
_LINE_END = re.compile(rf"[\r\n]+|\s{{4,}}|\s{{2,3}}(?=[{_BULLET}]\s|[\"«“]?\s?(?:[A-ZÀ-ÖØ-Þ]|\d+[.)\s]))")
"""Two spaces before a small letter are a typing habit; before a capital, a number or a bullet, a line end."""


def text_sections(text: str) -> tuple[Section, ...]:
    """One section without a title, one paragraph per line that the publisher meant; HTML is read as such."""
    if _TAG.search(text):
        return html_sections(text)
    paragraphs = tuple(filter(None, map(_paragraph, _LINE_END.split(unescape(text)))))
    return (Section(paragraphes=paragraphs),) if paragraphs else ()


def _paragraph(line: str) -> str:
    """The words of a line, without the bullets before them."""
    return " ".join(dropwhile(_is_bullet, line.split()))


def _is_bullet(word: str) -> bool:
    return not word.strip(_BULLET)
