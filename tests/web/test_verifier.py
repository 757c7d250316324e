"""The check of a file: the same findings on the page and in the API, bounded, nothing kept."""

import json

import pytest
from fastapi.testclient import TestClient

from tests.mappings.test_conformity import fiche
from tests.web import pages
from web.asked.uploads import MAX_BYTES

BAD = json.dumps(fiche(codes_rome=["<b>D11"], version_rome="3"))


def test_a_sent_file_and_a_pasted_text_get_the_same_report(client: TestClient) -> None:
    sent = client.post("/verifier", files={"fichier": ("fiches.jsonl", BAD.encode())})
    pasted = client.post("/verifier", files={"fichier": ("", b"")}, data={"texte": BAD})
    for answer in (sent, pasted):
        section = pages.parse(answer.text).get_element_by_id("rapport")
        assert "n’est pas conforme" in pages.text_of(section)
        assert "codes_rome.0" in pages.text_of(section)
        assert answer.headers["cache-control"] == "no-store"
        assert "<b>D11" not in answer.text


def test_a_sound_file_is_said_conform_with_the_nine_families(client: TestClient) -> None:
    answer = client.post("/verifier", data={"texte": json.dumps(fiche())})
    section = pages.parse(answer.text).get_element_by_id("rapport")
    assert "est conforme" in pages.text_of(section)
    assert len(section.findall(".//ul[@class='familles']/li")) == 9


def test_the_page_says_which_metiers_a_fiche_would_join_and_by_which_words_it_would_be_found(
    client: TestClient,
) -> None:
    given = fiche(codes_rome=["D1102", "N9999"], version_rome="4")
    page = pages.parse(client.post("/verifier", data={"texte": json.dumps(given)}).text)
    (joined,) = page.find_class("reliees")
    assert [link.get("href") for link in joined.iter("a")] == ["/metiers/D1102"]
    assert "N9999, qui n’a pas de page ici" in pages.text_of(joined)
    assert "Mots clés donnés : le ciel." in pages.text_of(joined)
    alone = pages.parse(client.post("/verifier", data={"texte": json.dumps(fiche())}).text)
    assert "Reliée à aucun métier" in pages.text_of(alone.find_class("reliees")[0])


def test_an_empty_file_is_said_empty_and_not_that_nothing_was_sent(client: TestClient) -> None:
    page = pages.parse(client.post("/verifier", files={"fichier": ("fiches.xml", b"")}).text)
    assert len(page.find_class("constat-erreur")) == 1


def test_the_api_gives_the_same_findings(client: TestClient) -> None:
    answer = client.post("/api/v1/verifier", content=BAD.encode())
    assert answer.status_code == 200
    body = answer.json()
    assert (body["est_conforme"], body["erreurs"]) == (False, 1)
    assert body["constats"][0]["champ"] == "codes_rome.0"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/verifier", "/api/v1/verifier"])
def test_too_big_a_file_is_refused_before_it_is_read_whole(client: TestClient, address: str) -> None:
    content = b"x" * (MAX_BYTES + 1)
    sent = {"content": content} if address.startswith("/api") else {"files": {"fichier": ("a", content)}}
    answer = client.post(address, **sent)
    assert answer.status_code == 413
    assert "mégaoctet" in answer.text


@pytest.mark.parametrize("body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: zut\r\n\r\n", b"\xff" * 50])
def test_a_broken_form_is_an_answer_not_an_incident(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/verifier", content=body, headers=headers).status_code in {200, 400}


def test_the_example_that_is_shown_is_conform_and_has_nothing_to_mend(client: TestClient) -> None:
    (shown,) = pages.parse(client.get("/verifier").text).xpath("//details//code")
    rapport = client.post("/api/v1/verifier", content=shown.text_content().encode()).json()
    assert (rapport["est_conforme"], rapport["constats"]) == (True, [])


def test_nothing_sent_is_said(client: TestClient) -> None:
    page = pages.parse(client.post("/verifier").text)
    assert "Rien à vérifier" in pages.text_of(page.find_class("alerte")[0])
    assert page.find_class("constats") == []
