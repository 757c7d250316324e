"""What search engines read: whole addresses, dates of sources, files that fit the protocol."""

from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from tests.web.fakes import FakeSearcher
from tests.web.pages import parse
from web.serving.app import create_app

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def published():
    settings = Settings(adresse="https://debouches.exemple.fr/")
    return TestClient(create_app(FakeSearcher(), settings=settings))


def read(client, path):
    """(address, day) of each entry."""
    answered = client.get(path)
    assert (answered.status_code, answered.headers["content-type"]) == (200, "application/xml")
    entries = ET.fromstring(answered.text)
    return [(one.findtext(f"{SPACE}loc"), one.findtext(f"{SPACE}lastmod")) for one in entries]


def test_the_map_names_its_files_and_each_answers(client):
    files = [address for address, _ in read(client, "/sitemap.xml")]
    assert files == [f"http://testserver/sitemap-{number}.xml" for number in range(3)]
    for address in files:
        assert read(client, address.removeprefix("http://testserver"))


def test_pages_of_the_index_are_whole_addresses_with_the_day_of_their_source(client):
    pages = read(client, "/sitemap-1.xml")
    assert pages[0] == ("http://testserver/metiers/MET.0", "2025-10-21")
    assert pages[1] == ("http://testserver/formations/LHEO.A%26B%200", None)
    assert len(pages) == 16
    assert len(read(client, "/sitemap-2.xml")) == 2


def test_fixed_pages_and_domains_are_on_the_map_and_answer(client):
    pages = [address.removeprefix("http://testserver") for address, _ in read(client, "/sitemap-0.xml")]
    assert {"/", "/explorer", "/explorer/D"} <= set(pages)
    for page in pages:
        assert client.get(page).status_code == 200, page


def test_a_file_beyond_the_last_is_not_found(client):
    assert client.get("/sitemap-3.xml").status_code == 404


def test_the_public_address_of_the_site_is_the_one_given(published):
    client = published
    assert read(client, "/sitemap-1.xml")[0][0] == "https://debouches.exemple.fr/metiers/MET.0"
    assert "Sitemap: https://debouches.exemple.fr/sitemap.xml\n" in client.get("/robots.txt").text
    [canonical] = parse(client.get("/metiers/D1102?lieu=lyon").text).xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://debouches.exemple.fr/metiers/D1102"


@pytest.mark.parametrize(
    "path", ["/recherche?q=boulanger", "/recherche?q=boulanger&groupe=formation", "/selection"]
)
def test_answers_to_somebody_are_not_indexed(client, path):
    page = parse(client.get(path).text)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert f"Disallow: {path.partition('?')[0]}\n" in client.get("/robots.txt").text


def test_a_page_asked_with_parameters_names_the_one_without(client):
    [canonical] = parse(client.get("/conseiller?lieu=lyon").text).xpath("//link[@rel='canonical']/@href")
    assert canonical == "http://testserver/conseiller"
