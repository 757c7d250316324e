"""Whatever the bytes, a parser gives records or a ParseError, and never opens a connection."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.catalog import load_catalog, load_parser
from crawler.readers.html_text import html_sections
from debouches.errors import ParseError
from mappings.genres import both_genders
from tests.crawler.factories import SAMPLES, MemoryFiles, make_run, mini_rome, real_spec

ONE_FILE = {
    "actions-innovantes": "actions_innovantes.csv",
    "agenda": "agenda.ics",
    "onisep-fiches-metiers": "fiches_metiers.xml",
    "onisep-fiches-formations": "fiches_formations.xml",
    "onisep-ideo-metiers": "ideo_metiers_2022.csv",
    "onisep-ideo-formations": "ideo_formations_2025.csv",
    "onisep-table-passage": "table_de_passage.csv",
}
PATIENT = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survive(source: str, contents: dict[str, bytes]) -> None:
    """Parse; only a ParseError may come out."""
    with suppress(ParseError):
        list(load_parser(source)(MemoryFiles(contents), make_run(real_spec(source))))


@st.composite
def spoilt(draw: st.DrawFn, body: bytes) -> bytes:
    """A sound file in which something happened: cut, overwritten, inserted."""
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 40)))
    inserted = draw(
        st.binary(max_size=20) | st.sampled_from([b"<", b'"', b"]]>", b"\x00", b"&x;", b"\xff", b"", b";;"])
    )
    kept = body[end:] if draw(st.booleans()) else b""
    return body[:start] + inserted + kept


@pytest.mark.parametrize("source", sorted(ONE_FILE))
@PATIENT
@given(data=st.data())
def test_a_spoilt_file(source: str, data: st.DataObject) -> None:
    logical = next(iter(real_spec(source).files))
    survive(source, {logical: data.draw(spoilt((SAMPLES / ONE_FILE[source]).read_bytes()))})


@pytest.mark.parametrize("source", sorted(name for name, spec in load_catalog().items() if not spec.bundled))
@PATIENT
@given(body=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(body=b"")
@example(body=b"<!DOCTYPE a [<!ENTITY b SYSTEM 'http://127.0.0.1/'>]><a><item>&b;</item></a>")
@example(body=b"{" * 5000)
@example(body=b"[" * 5000)
@example(body=b"<a>" * 5000)
@example(body=b'"' * 4999)
def test_any_bytes_at_all(source: str, body: bytes) -> None:
    files = real_spec(source).files
    survive(source, {name: body for name, file in files.items() if not file.ignored})


@PATIENT
@given(data=st.data())
def test_a_rome_with_one_spoilt_table(data: st.DataObject) -> None:
    spec = real_spec("rome")
    tables = {
        name: body
        for name, file in spec.files.items()
        for found, body in mini_rome().items()
        if not file.ignored and file.patterns[0].replace("{version}", "900") == found
    }
    name = data.draw(st.sampled_from(sorted(tables)))
    survive("rome", tables | {name: data.draw(spoilt(tables[name]))})


@PATIENT
@given(st.text())
def test_html_of_any_kind_gives_sections(html: str) -> None:
    for section in html_sections(html):
        assert section.titre or section.paragraphes


@PATIENT
@given(st.text(alphabet="aeinorst /()-·'’É"))
def test_any_title_has_two_genders(libelle: str) -> None:
    assert all(isinstance(form, str) for form in both_genders(libelle))
