"""The handover sheet: one leaves it and comes back, nothing is sent again, nothing is in an address."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewReader
from tests.browser.reader import Reader

SHEET = "La fiche, à remettre"


def make(reader: Reader) -> None:
    reader.page.locator("#l-tranche-age").select_option("26-44")
    reader.page.locator("#l-consentement").check()
    reader.page.get_by_role("button", name="Faire la fiche").click()
    expect(reader.page.get_by_role("heading", name=SHEET)).to_be_visible()


def leave_and_come_back(reader: Reader) -> None:
    with reader.page.expect_navigation():
        reader.page.locator("main").get_by_role("link", name="Financer une formation").click()
    reader.page.go_back(wait_until="commit")


def test_one_leaves_the_sheet_and_comes_back_to_it(reader: Reader) -> None:
    reader.open("/liaison")
    make(reader)
    leave_and_come_back(reader)
    expect(reader.page.get_by_role("heading", name=SHEET)).to_be_visible()
    expect(reader.page.get_by_text("26 à 44 ans")).to_be_visible()
    assert reader.address == "/liaison"
    assert not [one.url for one in reader.asked if "26-44" in one.url]


def test_what_the_desk_said_of_the_person_is_not_sent_again_either(reader: Reader) -> None:
    reader.open("/conseiller")
    reader.page.locator("#situation").select_option("jeune")
    reader.page.get_by_role("button", name="Voir à qui s’adresser").press("Enter")
    with reader.page.expect_navigation():
        reader.page.get_by_role("button", name="Préparer une fiche de liaison").click()
    expect(reader.page.locator("#l-statut")).to_have_value("jeune")
    leave_and_come_back(reader)
    expect(reader.page.locator("#l-statut")).to_have_value("jeune")
    make(reader)
    leave_and_come_back(reader)
    expect(reader.page.get_by_role("heading", name=SHEET)).to_be_visible()


def test_a_new_person_finds_nothing_of_the_sheet(reader: Reader) -> None:
    reader.open("/liaison")
    make(reader)
    with reader.page.expect_navigation():
        reader.page.get_by_role("link", name="Nouvelle personne").click()
    expect(reader.page.locator("#l-tranche-age")).to_have_value("")
    assert reader.page.evaluate("sessionStorage.getItem('liaison')") is None


def test_the_sheet_is_corrected_and_its_file_taken(reader: Reader) -> None:
    reader.open("/liaison")
    make(reader)
    with reader.page.expect_download() as taken:
        reader.page.get_by_role("button", name="Enregistrer le fichier").click()
    assert taken.value.suggested_filename.startswith("fiche-de-liaison-")
    reader.page.get_by_role("button", name="Corriger").click()
    expect(reader.page.locator("#l-tranche-age")).to_have_value("26-44")


@pytest.mark.parametrize("agrees", [False, True])
def test_without_script_the_form_makes_the_sheet(new_reader: NewReader, site: str, agrees: bool) -> None:
    reader = new_reader(site, java_script_enabled=False)
    reader.open("/liaison")
    if agrees:
        reader.page.locator("#l-consentement").check()
    reader.page.get_by_role("button", name="Faire la fiche").click()
    expect(reader.page.get_by_role("heading", name=SHEET)).to_have_count(1 if agrees else 0)
