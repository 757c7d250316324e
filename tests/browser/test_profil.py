"""« Mon profil »: kept and compared by the browser; the site is asked the same things with and without it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewReader
from tests.browser.reader import Reader

RESULTS = "/recherche?q=boulanger"
MARKED = "Selon votre profil"
SEEN = (RESULTS, "/metiers/D1102", "/selection", "/conseiller")
REFUSES = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('non'); } })"


def tell(reader: Reader, **said: str) -> None:
    """Fill the form of a profile and keep it."""
    reader.open("/profil")
    for name, value in ({"situation": "jeune", "diplome": "2", "departement": "69"} | said).items():
        reader.page.locator(f"#p-{name}").select_option(value)
    reader.page.get_by_role("button", name="Garder dans ce navigateur").click()
    expect(reader.page.locator("[data-profil-dit]")).not_to_be_empty()


def formations(reader: Reader) -> list[str]:
    """Titles of the cards of formations, in their order."""
    return reader.page.locator(".carte-formation h3 a").all_inner_texts()


def card(reader: Reader, title: str) -> Locator:
    return reader.page.locator(".carte").filter(has_text=title)


def test_a_profile_is_kept_in_the_browser_and_said_to_be(reader: Reader) -> None:
    tell(reader)
    expect(reader.page.get_by_role("status").filter(has_text="Gardé dans ce navigateur")).to_be_visible()
    assert reader.kept("profil")["departement"] == {"code": "69", "mots": "Rhône (69)"}
    reader.page.reload()
    expect(reader.page.locator("#p-diplome")).to_have_value("2")


def test_results_say_what_fits_and_why(reader: Reader) -> None:
    tell(reader)
    reader.open(RESULTS)
    expect(card(reader, "CAP boulanger")).to_contain_text(MARKED)
    expect(card(reader, "CAP boulanger")).to_contain_text("en apprentissage")
    expect(card(reader, "CAP boulanger")).to_contain_text("se donne ici\u00a0: Rhône (69)")
    expect(card(reader, "master boulangerie")).not_to_contain_text(MARKED)


def test_the_order_is_that_of_the_site_until_one_asks_otherwise(reader: Reader) -> None:
    neutral = ["master boulangerie", "CAP boulanger"]
    tell(reader)
    reader.open(RESULTS)
    assert formations(reader) == neutral
    reader.page.get_by_role("button", name="Mettre devant ce qui correspond").press("Enter")
    assert formations(reader) == neutral[::-1]
    back = reader.page.get_by_role("button", name="Revenir à l’ordre du site")
    expect(back).to_be_focused()
    back.click()
    assert formations(reader) == neutral


def test_another_reader_sees_nothing_of_it(new_reader: NewReader, site: str) -> None:
    tell(new_reader(site))
    other = new_reader(site)
    other.open(RESULTS)
    expect(other.page.locator("main")).not_to_contain_text(MARKED)


def what_is_asked(reader: Reader) -> list[tuple[str, str, str | None, str | None]]:
    """Everything that the site receives while the pages are read, its own scripts apart."""
    reader.asked.clear()
    for address in SEEN:
        reader.open(address)
        reader.page.wait_for_load_state("networkidle")
    return sorted(
        (one.method, one.url, one.post_data, one.headers.get("cookie"))
        for one in reader.asked
        if "/static/" not in one.url
    )


def test_the_site_is_asked_the_very_same_things_with_and_without_a_profile(
    new_reader: NewReader, site: str
) -> None:
    someone, nobody = new_reader(site), new_reader(site)
    tell(someone)
    assert someone.kept("profil")
    asked = what_is_asked(someone)
    assert asked == what_is_asked(nobody)
    assert len(asked) >= len(SEEN)


def test_saying_it_sends_nothing(reader: Reader) -> None:
    reader.open("/profil")
    reader.page.wait_for_load_state("networkidle")
    reader.asked.clear()
    reader.page.locator("#p-situation").select_option("jeune")
    reader.page.get_by_role("button", name="Garder dans ce navigateur").click()
    expect(reader.page.locator("[data-profil-dit]")).not_to_be_empty()
    assert [one.url for one in reader.asked] == []
    assert reader.address == "/profil"


def test_erasing_it_leaves_nothing_of_it(reader: Reader) -> None:
    tell(reader)
    reader.open(RESULTS)
    reader.page.get_by_role("button", name="Effacer mon profil").click()
    expect(reader.page.locator("main")).not_to_contain_text(MARKED)
    expect(reader.page.get_by_role("status").filter(has_text="Profil effacé")).to_be_attached()
    assert reader.page.evaluate("localStorage.getItem('profil')") is None
    reader.open("/profil")
    expect(reader.page.locator("#p-diplome")).to_have_value("")


def test_ones_own_metier_is_told_from_its_page_and_taken_back_there(reader: Reader) -> None:
    tell(reader)
    reader.open("/metiers/D1102")
    reader.page.get_by_role("button", name="C’est mon métier actuel").click()
    assert reader.kept("profil")["metier"]["code"] == "D1102"
    reader.open(RESULTS)
    expect(card(reader, "Boulanger, boulangère").first).to_contain_text("C’est votre métier actuel.")
    reader.open("/metiers/D1102")
    reader.page.get_by_role("button", name="Ce n’est plus mon métier actuel").click()
    assert reader.kept("profil")["metier"] is None


def test_a_profile_told_in_another_tab_is_seen_in_this_one(reader: Reader) -> None:
    reader.open(RESULTS)
    other = reader.page.context.new_page()
    tell(Reader(other, reader.site))
    expect(card(reader, "CAP boulanger")).to_contain_text(MARKED)


def test_results_that_one_goes_back_to_know_the_profile_that_was_told_since(reader: Reader) -> None:
    reader.open(RESULTS)
    tell_link = reader.page.get_by_role("link", name="Mon profil", exact=True)
    reader.does(tell_link.click, then="/profil")
    reader.page.locator("#p-diplome").select_option("2")
    reader.page.get_by_role("button", name="Garder dans ce navigateur").click()
    reader.page.go_back(wait_until="commit")
    expect(card(reader, "CAP boulanger")).to_contain_text(MARKED)


def test_a_browser_that_keeps_nothing_says_so(reader: Reader) -> None:
    reader.page.add_init_script(REFUSES)
    tell(reader)
    expect(reader.page.get_by_role("status").filter(has_text="refuse de garder")).to_be_visible()


@pytest.mark.parametrize("spoilt", ["{", "[]", '"x"', "7"])
def test_what_is_kept_and_cannot_be_read_troubles_no_page(reader: Reader, spoilt: str) -> None:
    reader.open("/")
    reader.page.evaluate("(text) => { localStorage.profil = text; localStorage.selection = text; }", spoilt)
    reader.open(RESULTS)
    expect(reader.page.locator("header [data-selection]")).to_have_text(re.compile("^Ma sélection$"))
    expect(card(reader, "CAP boulanger")).to_be_visible()


def test_without_script_its_page_says_why_it_has_no_form(new_reader: NewReader, site: str) -> None:
    reader = new_reader(site, java_script_enabled=False)
    reader.open("/profil")
    expect(reader.page.locator("[data-sans-script]")).to_be_visible()
    expect(reader.page.locator("form[data-profil]")).to_be_hidden()
