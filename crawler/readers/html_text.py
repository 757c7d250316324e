"""HTML of the fiches → titled sections of plain paragraphs; nothing is lost but the markup."""

import re
from html.parser import HTMLParser

from mappings.records import Section

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_INLINE = {
    "a",
    "abbr",
    "b",
    "big",
    "cite",
    "em",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WORD = re.compile(r"\w")
_ESCAPED_TAG = re.compile(
    r"&lt;(/?(?:p|br|ul|ol|li|div|span|strong|b|em|i|u|h[1-6])\s*/?)&gt;", re.IGNORECASE
)
"""Some publishers escape a part of their HTML twice."""
_MARKED = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
"""« **Statuts possibles :** »: bold, in the marks of another language than HTML."""


def html_sections(html: str) -> tuple[Section, ...]:
    """A heading opens a section; every other block (paragraph, list item, cell, line) is a paragraph."""
    reader = _SectionReader()
    reader.feed(_ESCAPED_TAG.sub(r"<\1>", html))
    reader.close()
    return reader.sections()


class _SectionReader(HTMLParser):
    """The parser of the standard library has no depth limit and never drops text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._sections: list[tuple[str | None, list[str]]] = [(None, [])]
        self._buffer: list[str] = []
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._link = dict(attrs).get("href")
        if tag not in _INLINE:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._open_section()
        elif tag == "a":
            self._keep_address()
        elif tag not in _INLINE:
            self._end_block()

    def handle_data(self, data: str) -> None:
        self._buffer.append(data)

    def sections(self) -> tuple[Section, ...]:
        self._end_block()
        return tuple(
            Section(titre=titre, paragraphes=tuple(paragraphes))
            for titre, paragraphes in self._sections
            if titre or paragraphes
        )

    def _open_section(self) -> None:
        if titre := self._take_text():
            self._sections.append((titre, []))

    def _end_block(self) -> None:
        text = self._take_text()
        if _WORD.search(text):  # a bullet or a dot alone in its paragraph is markup, not text
            self._sections[-1][1].append(text)

    def _keep_address(self) -> None:
        """The address of a link is content that its text does not say."""
        if self._link and self._link.startswith("http") and self._link not in "".join(self._buffer):
            self._buffer.append(f" ({self._link})")
        self._link = None

    def _take_text(self) -> str:
        text = _MARKED.sub(r"\1", _SPACES.sub(" ", "".join(self._buffer)).strip())
        self._buffer.clear()
        return text
