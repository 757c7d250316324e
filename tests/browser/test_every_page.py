"""Every type of page on the narrowest of phones: nothing overflows, breaks, or comes from elsewhere."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PATIENCE_MS, PHONE, NewReader
from tests.browser.reader import Reader
from tests.web.addresses import PAGES

BLOCKS = ("/bloc", "/bloc/metiers/D1102?lieu=lyon", "/bloc/metiers/Z9999")
HOSTILE = ("/zut", "/recherche?q=" + "a" * 10_000, "/recherche?q=piège", "/metiers/MET.99")
RICHEST = {urlsplit(address).path: address for address in sorted(PAGES, key=len)}
"""The address that asks most of each page."""
PLACED = ("/recherche?q=boulanger&lieu=lyon", "/metiers/D1102?lieu=lyon", "/conseiller?lieu=lyon")
EVERY = (*dict.fromkeys((*RICHEST.values(), *PLACED, *BLOCKS, *HOSTILE)),)

TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    const isCut = (one) => /auto|scroll|hidden/.test(getComputedStyle(one).overflowX);
    const scrolls = (one) => one && (isCut(one) || scrolls(one.parentElement));
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one))
        .map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNREACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.tabIndex < 0 && !one.closest("[hidden]")).map((one) => one.outerHTML.slice(0, 90))"""


@dataclass(frozen=True)
class Visit:
    """What is found on a page: opened once, judged by several tests."""

    complaints: list[str]
    too_wide: list[str]
    overflow: int
    elsewhere: list[str]
    unreachable: list[str]


class Visits:
    """A phone that opens each page when a test first asks for it."""

    def __init__(self, browser: Browser, site: str) -> None:
        context = browser.new_context(locale="fr-FR", viewport=PHONE)
        context.set_default_timeout(PATIENCE_MS)
        self._reader, self._found = Reader(context.new_page(), site), {}

    def __getitem__(self, address: str) -> Visit:
        if address not in self._found:
            self._found[address] = self._visit(address)
        return self._found[address]

    def _visit(self, address: str) -> Visit:
        reader = self._reader
        reader.asked.clear()
        reader.complaints.clear()
        reader.open(address)
        here = urlsplit(reader.site).netloc
        return Visit(
            list(reader.complaints),
            reader.page.evaluate(TOO_WIDE),
            reader.page.evaluate(OVERFLOW),
            [one.url for one in reader.asked if urlsplit(one.url).netloc != here],
            reader.page.evaluate(UNREACHABLE),
        )


@pytest.fixture(scope="module")
def visits(browser: Browser, site: str) -> Visits:
    return Visits(browser, site)


@pytest.fixture(scope="module")
def kiosk_visits(browser: Browser, kiosk_site: str) -> Visits:
    return Visits(browser, kiosk_site)


def named(address: str) -> str:
    return address[:60]


@pytest.mark.parametrize("address", EVERY, ids=named)
def test_nothing_is_wider_than_a_phone(visits: Visits, address: str) -> None:
    assert (visits[address].overflow, visits[address].too_wide) == (0, [])


@pytest.mark.parametrize("address", EVERY, ids=named)
def test_the_console_has_nothing_to_say_not_even_of_the_policy_of_the_site(
    visits: Visits, address: str
) -> None:
    assert visits[address].complaints == []


@pytest.mark.parametrize("address", EVERY, ids=named)
def test_nothing_is_asked_of_anybody_else(visits: Visits, address: str) -> None:
    assert visits[address].elsewhere == []


@pytest.mark.parametrize("address", EVERY, ids=named)
def test_the_keyboard_reaches_all_that_a_finger_does(visits: Visits, address: str) -> None:
    assert visits[address].unreachable == []


WITH_TABLES = (
    "/sources",
    "/profil",
    "/api-et-donnees",
    "/certifications/RNCP600",
    "/metiers/D1102?lieu=lyon",
    "/territoires/commune-69123",
)
TABLET = {"width": 768, "height": 1024}
TWICE_AS_LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"


@pytest.mark.parametrize("address", WITH_TABLES, ids=named)
def test_a_tablet_and_letters_twice_as_large_have_room_for_every_table(
    new_reader: NewReader, site: str, address: str
) -> None:
    on_a_tablet = new_reader(site, viewport=TABLET)
    on_a_tablet.open(address)
    on_a_desk = new_reader(site)
    on_a_desk.open(address)
    on_a_desk.page.evaluate(TWICE_AS_LARGE)
    assert [one.page.evaluate(OVERFLOW) for one in (on_a_tablet, on_a_desk)] == [0, 0]


IN_A_KIOSK = (
    "/",
    "/recherche?q=boulanger",
    "/metiers/D1102?lieu=lyon",
    "/selection?code=D1102",
    "/conseiller?lieu=lyon",
)


@pytest.mark.parametrize("address", IN_A_KIOSK, ids=named)
def test_a_kiosk_is_no_wider_and_no_noisier(kiosk_visits: Visits, address: str) -> None:
    found = kiosk_visits[address]
    assert (found.overflow, found.too_wide, found.complaints, found.elsewhere) == (0, [], [], [])
