"""What a program that reads the description alone finds in it."""

import pytest
from fastapi.testclient import TestClient

from tests.web.exemples import drawn, written
from web.api.exemples import FILE


@pytest.fixture(scope="module")
def description(app) -> dict:
    return TestClient(app).get("/api/v1/openapi.json").json()


def test_the_examples_of_the_fields_are_those_of_the_answers(client: TestClient) -> None:
    assert FILE.read_text(encoding="utf-8") == written(drawn(client)), "make generated"


def test_a_field_shows_a_value_of_its_own(description: dict) -> None:
    metier = description["components"]["schemas"]["Metier"]["properties"]
    assert metier["code_rome"]["examples"] == ["D1102"]
    assert metier["provenance"].get("examples") is None


def test_a_program_names_each_operation_in_a_word(description: dict) -> None:
    named = [one["operationId"] for path in description["paths"].values() for one in path.values()]
    assert "search" in named
    assert len(named) == len(set(named))
    assert all(name.isidentifier() and "api" not in name for name in named)


@pytest.mark.parametrize("address", ["/api/v2/search", "/api/zut"])
def test_an_address_of_no_version_is_refused_as_a_program_reads_it(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "E-INTROUVABLE"
