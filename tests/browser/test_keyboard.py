"""The site with a keyboard alone: one sees where one is, one skips what repeats, one is never caught."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewReader
from tests.browser.reader import Reader

PAGES = (
    "/",
    "/recherche?q=boulanger&niveau=3",
    "/metiers/D1102?lieu=lyon",
    "/conseiller",
    "/selection?code=D1102",
)
STOPS = 30

FOCUSED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    return {
        what: one.outerHTML.slice(0, 80),
        isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.fixture
def reader(new_reader: NewReader, site: str) -> Reader:
    """Who asks that nothing slides: what is focused is in sight at once."""
    return new_reader(site, reduced_motion="reduce")


@pytest.mark.parametrize("address", PAGES)
def test_one_always_sees_where_one_is(reader: Reader, address: str) -> None:
    reader.open(address)
    seen = []
    for _ in range(STOPS):
        reader.page.keyboard.press("Tab")
        seen.append(reader.page.evaluate(FOCUSED))
    assert [one["what"] for one in seen if not (one["isOutlined"] and one["isInSight"])] == []
    assert len({one["what"] for one in seen}) > STOPS / 2


@pytest.mark.parametrize("address", PAGES)
def test_the_first_stop_skips_to_the_content(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.page.keyboard.press("Tab")
    skip = reader.page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_is_made_and_read_without_a_mouse(reader: Reader) -> None:
    reader.open("/")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    expect(reader.words).to_be_focused()
    reader.page.keyboard.type("boulanger")
    with reader.page.expect_navigation(url="**/recherche*"):
        reader.page.keyboard.press("Enter")
    result = reader.page.locator(".carte h3 a").first
    for _ in range(80):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.matches('.carte h3 a')"):
            break
    expect(result).to_be_focused()
    reader.does(lambda: reader.page.keyboard.press("Enter"), then="/metiers/D1102")
