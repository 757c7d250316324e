"""The desk: an answer survives a visit to an address, nothing of a person survives « nouvelle personne »."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewReader
from tests.browser.reader import Reader

DESK = "/conseiller"
ANSWER = "Qui voir d’abord"
ERASE = "Nouvelle personne"


def tell(reader: Reader) -> None:
    """Somebody is described at the desk, and an answer comes."""
    reader.open(DESK)
    reader.page.locator("#situation").select_option("jeune")
    reader.page.locator("#demande").select_option("emploi")
    reader.page.get_by_label("cadre").check()
    reader.page.locator("#ou-conseiller").fill("lyon")
    reader.page.get_by_role("button", name="Voir à qui s’adresser").press("Enter")
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_be_focused()


def go_to_a_place(reader: Reader) -> None:
    # A frame is drawn before leaving, as for a reader: the address is one of the page.
    place = reader.page.locator("#reponse a[href^='/lieux-d-accueil/']").first
    reader.does(place.click, then="/lieux-d-accueil/ft-1")


def go_back(reader: Reader) -> None:
    reader.page.go_back(wait_until="commit")


def has_the_answer(reader: Reader) -> None:
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_be_visible()
    expect(reader.page.locator("#situation")).to_have_value("jeune")
    expect(reader.page.locator("#demande")).to_have_value("emploi")
    expect(reader.page.get_by_label("cadre")).to_be_checked()


def has_nothing(reader: Reader) -> None:
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_have_count(0)
    expect(reader.page.locator("#situation")).to_have_value("")
    expect(reader.page.get_by_label("cadre")).not_to_be_checked()
    assert reader.page.evaluate("sessionStorage.getItem('comptoir')") is None


def test_one_goes_to_an_address_and_comes_back_to_the_answer(reader: Reader) -> None:
    tell(reader)
    go_to_a_place(reader)
    go_back(reader)
    has_the_answer(reader)


def test_what_is_handed_over_says_whom_to_see_and_nothing_for_the_desk(reader: Reader) -> None:
    tell(reader)
    reader.page.emulate_media(media="print")
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_be_visible()
    for said in ("Par thème", "Nouvelle personne", "Préparer l’entretien", "Rien de ce qui est dit ici"):
        assert said not in reader.page.locator("main").inner_text()


FROM_TOP = "(one) => one.getBoundingClientRect().top"


def test_the_answer_comes_to_the_top_of_the_screen(new_reader: NewReader, site: str) -> None:
    still = new_reader(site, reduced_motion="reduce")
    tell(still)
    assert still.page.get_by_role("heading", name=ANSWER).evaluate(FROM_TOP) < 100


def test_even_without_script(new_reader: NewReader, site: str) -> None:
    plain = new_reader(site, java_script_enabled=False, reduced_motion="reduce")
    plain.open(DESK)
    plain.page.locator("#situation").select_option("jeune")
    plain.page.get_by_role("button", name="Voir à qui s’adresser").click()
    assert plain.page.get_by_role("heading", name=ANSWER).evaluate(FROM_TOP) < 100


def test_even_when_the_browser_has_forgotten_the_page(reader: Reader) -> None:
    tell(reader)
    reader.page.reload()
    has_the_answer(reader)


def test_nothing_of_the_person_is_in_an_address(reader: Reader) -> None:
    tell(reader)
    assert reader.address == DESK
    go_to_a_place(reader)
    go_back(reader)
    has_the_answer(reader)
    assert not [one.url for one in reader.asked if "jeune" in one.url or "cadre" in one.url]
    assert reader.page.evaluate("localStorage.length") == 0


def test_a_new_person_finds_nothing_of_the_one_before(reader: Reader) -> None:
    tell(reader)
    go_to_a_place(reader)
    go_back(reader)
    has_the_answer(reader)
    with reader.page.expect_navigation():
        reader.page.get_by_role("link", name=ERASE).click()
    has_nothing(reader)
    go_back(reader)
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_have_count(0)
    assert reader.page.evaluate("sessionStorage.getItem('comptoir')") is None


def test_a_new_person_finds_neither_their_selection_nor_their_profile(reader: Reader) -> None:
    tell(reader)
    reader.page.evaluate("() => { localStorage.selection = '[]'; localStorage.profil = '{}'; }")
    with reader.page.expect_navigation():
        reader.page.get_by_role("link", name=ERASE).click()
    assert reader.page.evaluate("localStorage.length") == 0


def test_who_comes_after_some_minutes_finds_nothing_either(reader: Reader) -> None:
    reader.page.clock.install()
    tell(reader)
    reader.page.clock.fast_forward(timedelta(minutes=16) // timedelta(milliseconds=1))
    assert reader.page.evaluate("sessionStorage.getItem('comptoir')") is None
    reader.page.reload()
    has_nothing(reader)


def test_who_comes_by_a_link_begins_anew(reader: Reader) -> None:
    tell(reader)
    reader.open(DESK)
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_have_count(0)


def test_another_place_is_chosen_without_telling_all_again(reader: Reader) -> None:
    tell(reader)
    reader.page.evaluate(
        """() => document.getElementById('comptoir-dit').insertAdjacentHTML('afterbegin',
           '<button form="comptoir" name="ici" value="commune-69123">Ailleurs</button>')"""
    )
    reader.page.get_by_role("button", name="Ailleurs").click()
    expect(reader.page.get_by_role("button", name="Ailleurs")).to_have_count(0)
    has_the_answer(reader)


def test_when_the_question_cannot_be_sent_the_form_is_sent_as_it_is(reader: Reader) -> None:
    reader.page.add_init_script("window.fetch = () => Promise.reject(new Error('coupé'))")
    reader.open(DESK)
    reader.page.locator("#situation").select_option("jeune")
    with reader.page.expect_navigation():
        reader.page.get_by_role("button", name="Voir à qui s’adresser").click()
    expect(reader.page.get_by_role("heading", name=ANSWER)).to_be_visible()


@pytest.mark.parametrize("spoilt", ["{", "7", "null", '{"at": "x"}'])
def test_what_cannot_be_read_troubles_nothing(reader: Reader, spoilt: str) -> None:
    reader.open(DESK)
    reader.page.evaluate("(text) => { sessionStorage.comptoir = text; }", spoilt)
    reader.page.reload()
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()


def test_at_a_kiosk_too_everything_is_wiped_from_the_answer(new_reader: NewReader, kiosk_site: str) -> None:
    visitor = new_reader(kiosk_site)
    tell(visitor)
    visitor.page.evaluate("() => { sessionStorage.trace = 'x'; }")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name=ERASE).click()
    assert visitor.page.evaluate("sessionStorage.trace") is None


def test_without_script_the_form_answers_all_the_same(new_reader: NewReader, site: str) -> None:
    reader = new_reader(site, java_script_enabled=False)
    reader.open(DESK)
    reader.page.locator("#comptoir details summary").click()
    reader.page.locator("#situation").select_option("demandeur-emploi")
    reader.page.locator("#contrat").select_option("interim")
    reader.page.get_by_role("button", name="Voir à qui s’adresser").click()
    expect(reader.page.get_by_role("heading", name="Transitions Pro")).to_be_visible()
    expect(reader.page.locator("#contrat")).to_have_value("interim")
