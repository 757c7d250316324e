"""What a program of another site tries first: the root, HEAD, two values, another encoding, a dead code."""

import pytest
from fastapi.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_the_root_gives_a_program_every_address(client: TestClient, accept: str) -> None:
    answer = client.get("/api/v1", headers={"accept": accept})
    body = answer.json()
    described = client.get(body["openapi"]).json()["paths"]
    assert {one["chemin"] for one in body["adresses"]} == set(described)
    assert client.get(body["documentation"]).status_code == 200
    assert "Accept" in answer.headers["vary"]


def test_the_root_leads_a_browser_to_the_documentation(client: TestClient) -> None:
    answer = client.get("/api/v1", headers={"accept": BROWSER}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/api-et-donnees")


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/api/v1/search?q=boulanger&q=macon", "q"),
        ("/api/v1/search?q=boulanger&groupe=metier&page=1&page=2", "page"),
        ("/api/v1/metiers/D1102/emploi?lieu=lyon&lieu=paris", "lieu"),
    ],
)
def test_two_values_of_what_has_one_are_refused(client: TestClient, address: str, parameter: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_two_values_of_a_filter_are_two_choices(client: TestClient) -> None:
    assert client.get("/api/v1/search?q=boulanger&niveau=3&niveau=4").status_code == 200


@pytest.mark.parametrize("written", ["ma%E7on", "ma%C3%A7on", "maçon"])
def test_a_query_of_a_page_in_another_encoding_is_the_same_query(client: TestClient, written: str) -> None:
    assert client.get(f"/api/v1/search?q={written}&groupe=metier").json()["q"] == "maçon"


def test_a_filter_beside_a_query_in_another_encoding_is_kept(client: TestClient) -> None:
    asked = client.get("/api/v1/search?q=m%E9tier+%26+%EAtre&niveau=3").json()
    assert (asked["q"], asked["filtres"]) == ("métier & être", {"niveau": ["3"]})


def test_a_wrong_method_is_told_that_head_is_allowed(client: TestClient) -> None:
    assert client.post("/api/v1/search?q=a").headers["allow"] == "GET, HEAD"
    assert client.get("/api/v1/verifier").headers["allow"] == "POST"


def test_any_answer_that_is_held_is_not_sent_again(client: TestClient) -> None:
    answer = client.get("/api/v1/metiers/D1102", headers={"if-none-match": "*"})
    assert answer.status_code == 304
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("address", ["/api/v1/metiers/Z9999", "/api/v1/certifications/RNCP999999"])
def test_a_code_that_nothing_has_leads_to_a_search(client: TestClient, address: str) -> None:
    problem = client.get(address).json()
    assert problem["status"] == 404
    assert problem["chercher"] == f"/api/v1/search?q={address.rpartition('/')[2]}"
    assert client.get(problem["chercher"]).status_code == 200


def test_a_form_that_is_refused_is_said_in_words(client: TestClient) -> None:
    for address in ("/api/v1/evenements?mois=mars", "/api/v1/formations/FOR.1/offre?departement=rhone"):
        problem = client.get(address).json()
        assert problem["status"] == 400
        assert problem["accepted"], address


def test_an_unknown_parameter_of_an_address_with_a_code_is_told_the_known_ones(client: TestClient) -> None:
    problem = client.get("/api/v1/formations/FOR.1/offre?couleur=bleu").json()
    assert problem["accepted"] == ["departement", "lieu", "rayon", "passees", "page", "par_page"]


def test_every_field_of_an_answer_is_described(client: TestClient) -> None:
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    silent = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, said in schema.get("properties", {}).items()
        if "description" not in said
    ]
    assert silent == []
