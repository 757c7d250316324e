"""What a counsellor hands over: two A4 pages, and no heading without what it announces."""

import re

import pytest

from tests.browser.reader import Reader

LONG = """() => {
  const text = document.querySelector(".texte");
  for (const section of document.querySelectorAll(".corps > section")) {
    const copy = text.cloneNode(true);
    for (let part = 0; part < 8; part += 1) {
      const title = document.createElement("h4"), said = document.createElement("p");
      title.textContent = "Une partie";
      said.textContent = "Ce que dit un éditeur de ce métier, avec ses mots. ".repeat(8);
      copy.append(title, said);
    }
    section.append(copy);
  }
}"""
"""Each block of the page takes the long text of a publisher."""
ORPHANS = """() => [...document.querySelectorAll(".texte h4")]
  .filter((one) => one.offsetParent && !one.nextElementSibling?.offsetParent).length"""
A4 = ("594", "841")


def pages_of(reader: Reader) -> list[tuple[str, str]]:
    """Width and height of each page, in whole points."""
    printed = reader.page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed)
    return [(width.decode(), height.decode()) for width, height in boxes]


@pytest.mark.parametrize("address", ["/metiers/D1102", "/formations/FOR.1563", "/certifications/RNCP38565"])
def test_a_fiche_is_two_a4_pages_at_most(reader: Reader, address: str) -> None:
    reader.open(address)
    pages = pages_of(reader)
    assert set(pages) == {A4}
    assert len(pages) <= 2


def test_long_texts_are_cut_to_their_beginning_and_said_to_be(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    reader.page.evaluate(LONG)
    assert len(pages_of(reader)) <= 2
    reader.page.emulate_media(media="print")
    assert "abrégés" in reader.page.locator(".imprime").inner_text()
    assert reader.page.evaluate(ORPHANS) == 0


def test_sources_and_their_dates_are_on_paper(reader: Reader) -> None:
    reader.open("/metiers/D1102")
    reader.page.emulate_media(media="print")
    assert reader.page.locator("#sources li").first.is_visible()


def test_what_only_leads_elsewhere_takes_no_line_of_the_paper(reader: Reader) -> None:
    reader.open("/metiers/D1102?lieu=commune-69123")
    elsewhere = reader.page.locator("#perspectives").get_by_text("Où m’adresser")
    assert elsewhere.is_visible()
    reader.page.emulate_media(media="print")
    assert not elsewhere.is_visible()


def test_an_aid_says_on_paper_who_publishes_it_and_since_when(reader: Reader) -> None:
    reader.open("/financer")
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".action .signature").first.is_visible()
    assert not reader.page.locator(".action .signature a").first.is_visible()


@pytest.mark.parametrize(
    "address", ["/financer", "/conseiller", "/lieux-d-accueil", "/recherche?q=boulanger"]
)
def test_cards_stand_in_two_columns_and_none_is_cut(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.page.emulate_media(media="print")
    cards = reader.page.locator(":is(.cartes, .actions) > li").first
    columns, cut = cards.evaluate(
        "(one) => [getComputedStyle(one.parentElement).columnCount, getComputedStyle(one).breakInside]"
    )
    assert (columns, cut) == ("2", "avoid")
