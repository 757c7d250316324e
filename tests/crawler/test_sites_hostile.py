"""Whatever a site sends, its pages give records or a report, and nothing opens a connection."""

import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.addresses import canonical, host_of
from crawler.contract import Issue
from crawler.sites.journal import PageLine, pack, read_line
from crawler.sites.links import links_of
from crawler.sites.parse import parse
from crawler.sites.walk import Walk
from mappings.records import Record
from tests.crawler.factories import MemoryFiles, make_run
from tests.crawler.sites import METIERS, json_ld, microdata, plain_metier, rdfa
from tests.crawler.test_site_pages import URL, site_spec

MANY = settings(
    max_examples=1000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SOUND = [make(METIERS["passeur"]) for make in (json_ld, microdata, rdfa, plain_metier)]
TRAPS = [
    b"<",
    b"</",
    b"<!--",
    b"]]>",
    b"<script>",
    b"<base href='http://ailleurs.fr/'>",
    b"<a href='http://ailleurs.fr/metiers/x'>",
    b"<a href='//[::1'>",
    b"\x00",
    b"&#0;&#xD800;&unknown;",
    b"\xff\xfe",
    b'"@type":',
    b'{"@id":"#a","a":{"@id":"#a"}}',
    b"<div itemscope itemprop=a itemref=x id=x>",
    b"<p typeof='a:b c' vocab='' resource='[x:y]' property='x:'>",
    b"<h1>",
    b"<time datetime='9999-99-99'>",
    b"<meta charset='utf-7'>",
    b"<plaintext>",
    b"<![CDATA[",
]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the loopback, which the other tests may use."""

    def refuse(*_: Any) -> None:
        raise AssertionError("une connexion a été ouverte")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(body: bytes, content_type: str = "text/html") -> tuple[list[Record], dict[Issue, int]]:
    """One page through the parser of sites."""
    line = PageLine(
        url=URL, status=200, received="2026-01-15T10:00:00Z", content_type=content_type, packed=pack(body)
    )
    return read_journal_of(line.model_dump_json().encode())


def read_journal_of(journal: bytes) -> tuple[list[Record], dict[Issue, int]]:
    spec = site_spec(fields={"titre": "h1", "nature_travail": "#travail", "codes_rome": {"headings": "Rome"}})
    run = make_run(spec)
    return list(parse(MemoryFiles({"pages": journal}), run)), dict(run.issues.counts)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A sound page in which things happened: cut, overwritten, inserted, repeated."""
    body = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 60)))
        inserted = draw(st.sampled_from(TRAPS) | st.binary(max_size=12)) * draw(
            st.sampled_from([1, 1, 1, 40])
        )
        body = body[:start] + inserted + body[end:]
    return body


@MANY
@given(body=spoilt())
@example(b"<div>" * 5000 + b"<h1>Passeur</h1>")
@example(b'<script type="application/ld+json">' + b"[" * 20000)
@example(b'<script type="application/ld+json">' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"</script>")
def test_a_page_gives_a_record_or_a_report(body: bytes) -> None:
    records, issues = read(body)
    assert records or issues


@MANY
@given(body=st.binary(max_size=400) | st.text(max_size=300).map(str.encode), kind=st.text(max_size=40))
def test_bytes_give_a_record_or_a_report(body: bytes, kind: str) -> None:
    records, issues = read(body, kind)
    assert records or issues


@MANY
@given(
    texts=st.lists(
        st.text(
            st.characters(categories=["L", "N", "P", "S"], exclude_characters="<>&\ufffd"),
            min_size=1,
            max_size=30,
        ),
        min_size=1,
        max_size=6,
    ),
    tags=st.lists(
        st.sampled_from(["p", "div", "li", "td", "span", "h2", "section", "b"]), min_size=6, max_size=6
    ),
)
def test_every_word_of_a_page_is_in_the_record_or_in_the_report(texts: list[str], tags: list[str]) -> None:
    body = "".join(f"<div><{tag}>{text}</{tag}></div>" for tag, text in zip(tags, texts, strict=False))
    spec = site_spec()
    run = make_run(spec)
    line = PageLine(
        url=URL,
        status=200,
        received="2026-01-15T10:00:00Z",
        content_type="text/html; charset=utf-8",
        packed=pack(f"<h1>Passeur</h1>{body}".encode()),
    )
    (record,) = parse(MemoryFiles({"pages": line.model_dump_json().encode()}), run)
    told = " ".join(
        f"{sample.field} {sample.value}" for sample in run.issues.samples.get(Issue.UNREAD_FIELD, [])
    )
    said = "".join(_letters(f"{record.model_dump_json()} {told}"))
    for text in texts:
        assert _letters(text) in said


def _letters(text: str) -> str:
    import unicodedata

    letters = "".join(char for char in text.casefold() if char.isalnum())  # « 🄐 » is an ornament, not a word
    folded = unicodedata.normalize("NFKD", letters)  # « Ŀ » becomes « l· », which is « l »
    return "".join(char for char in folded if char.isalnum() or unicodedata.combining(char))


@MANY
@given(
    body=spoilt() | st.sampled_from(TRAPS),
    kind=st.sampled_from(["text/html", "text/xml", "", "text/html; charset=x"]),
)
def test_no_link_leads_out_of_the_site(body: bytes, kind: str) -> None:
    site = site_spec().site
    assert site is not None
    walk = Walk(site)
    step = walk.next()
    assert step is not None
    line = PageLine(url=step.url, received="2026-01-15T10:00:00Z", content_type=kind, packed=pack(body))
    walk.found(links_of(line, site.max_page_bytes), step)
    while found := walk.next():
        assert host_of(found.url) == "site.fr"


@MANY
@given(url=st.text(max_size=60) | st.from_regex(r"https?://[^/]{0,20}/\S{0,30}"), base=st.text(max_size=40))
def test_an_address_is_the_same_once_canonical(url: str, base: str) -> None:
    address = canonical(url, base)
    assert address is None or canonical(address) == address


@MANY
@given(
    line=st.binary(max_size=200)
    | st.sampled_from([b'{"url":"x"}', b'{"end":{}}', b'{"url":1,"end":2}', b"[]"])
)
def test_a_spoilt_line_of_the_journal_is_told(line: bytes) -> None:
    records, issues = read_journal_of(line)
    assert records == []
    assert issues or not line.strip() or read_line(line) is not None


@MANY
@given(packed=st.text("ABCdef+/=", max_size=80))
def test_a_spoilt_body_of_the_journal_is_told(packed: str) -> None:
    line = PageLine(url=URL, received="2026-01-15T10:00:00Z", packed=packed)
    records, issues = read_journal_of(line.model_dump_json().encode())
    assert records == []
    assert issues


def test_a_page_that_swells_is_refused() -> None:
    line = PageLine(url=URL, received="2026-01-15T10:00:00Z", packed=pack(b"<p>" * 3_000_000))
    assert read_journal_of(line.model_dump_json().encode()) == ([], {Issue.MALFORMED: 1})
