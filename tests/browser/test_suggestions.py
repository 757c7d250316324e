"""What is proposed while one types: a combobox as assistive technologies know it, words left as they are."""

import re

from playwright.sync_api import Route, expect

from tests.browser.reader import Reader
from tests.web import samples

SUGGEST = "**/api/v1/suggest*"
WRITTEN = "l’École d'été à Noël"
"""Both apostrophes, and accents."""


def test_what_begins_as_one_types_is_proposed_with_its_kind(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_text(
        [
            re.compile("Boulanger, boulangère métier"),
            re.compile("BTM.* formation"),
            re.compile("certification"),
        ]
    )


def test_nothing_is_asked_for_a_single_letter(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).not_to_have_count(0)
    asked = [request.url for request in reader.asked if "/suggest" in request.url]
    assert not any(url.endswith("?q=b") for url in asked)


def test_the_field_and_its_list_are_what_assistive_technologies_expect(reader: Reader) -> None:
    reader.open("/")
    expect(reader.words).to_have_role("combobox")
    expect(reader.words).to_have_attribute("aria-expanded", "false")
    reader.words.press_sequentially("bou")
    expect(reader.words).to_have_attribute("aria-expanded", "true")
    shown = reader.page.get_by_role("listbox", name="Suggestions")
    expect(shown).to_be_visible()
    expect(shown).to_have_id(reader.words.get_attribute("aria-controls") or "")
    expect(reader.page.get_by_role("status").filter(has_text="3 suggestions")).to_be_attached()


def test_an_arrow_marks_a_line_and_enter_opens_its_page(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_count(3)
    reader.words.press("ArrowDown")
    reader.words.press("ArrowDown")
    marked = reader.page.get_by_role("option", selected=True)
    expect(marked).to_have_text(re.compile("BTM boulanger"))
    expect(reader.words).to_have_attribute("aria-activedescendant", marked.get_attribute("id") or "")
    reader.does(lambda: reader.words.press("Enter"), then="/formations/FOR.1563")


def test_an_arrow_upwards_comes_from_the_end_and_leaves_by_the_beginning(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_count(3)
    reader.words.press("ArrowUp")
    expect(reader.suggested.last).to_have_attribute("aria-selected", "true")
    for _ in range(3):
        reader.words.press("ArrowUp")
    expect(reader.page.get_by_role("option", selected=True)).to_have_count(0)
    expect(reader.words).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_escape_closes_the_list_and_keeps_what_was_typed(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_count(3)
    reader.words.press("Escape")
    expect(reader.suggested).to_have_count(0)
    expect(reader.words).to_have_value("bou")
    expect(reader.words).to_have_attribute("aria-expanded", "false")
    reader.words.press("ArrowDown")
    expect(reader.suggested).to_have_count(3)


def test_a_click_opens_the_page_of_a_line(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    reader.does(reader.suggested.last.click, then="/certifications/RNCP38565")


def test_apostrophes_and_accents_reach_the_results_as_they_were_typed(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially(WRITTEN)
    with reader.page.expect_navigation(url="**/recherche*"):
        reader.words.press("Enter")
    assert reader.query["q"] == [WRITTEN]
    expect(reader.words).to_have_value(WRITTEN)


def test_what_is_asked_is_what_was_typed(reader: Reader) -> None:
    reader.open("/")
    with reader.page.expect_response(SUGGEST) as answered:
        reader.words.fill("l’hôtellerie d'été")
    assert answered.value.json()["q"] == "l’hôtellerie d'été"
    expect(reader.suggested).to_have_text([re.compile("L’hôtellerie d'été")])


def test_a_name_that_looks_like_code_is_shown_as_it_is_written(reader: Reader) -> None:
    reader.open("/")
    reader.words.fill(samples.HTML)
    expect(reader.suggested).to_have_text([re.compile(re.escape(samples.HTML))])


def test_a_place_that_is_chosen_fills_its_field_and_goes_with_the_search(reader: Reader) -> None:
    reader.open("/")
    reader.words.fill("boulanger")
    reader.place.press_sequentially("ly")
    expect(reader.suggested.first).to_have_text(re.compile(r"Lyon.*Rhône \(69\)"))
    reader.place.press("ArrowDown")
    reader.place.press("Enter")
    expect(reader.suggested).to_have_count(0)
    expect(reader.place).to_have_value(samples.LYON.nom_complet)
    with reader.page.expect_navigation(url="**/recherche*"):
        reader.place.press("Enter")
    assert reader.query == {"q": ["boulanger"], "lieu": [samples.LYON.nom_complet]}


def test_enter_searches_for_the_words_that_were_typed_after_a_line_was_marked(reader: Reader) -> None:
    """Suggestions come a moment after the words: a mark made on the former ones is no longer meant."""
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_count(3)
    reader.words.press("ArrowDown")
    reader.page.route(SUGGEST, lambda _: None)
    reader.words.press_sequentially("lon")
    with reader.page.expect_navigation():
        reader.words.press("Enter")
    assert reader.address == "/recherche?q=boulon&lieu="


def test_what_answers_after_one_has_left_the_field_opens_nothing(reader: Reader) -> None:
    reader.open("/")
    reader.page.route(SUGGEST, lambda _: None)
    with reader.page.expect_request(SUGGEST):
        reader.words.press_sequentially("bou")
    with reader.page.expect_event("requestfailed"):
        reader.words.press("Tab")
    expect(reader.suggested).to_have_count(0)


def test_once_the_field_is_emptied_an_arrow_brings_nothing_back(reader: Reader) -> None:
    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_count(3)
    reader.words.fill("")
    expect(reader.suggested).to_have_count(0)
    reader.words.press("ArrowDown")
    expect(reader.words).to_have_attribute("aria-expanded", "false")


def test_what_cannot_be_answered_closes_the_list_of_other_words(reader: Reader) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="{}")

    reader.open("/")
    reader.words.press_sequentially("bou")
    expect(reader.suggested).to_have_count(3)
    reader.page.route(SUGGEST, refuse)
    reader.words.press_sequentially("langer")
    expect(reader.suggested).to_have_count(0)
    reader.complaints.clear()  # the console says that the answer was refused, which is what happened
