"""Blocks shown in a frame of another site: only they may be, and they need neither script nor cookie."""

import pytest
from fastapi.testclient import TestClient

from tests.web.addresses import PAGES
from tests.web.pages import links, loaded, parse

BLOCS = ("/bloc", "/bloc/metiers/D1102", "/bloc/metiers/D1102?lieu=lyon", "/bloc/metiers/Z9999")


@pytest.mark.parametrize("address", BLOCS)
def test_a_block_may_be_framed_and_is_protected_otherwise(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "frame-ancestors *" in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "x-frame-options" not in headers
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("address", [*PAGES[:3], "/metiers/D1102", "/blocs", "/api/v1/health"])
def test_nothing_else_may_be_framed(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("address", BLOCS)
def test_a_block_has_no_script_no_cookie_and_loads_our_sheet_alone(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text
    assert {url.partition("?")[0] for url in loaded(parse(answer.text))} == {"/static/site.css"}


@pytest.mark.parametrize("address", BLOCS)
def test_what_leaves_a_block_opens_elsewhere_than_in_its_frame(client: TestClient, address: str) -> None:
    page = parse(client.get(address).text)
    assert page.xpath("//a") + page.xpath("//form")
    assert {one.get("target") for one in [*page.iter("a"), *page.iter("form")]} == {"_blank"}
    assert len(page.xpath("//h1")) == 1


def test_the_block_of_a_metier_leads_to_its_formations_and_keeps_the_place(client: TestClient) -> None:
    found = links(parse(client.get("/bloc/metiers/D1102?lieu=lyon").text))
    assert "/formations/FOR.1?lieu=commune-69123" in found
    assert any(link.startswith("/metiers/D1102?lieu=commune-69123") for link in found)


def test_an_unknown_code_leaves_the_search(client: TestClient) -> None:
    answer = client.get("/bloc/metiers/Z9999")
    assert answer.status_code == 404
    assert "Z9999" in answer.text
    assert parse(answer.text).xpath("//form[@action='/recherche']//input[@name='q']")


def test_an_unknown_place_is_said(client: TestClient) -> None:
    assert "« zzz » n’est pas un lieu connu" in client.get("/bloc/metiers/D1102?lieu=zzz").text.replace(
        "\u00a0", " "
    )
