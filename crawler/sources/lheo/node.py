"""An element of a LHEO feed, read: fillers are absent, codes have a meaning, faults are reported."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Self

from lxml.etree import _Element

from crawler.contract import Issue, Run
from crawler.readers.flat_text import text_sections
from crawler.readers.mending import mended
from crawler.readers.values import MAIL, code_of, declared, matching, number
from crawler.readers.xml_stream import line_of, text_of
from crawler.sources.lheo.dates import Moment, moment
from mappings.records import Periode, Section

_FORMACODE = re.compile(r"^\d{5}$")
_VERSION = re.compile(r"^(?:(?:formacode|rome)\s*)?v?(?:ersion)?\s*(\d{1,2})(?:[.,]0)?$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?$", re.IGNORECASE)
_PHONE = re.compile(r"\d(?:\D*\d){3,}")


@dataclass(frozen=True)
class Node:
    """`record` is the publisher's key of the record being read, for the report."""

    run: Run
    element: _Element
    record: str

    def nodes(self, path: str) -> Iterator[Self]:
        for element in self.element.iterfind(path):
            yield type(self)(self.run, element, self.record)

    def node(self, path: str) -> Self | None:
        return next(self.nodes(path), None)

    def within(self, record: str) -> Self:
        """The same element, read for another record."""
        return type(self)(self.run, self.element, record)

    @property
    def line(self) -> int:
        return line_of(self.element)

    def attribute(self, name: str) -> str:
        return (self.element.get(name) or "").strip()

    def own(self) -> str:
        """The text of the element itself."""
        return self._text(self.element)

    def raw(self, path: str) -> str:
        """The text at a path, empty for a filler such as « - »."""
        child = self.element.find(path)
        return "" if child is None else self._text(child)

    def all_raw(self, path: str) -> tuple[str, ...]:
        found = filter(None, map(self._text, self.element.iterfind(path)))
        return tuple(dict.fromkeys(found))

    def sections(self, path: str) -> tuple[Section, ...]:
        text = self.raw(path)
        return text_sections(_once_escaped(text)) if text else ()

    def words(self, path: str) -> str | None:
        """A short text; one line per paragraph if the publisher wrote several."""
        parts = (part for section in self.sections(path) for part in (section.titre, *section.paragraphes))
        return "\n".join(filter(None, parts)) or None

    def meaning(self, dictionary: str, path: str) -> str | None:
        """What a code means in its dictionary, which source.yml holds."""
        return declared(self.run, dictionary, self.raw(path), record=self.record)

    def flag(self, path: str) -> bool | None:
        answer = self.meaning("boolean", path)
        return None if answer is None else answer == "oui"

    def number(self, path: str) -> int | None:
        return number(self.run, self.raw(path), record=self.record, field=path)

    def code(self, pattern: re.Pattern[str], path: str) -> str | None:
        value = self.raw(path).replace(" ", "")
        return code_of(self.run, pattern, value, record=self.record, field=path)

    def codes(self, pattern: re.Pattern[str], path: str) -> tuple[str, ...]:
        return matching(self.run, pattern, self.all_raw(path), record=self.record, field=path)

    def formacodes(self, path: str) -> tuple[tuple[str, ...], str | None]:
        return self.versioned(_FORMACODE, path)

    def versioned(self, pattern: re.Pattern[str], path: str) -> tuple[tuple[str, ...], str | None]:
        """Codes, and the newest version that one states; codes of another version are reported."""
        found = [
            (node.own(), self._version(node.attribute("ref"), path))
            for node in self.nodes(path)
            if node.own()
        ]
        version = max((said for _, said in found if said), key=int, default=None)
        kept = []
        for code, said in found:
            if said in (None, version):
                kept.append(code)
            else:
                self.report(path, f"{code} (V{said}, pas V{version})")
        codes = matching(self.run, pattern, kept, record=self.record, field=path)
        return codes, version if codes else None

    def links(self, path: str) -> tuple[str, ...]:
        """Web addresses; many are written without their scheme."""
        return tuple(map(_with_scheme, self._valid(path, _ADDRESS.match)))

    def phones(self, path: str) -> tuple[str, ...]:
        return self._valid(path, _PHONE.search)

    def mail(self, path: str) -> str | None:
        return next(iter(self._valid(path, MAIL.match)), None)

    def moment(self, path: str) -> Moment | None:
        """A day, a month or a year; None for the dates that LHEO writes when there is none."""
        value = self.raw(path)
        if value and value in self.run.spec.lookups["date"].valeurs:
            return None
        return moment(self.run, value, record=self.record, field=path)

    def period(self, path: str, start: str = "debut", end: str = "fin") -> Periode | None:
        """None if neither date is known."""
        first, last = self.moment(f"{path}/{start}"), self.moment(f"{path}/{end}")
        known = [moment for moment in (first, last) if moment]
        if not known:
            return None
        if first and last and last.last < first.first:
            self.report(path, f"{first.first} > {last.last}", "une fin qui ne précède pas le début")
        return Periode(
            debut=first.first if first else None,
            fin=last.last if last else None,
            precision=max(known).precision,
        )

    def report(self, field: str, value: str, expected: str = "") -> None:
        said = self.element if "@" in field else self.element.find(field)
        line = line_of(self.element if said is None else said)
        self.run.report(
            Issue.MALFORMED,
            record=self.record,
            field=field,
            value=value,
            expected=expected,
            line=line,
        )

    def _text(self, element: _Element) -> str:
        text = text_of(element) if len(element) else mended(element.text or "").strip()
        return "" if self.run.spec.says_nothing(text) else text

    def _version(self, ref: str, path: str) -> str | None:
        if not ref:
            return None
        if match := _VERSION.match(ref):
            return match[1]
        self.report(f"{path}/@ref", ref)
        return None

    def _valid(self, path: str, test: Callable[[str], object]) -> tuple[str, ...]:
        values = self.all_raw(path)
        for value in values:
            if not test(value):
                self.report(path, value)
        return tuple(value for value in values if test(value))


def _once_escaped(text: str) -> str:
    """Some publishers escape their HTML twice."""
    return unescape(text) if "&lt;" in text else text


def _with_scheme(address: str) -> str:
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"
