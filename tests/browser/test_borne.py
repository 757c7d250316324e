"""A kiosk: when nobody touches it, it warns, then forgets; nobody can go back to the pages of another."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KIOSK_MINUTES, NewReader
from tests.browser.reader import Reader

WARNING_MS = 20_000
IDLE_MS = KIOSK_MINUTES * 60_000
START = datetime(2026, 3, 1, tzinfo=UTC)
RESULTS = "/recherche?q=boulanger"
HOME = "/"


@pytest.fixture
def visitor(new_reader: NewReader, kiosk_site: str) -> Reader:
    """Somebody at the kiosk, whose time is that of the test."""
    one = new_reader(kiosk_site)
    one.page.clock.install(time=START)
    one.page.clock.pause_at(START + timedelta(seconds=1))  # on a machine at work, its time would run beside
    return one


def wait(reader: Reader, milliseconds: int) -> None:
    """The last second is lived tick by tick: what had to come has come."""
    reader.page.clock.fast_forward(milliseconds - 1_000)
    reader.page.clock.run_for(1_000)


def leave(reader: Reader) -> None:
    """Go away without a word, and let the kiosk forget."""
    wait(reader, IDLE_MS - WARNING_MS)
    expect(reader.page.get_by_role("alertdialog")).to_be_visible()
    reader.does(lambda: wait(reader, WARNING_MS), then=HOME)


def go_back(reader: Reader) -> None:
    reader.page.go_back(wait_until="commit")


def has_nothing_of_before(reader: Reader) -> None:
    expect(reader.page).to_have_url(reader.site + HOME)
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Un métier, une envie")
    expect(reader.words).to_have_value("")


def test_it_warns_counts_down_then_goes_home_and_forgets_everything(visitor: Reader) -> None:
    visitor.open("/metiers/D1102")
    visitor.page.get_by_role("button", name="Ajouter à ma sélection").click()
    visitor.page.evaluate("localStorage.profil = '{}'; sessionStorage.trace = 'x'")
    leave(visitor)
    assert visitor.page.evaluate("localStorage.length") == 0
    assert visitor.page.evaluate("sessionStorage.trace") is None
    assert visitor.page.context.cookies() == []


def test_the_warning_says_what_will_happen_and_counts(visitor: Reader) -> None:
    visitor.open(RESULTS)
    wait(visitor, IDLE_MS - WARNING_MS)
    warning = visitor.page.get_by_role("alertdialog")
    expect(warning).to_have_accessible_name(
        "Êtes-vous encore là\u00a0? Sans réponse, tout s’efface dans 20 secondes."
    )
    wait(visitor, 5_000)
    expect(warning.locator(".decompte")).to_have_text("15")
    expect(warning.get_by_role("button", name="Je suis encore là")).to_be_focused()


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_a_key_is_enough_to_stay(visitor: Reader, key: str) -> None:
    visitor.open(RESULTS)
    wait(visitor, IDLE_MS - WARNING_MS)
    expect(visitor.page.get_by_role("alertdialog")).to_be_visible()
    visitor.page.keyboard.press(key)
    expect(visitor.page.locator("dialog")).to_have_count(0)  # closed, it has a role no more before it is gone
    wait(visitor, IDLE_MS - WARNING_MS - 1_000)
    expect(visitor.page.get_by_role("alertdialog")).to_have_count(0)
    assert visitor.address == RESULTS


def test_who_moves_is_not_warned(visitor: Reader) -> None:
    visitor.open(RESULTS)
    wait(visitor, IDLE_MS - 2 * WARNING_MS)
    visitor.page.keyboard.press("Tab")
    wait(visitor, WARNING_MS + WARNING_MS // 2)
    expect(visitor.page.get_by_role("alertdialog")).to_have_count(0)
    expect(visitor.page).to_have_url(visitor.site + RESULTS)


def test_the_home_page_that_nobody_has_touched_waits_in_silence(visitor: Reader) -> None:
    visitor.open(HOME)
    wait(visitor, IDLE_MS - WARNING_MS // 2)
    expect(visitor.page.get_by_role("alertdialog")).to_have_count(0)


def test_words_left_in_the_field_of_the_home_page_are_wiped(visitor: Reader) -> None:
    visitor.open(HOME)
    visitor.words.fill("monsecret")
    leave(visitor)
    has_nothing_of_before(visitor)


def test_a_link_of_every_page_wipes_at_once(visitor: Reader) -> None:
    visitor.open("/metiers/D1102")
    visitor.page.get_by_role("button", name="Ajouter à ma sélection").click()
    wait(visitor, 5_000)
    visitor.does(visitor.page.get_by_role("link", name="tout effacer").click, then=HOME)
    assert visitor.page.evaluate("localStorage.length") == 0
    go_back(visitor)
    has_nothing_of_before(visitor)


def test_who_comes_next_goes_back_to_nothing(visitor: Reader) -> None:
    visitor.open(HOME)
    visitor.words.fill("boulanger")
    with visitor.page.expect_navigation():
        visitor.words.press("Enter")
    visitor.does(visitor.page.locator("main a[href^='/metiers/D1102']").first.click, then="/metiers/D1102")
    leave(visitor)
    for _ in range(2):
        go_back(visitor)
        has_nothing_of_before(visitor)


def test_nor_to_a_part_of_a_page_that_the_other_had_gone_to(visitor: Reader) -> None:
    """A link inside a page adds to the history without loading anything."""
    visitor.open("/metiers/D1102")
    visitor.page.locator("a[href='#competences']").first.click()
    expect(visitor.page).to_have_url(visitor.site + "/metiers/D1102#competences")
    visitor.open("/formations/FOR.1563")
    leave(visitor)
    go_back(visitor)
    has_nothing_of_before(visitor)


def test_nor_to_a_page_that_was_left_before_its_script_ran(new_reader: NewReader, kiosk_site: str) -> None:
    """In the time of the machine: that of a test hides how one came to a page."""
    visitor = new_reader(kiosk_site)
    visitor.page.route("**/borne.js*", lambda _: None, times=1)
    visitor.page.goto(kiosk_site + RESULTS, wait_until="commit")
    visitor.does(visitor.page.locator("main a[href^='/metiers/D1102']").first.click, then="/metiers/D1102")
    visitor.does(visitor.page.get_by_role("link", name="tout effacer").click, then=HOME)
    for _ in range(2):
        go_back(visitor)
        has_nothing_of_before(visitor)


def test_the_same_person_may_go_back(visitor: Reader) -> None:
    visitor.open(RESULTS)
    visitor.does(visitor.page.locator("main a[href^='/metiers/D1102']").first.click, then="/metiers/D1102")
    go_back(visitor)
    expect(visitor.page).to_have_url(visitor.site + RESULTS)
    expect(visitor.page.locator(".carte").first).to_be_visible()
