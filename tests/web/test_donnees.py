"""Raw data for other sites: the whole export, the changes, and what is said when there is nothing to give."""

import gzip
from datetime import UTC, datetime

import orjson
import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from debouches.storage import Storage
from tests.mappings.test_partage import CLOSED, Home, record
from tests.web.fakes import FakeSearcher
from web.api import schemas
from web.serving.app import create_app

TOUT, CHANGEMENTS = "/api/v1/donnees/tout.ndjson.gz", "/api/v1/donnees/changements.ndjson.gz"


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    root = tmp_path_factory.mktemp("home")
    home = Home(root)
    home.publish(record("a"), record("b", licence=CLOSED))
    home.publish(record("a"), record("c"))
    assert Storage(root).harvested_sources() == ["essai"]
    return TestClient(create_app(FakeSearcher(), settings=Settings(home=root)), follow_redirects=False)


def lines_of(body: bytes) -> list[dict]:
    return [orjson.loads(line) for line in gzip.decompress(body).splitlines()]


def test_the_manifest_has_exactly_the_documented_shape(harvested: TestClient) -> None:
    answer = schemas.DonneesAnswer.model_validate_json(harvested.get("/api/v1/donnees").content, strict=False)
    assert [one.source for one in answer.data.sources] == ["essai"]


def test_the_export_is_a_file_with_its_cursor(harvested: TestClient) -> None:
    answer = harvested.get(TOUT, headers={"Accept-Encoding": "gzip"})
    assert (answer.headers["content-type"], answer.headers.get("content-encoding")) == (
        "application/gzip",
        None,
    )
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert [one["code"] for one in lines_of(answer.content)] == ["a", "c"]
    cursor = datetime.fromisoformat(answer.headers["debouches-curseur"])
    assert abs((datetime.now(UTC) - cursor).total_seconds()) < 3600


def test_an_export_that_one_already_holds_is_not_sent_again(harvested: TestClient) -> None:
    etag = harvested.get(TOUT).headers["etag"]
    assert harvested.get(TOUT, headers={"If-None-Match": etag}).status_code == 304


def test_changes_end_with_the_next_cursor(harvested: TestClient) -> None:
    lines = lines_of(harvested.get(f"{CHANGEMENTS}?depuis=2026-11-02T12:00:00Z").content)
    assert [line["operation"] for line in lines] == ["retirer", "ecrire", "fin"]
    assert lines[-1]["curseur"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        (f"{CHANGEMENTS}?depuis=hier", 400, "E-REQUETE"),
        (CHANGEMENTS, 400, "E-REQUETE"),
        (f"{TOUT}?couleur=bleu", 400, "E-REQUETE"),
        (f"{TOUT}?source=zut", 404, "E-INTROUVABLE"),
        ("/api/v1/donnees?q=a", 400, "E-REQUETE"),
    ],
)
def test_a_wrong_demand_is_told_in_words(harvested: TestClient, address: str, status: int, code: str) -> None:
    answer = harvested.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_changes_of_a_time_that_is_not_kept_are_gone(tmp_path) -> None:
    Home(tmp_path).publish(record("a"), journal=False)
    client = TestClient(create_app(FakeSearcher(), settings=Settings(home=tmp_path)))
    answer = client.get(f"{CHANGEMENTS}?depuis=2020-01-01")
    assert (answer.status_code, answer.json()["code"]) == (410, "E-TROP-ANCIEN")


def test_a_site_without_records_says_so(tmp_path) -> None:
    answer = TestClient(create_app(FakeSearcher(), settings=Settings(home=tmp_path))).get(TOUT)
    assert answer.status_code == 404
    assert "chez celle qui récolte" in answer.json()["detail"]


def test_the_page_of_the_api_shows_how_to_take_the_data(client: TestClient) -> None:
    page = client.get("/api-et-donnees").text
    assert TOUT in page
    assert f"{CHANGEMENTS}?source=rome&amp;depuis=2026-11-21" in page
