"""« Ma sélection »: kept by the browser, shown by its address, lost only by who takes something out of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewReader
from tests.browser.reader import Reader
from web.asked.inputs import MAX_KEPT

ADD, REMOVE = "Ajouter à ma sélection", "Retirer de ma sélection"
BOTH = "/selection?code=D1102&code=FOR.1563"
REFUSES = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('non'); } })"


def keep(reader: Reader, *addresses: str) -> None:
    for address in addresses:
        reader.open(address)
        reader.page.get_by_role("button", name=ADD).click()
        expect(reader.page.get_by_role("button", name=REMOVE)).to_be_visible()


def counted(reader: Reader, number: int) -> None:
    """The link of the head of the page says how many."""
    words = f"Ma sélection ({number})" if number else "Ma sélection"
    expect(reader.page.locator("header [data-selection]")).to_have_text(words)


def titles(reader: Reader) -> list[str]:
    return reader.page.locator(".carte h2").all_inner_texts()


def test_a_page_that_is_kept_is_counted_at_once_and_after_a_reload(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    counted(reader, 0)
    reader.page.get_by_role("button", name=ADD).click()
    counted(reader, 1)
    reader.page.reload()
    counted(reader, 1)
    expect(reader.page.get_by_role("button", name=REMOVE)).to_be_visible()


def test_the_space_bar_works_on_it_as_on_any_button(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    reader.page.get_by_role("button", name=ADD).press("Space")
    counted(reader, 1)
    reader.page.get_by_role("button", name=REMOVE).press("Enter")
    counted(reader, 0)


def test_what_was_done_is_said_to_who_does_not_see_it(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    reader.page.get_by_role("button", name=ADD).click()
    expect(reader.page.get_by_role("status").filter(has_text="Ajouté")).to_be_attached()
    reader.page.get_by_role("button", name=REMOVE).click()
    expect(reader.page.get_by_role("status").filter(has_text="Retiré")).to_be_attached()


def test_its_page_shows_what_is_kept_in_the_order_of_keeping(reader: Reader) -> None:
    keep(reader, "/formations/FOR.1563", "/metiers/D1102")
    reader.does(
        reader.page.locator("header [data-selection]").click,
        then="/selection?code=FOR.1563&code=D1102",
    )
    assert titles(reader) == ["BTM boulanger", "Boulanger, boulangère"]


def test_an_address_without_codes_leads_to_what_is_kept(reader: Reader) -> None:
    keep(reader, "/metiers/D1102")
    reader.open("/selection")
    expect(reader.page).to_have_url(reader.site + "/selection?code=D1102")


def test_what_is_taken_out_stays_out(reader: Reader) -> None:
    keep(reader, "/metiers/D1102", "/formations/FOR.1563")
    reader.open(BOTH)
    reader.does(
        reader.page.get_by_role("link", name=re.compile("^Retirer BTM")).click, then="/selection?code=D1102"
    )
    counted(reader, 1)
    reader.open("/formations/FOR.1563")
    expect(reader.page.get_by_role("button", name=ADD)).to_be_visible()


def test_everything_can_be_taken_out(reader: Reader) -> None:
    keep(reader, "/metiers/D1102")
    reader.open("/selection?code=D1102")
    reader.does(reader.page.get_by_role("link", name="Tout effacer").click, then="/selection?code=")
    counted(reader, 0)
    assert reader.kept("selection") == []


def test_a_list_that_somebody_sent_does_not_replace_ones_own(reader: Reader) -> None:
    keep(reader, "/metiers/D1102")
    reader.open("/selection?code=FOR.1563&code=RNCP38565")
    counted(reader, 3)
    assert reader.kept("selection") == ["D1102", "FOR.1563", "RNCP38565"]


def test_a_page_that_one_goes_back_to_knows_what_was_kept_since(reader: Reader) -> None:
    reader.open("/explorer/D")
    reader.does(reader.page.locator("main a[href='/metiers/D1102']").first.click, then="/metiers/D1102")
    reader.page.get_by_role("button", name=ADD).click()
    reader.page.go_back(wait_until="commit")
    expect(reader.page).to_have_url(reader.site + "/explorer/D")
    counted(reader, 1)


def test_another_tab_knows_it_too(reader: Reader) -> None:
    reader.open("/explorer")
    other = reader.page.context.new_page()
    other.goto(reader.site + "/metiers/D1102")
    other.get_by_role("button", name=ADD).click()
    counted(reader, 1)


def test_one_more_than_can_be_kept_is_refused_in_words(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    full = [f"FOR.{number}" for number in range(MAX_KEPT)]
    reader.page.evaluate("(codes) => localStorage.setItem('selection', JSON.stringify(codes))", full)
    reader.page.reload()
    reader.page.get_by_role("button", name=ADD).click()
    expect(reader.page.get_by_role("status").filter(has_text="pleine")).to_be_visible()
    assert reader.kept("selection") == full


def test_a_browser_that_keeps_nothing_still_opens_the_list(reader: Reader) -> None:
    reader.page.add_init_script(REFUSES)
    reader.open("/metiers/D1102")
    reader.does(reader.page.get_by_role("button", name=ADD).click, then="/selection?code=D1102")
    assert titles(reader) == ["Boulanger, boulangère"]


def test_it_prints_its_cards_without_the_frame_of_the_site(reader: Reader) -> None:
    reader.open(BOTH)
    reader.page.emulate_media(media="print")
    expect(reader.page.locator(".carte")).to_have_count(2)
    for card in reader.page.locator(".carte h2").all():
        expect(card).to_be_visible()
    for part in ("header.entete", "footer.pied"):
        expect(reader.page.locator(part)).to_be_hidden()
    assert reader.page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("address", ["/metiers/D1102", "/formations/FOR.1563", "/certifications/RNCP38565"])
def test_without_script_a_link_does_the_same(new_reader: NewReader, site: str, address: str) -> None:
    reader = new_reader(site, java_script_enabled=False)
    reader.open(address)
    code = address.rpartition("/")[2]
    reader.does(reader.page.get_by_role("link", name=ADD).click, then=f"/selection?code={code}")
    assert len(titles(reader)) == 1


def test_on_a_phone_what_is_kept_is_one_touch_away_from_where_it_was_kept(
    new_reader: NewReader, site: str
) -> None:
    reader = new_reader(site, viewport={"width": 360, "height": 800})
    reader.open("/metiers/D1102")
    reader.page.get_by_role("button", name=ADD).click()
    kept = reader.page.locator("main").get_by_role("link", name="Ma sélection (1)")
    reader.does(kept.click, then="/selection?code=D1102")


def test_a_fiche_is_printed_by_its_button(reader: Reader) -> None:
    reader.page.add_init_script("window.print = () => { document.title = 'imprimée'; }")
    reader.open("/metiers/D1102")
    reader.page.get_by_role("button", name="Imprimer").click()
    expect(reader.page).to_have_title("imprimée")


def test_without_script_no_button_pretends_to_print(new_reader: NewReader, site: str) -> None:
    reader = new_reader(site, java_script_enabled=False)
    reader.open("/metiers/D1102")
    expect(reader.page.get_by_role("button", name="Imprimer")).to_have_count(0)
