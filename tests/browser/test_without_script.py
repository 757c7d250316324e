"""The site without JavaScript: everything that a reader came for can still be done."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewReader
from tests.browser.reader import Reader


@pytest.fixture
def reader(new_reader: NewReader, site: str) -> Reader:
    return new_reader(site, java_script_enabled=False)


def test_one_searches_narrows_and_reads(reader: Reader) -> None:
    reader.open("/")
    reader.words.fill("boulanger")
    reader.place.fill("lyon")
    with reader.page.expect_navigation(url="**/recherche*"):
        reader.words.press("Enter")
    assert reader.query == {"q": ["boulanger"], "lieu": ["lyon"]}
    with reader.page.expect_navigation(url="**niveau=3*"):
        reader.page.get_by_role("link", name="CAP (niveau 3)").first.click()
    with reader.page.expect_navigation(url="**/metiers/D1102*"):
        reader.page.locator(".carte h3 a").first.click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Boulanger, boulangère")


def test_one_finds_whom_to_see(reader: Reader) -> None:
    reader.open("/conseiller")
    reader.page.locator("#situation").select_option("jeune")
    reader.page.locator("#ou-conseiller").fill("lyon")
    reader.page.get_by_role("button", name="Voir à qui s’adresser").click()
    expect(reader.page.get_by_role("heading", name="Qui voir d’abord")).to_be_visible()
    assert "jeune" not in reader.page.url


def test_one_says_whether_the_page_helped(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    reader.does(reader.page.get_by_role("button", name="Oui").click, then="/metiers/D1102#merci-oui")
    expect(reader.page.locator("#merci-oui")).to_be_visible()


def test_what_is_folded_opens(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    folded = reader.page.locator("main details:not([open])")
    before = folded.count()
    assert before
    folded.first.locator("summary").first.click()
    expect(folded).to_have_count(before - 1)


def test_nothing_that_needs_a_script_is_offered(reader: Reader) -> None:
    reader.open("/")
    for one in reader.page.locator("[data-avec-script]").all():
        expect(one).to_be_hidden()
    expect(reader.page.get_by_role("combobox")).to_have_count(0)
