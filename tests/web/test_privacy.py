"""No cookie, no trace of what was searched, nothing from third parties."""

import logging
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from debouches.settings import Settings
from tests.web.addresses import API, ERRORS, PAGES
from tests.web.fakes import FakeSearcher
from web.serving import serve


@pytest.mark.parametrize(
    "address", [*PAGES, *ERRORS, *API, "/static/site.css"], ids=lambda address: address[:40]
)
def test_every_answer_is_protected_and_sets_no_cookie(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'"
    )
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_the_access_log_never_holds_what_was_searched(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "debouches.acces")
    client.get("/recherche?q=monsecret")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "debouches.acces"]
    assert line.startswith("GET '/recherche' 200")
    assert "monsecret" not in line


def test_a_newline_in_an_address_does_not_forge_a_line(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "debouches.acces")
    client.get("/a%0aGET '/faux' 200")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "debouches.acces"]
    assert "\n" not in line


def test_the_server_is_started_without_its_own_access_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: started.update(options))
    serve.serve(Settings(home=tmp_path, port=8123), FakeSearcher)
    assert started["access_log"] is False
    assert (started["host"], started["port"]) == ("127.0.0.1", 8123)


def test_static_files_are_kept_for_a_year_under_a_name_that_changes(client: TestClient) -> None:
    text = client.get("/").text
    address = text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "?v=" in address
    assert "immutable" in client.get(address).headers["cache-control"]


def test_pages_travel_compressed(client: TestClient) -> None:
    assert (
        client.get("/metiers/D1102", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"]
        == "gzip"
    )


def test_head_answers_like_get_without_a_body(client: TestClient) -> None:
    answer = client.head("/metiers/D1102")
    assert (answer.status_code, answer.content) == (200, b"")


def test_two_applications_share_nothing(tmp_path: Path) -> None:
    from web.serving.app import create_app

    one, other = (create_app(FakeSearcher(), settings=Settings(home=tmp_path)) for _ in range(2))
    assert one.state.site.searcher is not other.state.site.searcher
    assert one.state.site.templates is not other.state.site.templates
