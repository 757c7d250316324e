"""What a reader keeps: in the address, in the browser, never on the server."""

from fastapi.testclient import TestClient

from tests.web import pages
from web.asked.inputs import MAX_KEPT

BOTH = "/selection?code=D1102&code=FOR.1563&code=D1102"


def test_each_page_kept_is_shown_once_in_the_order_of_keeping(client: TestClient) -> None:
    page = pages.parse(client.get(BOTH).text)
    titles = [pages.text_of(card.find(".//h2")) for card in page.find_class("carte")]
    assert titles == ["Boulanger, boulangère", "BTM boulanger"]
    assert page.xpath("//@data-codes") == ["D1102 FOR.1563"]


def test_taking_one_out_is_an_address_without_it(client: TestClient) -> None:
    links = pages.links(pages.parse(client.get(BOTH).text))
    assert {"/selection?code=FOR.1563", "/selection?code=D1102", "/selection?code="} <= links


def test_the_last_one_taken_out_leaves_an_empty_selection(client: TestClient) -> None:
    page = pages.parse(client.get("/selection?code=D1102").text)
    assert "/selection?code=" in pages.links(page)
    assert "Rien encore" in pages.main_text(client.get("/selection?code=").text)


def test_what_is_no_more_is_said(client: TestClient) -> None:
    assert "Ne se trouve plus : Z9999, zut." in pages.main_text(
        client.get("/selection?code=Z9999&code=zut").text
    )


def test_more_than_can_be_kept_is_refused_in_words(client: TestClient) -> None:
    answer = client.get("/selection", params={"code": ["D1102"] * (MAX_KEPT + 1)})
    assert answer.status_code == 400
    assert "code" in answer.text


def test_an_entity_can_be_kept_without_script(client: TestClient) -> None:
    for address, code in (("/metiers/D1102", "D1102"), ("/formations/FOR.1563", "FOR.1563")):
        (link,) = pages.parse(client.get(address).text).xpath("//a[@data-garder]")
        assert (link.get("href"), link.get("data-garder")) == (f"/selection?code={code}", code)
