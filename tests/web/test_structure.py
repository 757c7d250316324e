"""What every page must be, whatever it says: accessible, safe, and never a dead end."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.facets import NOMS_FACETTES
from mappings import orientation
from mappings.innovantes import NOMS
from tests.web import pages
from tests.web.addresses import ERRORS, PAGES
from web.pages import routes

EVERY = pytest.mark.parametrize("address", [*PAGES, *ERRORS], ids=lambda address: address[:40])
CONSEILLER = "/conseiller"
FRAMES_AND_FILES = (
    "/bloc",
    "/bloc/metiers/D1102",
    "/agenda/code.ics",
    "/lieux-d-accueil/ft-1/fiche.json",
    "/qr/metiers/D1102",
    "/sitemap-1.xml",
)
"""What has tests of its own."""


def test_every_template_compiles(app: FastAPI) -> None:
    """The site compiles each when a page first needs it."""
    templates = app.state.site.templates
    assert all(templates.get_template(name) for name in templates.list_templates())


@pytest.mark.parametrize("route", [one for one in routes() if "GET" in one.methods], ids=lambda one: one.path)
def test_every_page_is_among_the_addresses(client: TestClient, route) -> None:
    """So that a new page is held to all that follows; what else is answered is a file or another address."""
    known = (urlsplit(address).path for address in (*PAGES, *FRAMES_AND_FILES))
    if not any(route.path_regex.match(path) for path in known):
        answer = client.get(route.path, follow_redirects=False)
        assert answer.is_redirect or not answer.headers["content-type"].startswith("text/html")


@pytest.fixture
def page(client: TestClient, address: str):
    return pages.parse(client.get(address).text)


@EVERY
def test_has_one_h1_a_title_and_its_language(page, address: str) -> None:
    assert len(page.findall(".//h1")) == 1
    assert page.findtext(".//title").endswith(" · Débouchés")
    assert page.get("lang") == "fr"


@EVERY
def test_headings_leave_no_gap(page, address: str) -> None:
    levels = pages.heading_levels(page)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EVERY
def test_no_line_may_start_with_a_colon_or_end_with_a_guillemet(page, address: str) -> None:
    """Whoever wrote it: a template, a publisher, the reader."""
    assert [text for text in page.itertext() if re.search(r" [:;?!»]|« ", text)] == []


def test_what_was_typed_is_sent_back_as_it_was(client: TestClient) -> None:
    page = pages.parse(client.get("/recherche", params={"q": "quoi ? « ça »"}).text)
    assert page.get_element_by_id("q").get("value") == "quoi ? « ça »"


@EVERY
def test_has_landmarks_and_a_way_to_the_content(page, address: str) -> None:
    assert [len(page.findall(f".//{tag}")) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert page.find(".//body")[0].get("href") == "#contenu"
    assert page.get_element_by_id("contenu").tag == "main"


@EVERY
def test_every_field_has_its_label(page, address: str) -> None:
    fields = [field for field in page.iter("input", "select", "textarea") if field.get("type") != "hidden"]
    labelled = {label.get("for") for label in page.iter("label")}
    assert fields
    assert {field.get("id") for field in fields} <= labelled


@EVERY
def test_ids_are_unique_and_every_reference_has_its_target(page, address: str) -> None:
    ids = page.xpath("//@id")
    referred = {
        ref for value in page.xpath("//@aria-labelledby | //@aria-describedby") for ref in value.split()
    }
    fragments = {link[1:] for link in pages.links(page) if link.startswith("#")}
    assert len(ids) == len(set(ids))
    assert referred | fragments <= set(ids)


@EVERY
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page, address: str) -> None:
    assert not page.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    assert [url for url in pages.loaded(page) if not url.startswith("/")] == []


@EVERY
def test_no_page_is_a_dead_end(page, address: str) -> None:
    ways = pages.internal_links(page.get_element_by_id("contenu"), address) - {address}
    others = {urlsplit(way).path.split("/")[1] for way in ways} - {"conseiller"}
    assert len(ways) >= 3
    assert others
    assert any(way.startswith(CONSEILLER) for way in pages.internal_links(page, address))


@EVERY
def test_a_link_that_leaves_says_where_and_never_to_a_home_page(page, address: str) -> None:
    for link in page.iter("a"):
        target = urlsplit(link.get("href"))
        if target.netloc:
            assert target.path.strip("/")
            assert target.netloc.removeprefix("www.") in link.text_content()


@EVERY
def test_no_link_without_words(page, address: str) -> None:
    assert all(pages.text_of(link) for link in page.iter("a", "button"))


def test_tables_have_a_caption(client: TestClient) -> None:
    for address in ("/sources", "/api-et-donnees"):
        for table in pages.parse(client.get(address).text).iter("table"):
            assert table.findtext("caption")


def followed(page, address: str) -> set[str]:
    """Facets multiply addresses: one choice is followed, as many as there are would never end."""
    if any(f"{nom}=" in address for nom in (*NOMS_FACETTES, *NOMS, *orientation.NOMS)):
        for link in page.xpath("//a[@rel='nofollow']"):
            link.drop_tag()
    return pages.internal_links(page, address)


def test_every_address_reached_by_links_answers(client: TestClient) -> None:
    """No-JavaScript navigation: from the home page, by links alone, nothing is broken."""
    seen, waiting = set(), {"/"}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in {200, 301, 303} or address in KNOWN_HOLES, address
        if answer.headers.get("content-type", "").startswith("text/html") and answer.status_code == 200:
            waiting |= followed(pages.parse(answer.text), address) - seen
    assert {"/metiers/D1102", "/formations/FOR.1563", "/certifications/RNCP38565"} <= seen


KNOWN_HOLES = {
    *(f"/formations/FOR.{n}" for n in range(1, 16)),
    "/formations/FOR.9",
    "/metiers/D1104",
    "/certifications/RNCP40000",
    "/certifications/RNCP100",
}
"""Targets of links that the sample corpus does not hold."""


def test_a_formation_and_a_person_are_two_clicks_from_a_result(client: TestClient) -> None:
    metier = pages.parse(client.get("/metiers/D1102").text)
    assert {"/formations/FOR.1563", "/conseiller", "#perspectives"} <= pages.links(metier)


def test_pages_stay_small(client: TestClient) -> None:
    assert len(client.get("/recherche?q=boulanger").content) < 60_000
    assert len(client.get("/metiers/D1102").content) < 150_000
