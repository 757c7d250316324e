"""Whatever a LHEO feed holds, it is read, reported, or refused as a whole: no crash, no silence."""

from contextlib import suppress
from itertools import pairwise
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from debouches.errors import ParseError
from tests.crawler.factories import real_spec
from tests.crawler.lheo_reading import parse
from tests.crawler.lheo_xml import FORMATION, SUMMARY, answer, feed

THOROUGH = settings(max_examples=500, suppress_health_check=list(HealthCheck))
BODIES = {"feed": feed(FORMATION), "answer": answer(SUMMARY)}
NASTY = (
    b"<",
    b">",
    b'"',
    b"]]>",
    b"\x00",
    b"&x;",
    b"&#0;",
    b"\xff",
    b"<extras>",
    b"</action>",
    b"<session/>",
)
FILE = real_spec("lheo").files["flux"]


@st.composite
def spoilt(draw: st.DrawFn, body: bytes) -> bytes:
    """A sound feed in which something happened: cut, overwritten, inserted."""
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 60)))
    inserted = draw(st.binary(max_size=20) | st.sampled_from(NASTY))
    return body[:start] + inserted + (body[end:] if draw(st.booleans()) else b"")


@pytest.mark.parametrize("kind", sorted(BODIES))
@THOROUGH
@given(data=st.data())
def test_a_spoilt_feed_gives_records_or_a_parse_error(kind: str, data: st.DataObject) -> None:
    with suppress(ParseError):
        parse(data.draw(spoilt(BODIES[kind])))


def leaves(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter("*") if not len(element)]


@pytest.mark.parametrize("kind", sorted(BODIES))
@THOROUGH
@given(data=st.data(), text=st.text(max_size=60))
def test_any_text_in_any_element(kind: str, data: st.DataObject, text: str) -> None:
    root = etree.fromstring(BODIES[kind])
    place = data.draw(st.integers(0, len(leaves(root)) - 1))
    with suppress(ValueError):  # what XML cannot hold
        leaves(root)[place].text = text
    parse(etree.tostring(root, encoding="utf-8"))


def is_ignored(element: etree._Element) -> bool:
    names = [etree.QName(e).localname for e in (element, *element.iterancestors())]
    pairs = {f"{above}/{name}" for name, above in pairwise(names)}
    return bool(pairs & FILE.ignored_columns.keys())


@pytest.mark.parametrize("kind", sorted(BODIES))
@THOROUGH
@given(data=st.data(), word=st.from_regex(r"[a-zà-ÿ]{8,20}", fullmatch=True))
def test_a_word_is_in_a_record_or_in_the_report(kind: str, data: st.DataObject, word: str) -> None:
    root = etree.fromstring(BODIES[kind])
    found = leaves(root)[data.draw(st.integers(0, len(leaves(root)) - 1))]
    found.text = word
    records, run = parse(etree.tostring(root, encoding="utf-8"))
    said = "".join(record.model_dump_json() for record in records)
    reported = str(run.issues.samples)
    assert word in said or word in reported or is_ignored(found)


@THOROUGH
@given(
    tag=st.from_regex(r"[a-z][a-z-]{2,10}", fullmatch=True),
    text=st.text("abc <>&", max_size=20),
    data=st.data(),
)
def test_an_unknown_element_anywhere_is_reported(tag: str, text: str, data: st.DataObject) -> None:
    root = etree.fromstring(BODIES["feed"])
    parents = [element for element in root.iter("*") if len(element)]
    parent = parents[data.draw(st.integers(0, len(parents) - 1))]
    parent.append(etree.fromstring(f"<{tag}>{escape(text)}</{tag}>"))
    _, run = parse(etree.tostring(root, encoding="utf-8"))
    assert run.issues.counts or is_ignored(parent) or tag in {"extra", "extras"}


def test_an_element_nested_in_itself_without_end() -> None:
    with pytest.raises(ParseError):
        parse(b"<lheo>" + b"<offres>" * 10_000)
