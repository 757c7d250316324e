"""A kiosk: nothing leads out, what one person leaves goes before the next; and what a QR code takes away."""

from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from debouches.settings import BorneSettings, Settings
from tests.web import pages, samples
from tests.web.addresses import ERRORS, PAGES
from tests.web.fakes import FakeSearcher
from web.serving.app import create_app

FOR_PROFESSIONALS = ("/api-et-donnees", "/verifier", "/bloc")
IN_A_KIOSK = [address for address in (*PAGES, *ERRORS) if address not in FOR_PROFESSIONALS]
BOTH = "/selection?code=D1102&code=FOR.1563&code=Z9999&lieu=lyon"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    settings = Settings(home=tmp_path_factory.mktemp("var"), borne=BorneSettings(active=True, minutes=2))
    app: FastAPI = create_app(FakeSearcher(), settings=settings, today=lambda: samples.TODAY)
    return TestClient(app, follow_redirects=False)


@pytest.fixture
def site_of(tmp_path):
    """A site as another machine asks it, with settings."""

    def build(base_url="http://orientation.example", **settings):
        app = create_app(FakeSearcher(), settings=Settings(home=tmp_path, **settings))
        return TestClient(app, base_url=base_url)

    return build


def leads_out(link: str) -> bool:
    target = urlsplit(link)
    is_for_programs = target.path.startswith("/api/") or target.path.endswith(".json")
    return bool(target.scheme or target.netloc) or is_for_programs or target.path in FOR_PROFESSIONALS


@pytest.mark.parametrize("address", IN_A_KIOSK, ids=lambda address: address[:40])
def test_nothing_leads_out_of_a_kiosk_and_every_page_watches(kiosk: TestClient, address: str) -> None:
    page = pages.parse(kiosk.get(address).text)
    assert [link for link in pages.links(page) if leads_out(link)] == []
    (minutes,) = page.xpath("//script[contains(@src, 'borne.js')]/@data-minutes")
    assert float(minutes) == 2
    assert "tout effacer" in pages.text_of(
        page.xpath("//p[contains(@class, 'bandeau-borne')]//a[@data-tout-effacer]")[0]
    )
    assert not page.xpath("//@style | //style | //script[not(@src)]")


def test_another_site_is_shown_with_its_address_to_read_on_a_phone(
    kiosk: TestClient, client: TestClient
) -> None:
    outside = {link for link in pages.links(pages.parse(client.get("/metiers/D1102").text)) if "//" in link}
    page = pages.parse(kiosk.get("/metiers/D1102").text)
    written = {pages.text_of(one) for one in page.find_class("adresse")}
    assert outside
    assert outside <= written
    assert len(page.xpath("//svg[@class='qr']")) == len(page.find_class("adresse"))


def test_a_telephone_number_stays_readable(kiosk: TestClient) -> None:
    assert pages.parse(kiosk.get("/conseiller").text).xpath("//strong[@class='telephone']")


@pytest.mark.parametrize("address", FOR_PROFESSIONALS)
def test_a_kiosk_has_no_page_for_those_who_write_programs(kiosk: TestClient, address: str) -> None:
    assert kiosk.get(address).status_code == 404


def test_a_sheet_about_a_person_is_not_left_in_a_file_on_a_kiosk(kiosk: TestClient) -> None:
    sheet = kiosk.post("/liaison", data={"vers": "fiche", "consentement": "1", "statut": "jeune"}).text
    assert "Accord donné le" in pages.main_text(sheet)
    assert "Enregistrer le fichier" not in sheet


def test_a_site_is_no_kiosk_unless_it_is_said(client: TestClient) -> None:
    assert "borne.js" not in client.get("/").text


def test_a_selection_is_taken_away_with_its_codes_and_nothing_else(site_of) -> None:
    page = pages.parse(site_of().get(BOTH).text)
    (block,) = page.find_class("a-emporter")
    (address,) = block.find_class("adresse")
    assert pages.text_of(address) == "http://orientation.example/selection?code=D1102&code=FOR.1563"
    assert block.xpath(".//svg[@class='qr']")


def test_the_address_that_an_installation_gives_comes_first(site_of) -> None:
    page = pages.parse(site_of("http://127.0.0.1:8000", adresse="https://metiers.example/").get(BOTH).text)
    (address,) = page.find_class("adresse")
    assert pages.text_of(address).startswith("https://metiers.example/selection?")


@pytest.mark.parametrize("here", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_a_code_that_no_phone_could_follow_is_not_shown(site_of, here: str) -> None:
    found = site_of(here).get(BOTH)
    assert (found.status_code, "a-emporter" in found.text) == (200, False)


def test_an_empty_selection_has_nothing_to_take_away(site_of) -> None:
    assert "a-emporter" not in site_of().get("/selection").text


def test_a_code_says_the_address_whole() -> None:
    """The longest selection fits, and another address draws another code."""
    from web.rendering.qr import Codes

    svg = Codes().svg
    longest = "https://metiers.example/selection?" + "&".join(f"code=FOR.{n:05}" for n in range(30))
    assert svg(longest).count("<path") == 2
    assert svg("https://a.example/1") != svg("https://a.example/2")


@pytest.mark.parametrize(
    "page", ["/metiers/D1102", "/formations/FOR.1563", "/certifications/RNCP38565", "/lieux-d-accueil/ft-1"]
)
def test_on_paper_a_page_says_where_it_is_with_a_code(site_of, page: str) -> None:
    site = site_of(adresse="https://metiers.example")
    (block,) = pages.parse(site.get(page).text).find_class("imprime")
    assert f"https://metiers.example{page}" in pages.text_of(block)
    (picture,) = block.iter("img")
    assert picture.get("loading") == "lazy"
    drawn = site.get(picture.get("src"))
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_on_paper_a_page_that_only_this_machine_reaches_has_no_code(site_of) -> None:
    (block,) = pages.parse(site_of("http://localhost:8000").get("/metiers/D1102").text).find_class("imprime")
    assert not list(block.iter("img"))
    assert site_of("http://localhost:8000").get("/qr/metiers/D1102").status_code == 404


@pytest.mark.parametrize(
    "path", ["ailleurs.example", "/ailleurs.example/x", "metiers/a b", "metiers/" + "a" * 99]
)
def test_only_pages_are_drawn(site_of, path: str) -> None:
    assert site_of().get(f"/qr/{path}").status_code == 404
