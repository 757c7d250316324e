"""A long page on a phone: its headings first, each opening on what it announces; whole everywhere else."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import DESK, NewReader
from tests.browser.reader import Reader

SMALL = {"width": 360, "height": 300}
"""Low enough for the sections of the samples to be long before it."""
METIER = "/metiers/D1102?lieu=commune-69123"


@pytest.fixture
def phone(new_reader: NewReader, site: str) -> Reader:
    return new_reader(site, viewport=SMALL)


def bar(reader: Reader, name: str) -> Locator:
    return reader.page.locator(".pli > summary", has=reader.page.get_by_role("heading", name=name))


def needs(reader: Reader) -> Locator:
    """What only the folded part says."""
    return reader.page.locator("#perspectives").get_by_role("heading", name="Besoins de recrutement")


def test_a_section_opens_under_its_heading(phone: Reader) -> None:
    phone.open(METIER)
    expect(needs(phone)).to_be_hidden()
    bar(phone, "L’emploi ici").click()
    expect(needs(phone)).to_be_visible()
    bar(phone, "L’emploi ici").click()
    expect(needs(phone)).to_be_hidden()


def test_the_keyboard_opens_it_too(phone: Reader) -> None:
    phone.open(METIER)
    bar(phone, "L’emploi ici").focus()
    phone.page.keyboard.press("Enter")
    expect(needs(phone)).to_be_visible()


def test_everything_opens_at_once_and_folds_again(phone: Reader) -> None:
    phone.open(METIER)
    phone.page.get_by_role("button", name="Tout déplier").click()
    expect(phone.page.locator(".pli:not([open])")).to_have_count(0)
    phone.page.get_by_role("button", name="Tout replier").click()
    expect(phone.page.locator(".pli[open]")).to_have_count(0)


def test_a_link_to_a_part_opens_it(phone: Reader) -> None:
    phone.open(METIER)
    phone.page.locator(".bref a[href='#perspectives']").first.click()
    expect(needs(phone)).to_be_visible()


def test_an_address_that_names_a_part_opens_it(phone: Reader) -> None:
    phone.open(f"{METIER}#perspectives")
    expect(needs(phone)).to_be_visible()
    phone.page.wait_for_function("scrollY > 0")


def test_what_a_line_or_two_say_is_not_folded(phone: Reader) -> None:
    phone.open(METIER)
    heights = phone.page.evaluate(
        "[...document.querySelectorAll('section[data-pli]')]"
        ".filter((one) => !one.querySelector('.pli')).map((one) => one.offsetHeight)"
    )
    assert heights
    assert max(heights) <= SMALL["height"] / 2


def test_what_was_open_is_still_open_when_the_browser_has_forgotten_the_page(phone: Reader) -> None:
    phone.open(METIER)
    bar(phone, "L’emploi ici").click()
    expect(needs(phone)).to_be_visible()
    phone.page.wait_for_function("history.state && history.state.plis.length")
    phone.page.reload()
    expect(needs(phone)).to_be_visible()
    expect(phone.page.locator(".corps > section > .pli[open]")).to_have_count(1)


def test_a_wide_screen_shows_all(new_reader: NewReader, site: str) -> None:
    desk = new_reader(site, viewport=DESK)
    desk.open(METIER)
    expect(needs(desk)).to_be_visible()
    expect(desk.page.locator(".pli")).to_have_count(0)


def test_without_script_a_phone_shows_all_and_its_contents(new_reader: NewReader, site: str) -> None:
    plain = new_reader(site, viewport=SMALL, java_script_enabled=False)
    plain.open(METIER)
    expect(needs(plain)).to_be_visible()
    expect(plain.page.get_by_role("link", name="Conditions de travail")).to_be_visible()
    needs(plain).scroll_into_view_if_needed()
    expect(plain.page.get_by_role("link", name="Sur cette page")).to_be_in_viewport()


def test_paper_has_all_and_the_phone_is_as_it_was(phone: Reader) -> None:
    phone.open(METIER)
    bar(phone, "Compétences").click()
    folded = phone.page.locator(".pli").count()
    phone.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(phone.page.locator(".pli")).to_have_count(0)
    expect(needs(phone)).to_be_visible()
    phone.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(phone.page.locator(".pli")).to_have_count(folded)
    expect(phone.page.locator(".pli[open] > summary")).to_contain_text("Compétences")
    expect(needs(phone)).to_be_hidden()


def test_a_group_of_aids_opens_on_its_aids(phone: Reader) -> None:
    phone.open("/financer")
    expect(phone.page.locator(".action").first).to_be_hidden()
    phone.page.locator(".pli > summary", has=phone.page.get_by_role("heading", level=2)).first.click()
    expect(phone.page.locator(".action").first).to_be_visible()


def test_the_aids_of_a_situation_are_there_at_once(phone: Reader) -> None:
    phone.open("/financer?situation=etudiant&obstacle=")
    expect(phone.page.locator(".action").first).to_be_visible()


def test_a_theme_opens_from_the_top_of_the_page(phone: Reader) -> None:
    phone.open("/conseiller")
    theme = phone.page.locator("#theme-1")
    expect(theme).to_be_hidden()
    phone.page.get_by_role("navigation", name="Par thème").get_by_role("link").first.click()
    expect(theme).to_be_visible()


def test_filters_are_closed_but_those_that_are_chosen(
    phone: Reader, new_reader: NewReader, site: str
) -> None:
    address = "/recherche?q=boulanger&niveau=3&domaine=C"
    phone.open(address)
    opened = phone.page.locator(".facette[open]")
    assert opened.count() == phone.page.locator(".facette[open]:has(.choisie)").count() > 0
    desk = new_reader(site, viewport=DESK)
    desk.open(address)
    assert desk.page.locator(".facette[open]").count() > opened.count()


@pytest.mark.parametrize(
    "address", ["/financer?situation=etudiant&obstacle=", "/lieux-d-accueil", "/conseiller"]
)
def test_what_opens_says_of_whom(phone: Reader, address: str) -> None:
    """« Pour quoi et comment », heard alone, would be the same words on every card."""
    phone.open(address)
    said = phone.page.locator(".pli > summary").all_text_contents()
    assert said
    assert len(said) == len(set(said))
