"""Files whose address changes every day are found by their title in the list of their publisher."""

from collections.abc import Iterator

import orjson
import pytest
from pydantic import ValidationError

from crawler.declaration.source import Download
from crawler.network.fetch import spider_events
from crawler.network.listing import newest_resource
from debouches.settings import CrawlSettings
from tests.crawler.factories import real_spec, zip_bytes
from tests.crawler.publisher import Publisher, content, serving

ARCHIVE = zip_bytes({"a.xml": b"<a/>"})
PATTERN = r"export-fiches-rncp-\d{4}-\d{2}-\d{2}\.zip"


def resource(day: str, title: str = "export-fiches-rncp", url: str = "https://exemple.fr") -> dict[str, str]:
    return {"title": f"{title}-{day}.zip", "url": f"{url}/{day}"}


LIST = [resource("2026-08-15"), resource("2026-08-16"), resource("2026-08-17", "export-fiches-rs")]


@pytest.mark.parametrize("key", ["resources", "data"])
@pytest.mark.parametrize("order", [1, -1])
def test_the_last_day_is_taken_whatever_the_order(key: str, order: int) -> None:
    assert newest_resource(orjson.dumps({key: LIST[::order]}), PATTERN) == "https://exemple.fr/2026-08-16"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'"texte"',
        b'{"resources": {}}',
        b'{"resources": [null, 1, {}]}',
        b'{"resources": [{"title": "export-fiches-rncp-2026-08-16.zip"}]}',
        orjson.dumps({"resources": [resource("2026-08-16", url="ftp://exemple.fr")]}),
        orjson.dumps({"resources": [resource("2026-08-16", title="copie de export-fiches-rncp")]}),
    ],
)
def test_a_list_without_the_file_gives_no_address(body: bytes) -> None:
    assert newest_resource(body, PATTERN) is None


def test_a_pattern_that_cannot_be_read_is_refused_with_the_declaration() -> None:
    with pytest.raises(ValidationError, match="expression régulière"):
        Download.model_validate({"name": "a", "urls": ["https://a.fr"], "kind": "zip", "resource": "("})


@pytest.mark.parametrize("source", ["rncp", "rncp-csv"])
def test_the_sources_that_change_address_every_day_declare_the_titles_of_the_publisher(source: str) -> None:
    titles = ["export-fiches-rncp-v4-1", "export-fiches-rs-v4-1", "export-fiches-csv"]
    body = orjson.dumps({"resources": [resource("2026-08-16", title) for title in titles]})
    assert {bool(newest_resource(body, one.resource)) for one in real_spec(source).downloads} == {True}


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as server:
        yield server


def test_the_spider_follows_the_list_to_the_file(publisher: Publisher, tmp_path) -> None:
    listed = [resource(day, url=publisher.url) for day in ("2026-08-15", "2026-08-16")]
    publisher.routes = {
        "/empty": content(b"{}"),
        "/list": content(orjson.dumps({"resources": listed})),
        "/2026-08-16": content(ARCHIVE),
    }
    urls = (f"{publisher.url}/empty", f"{publisher.url}/list")
    download = Download(name="rncp.zip", urls=urls, kind="zip", resource=PATTERN)
    events = list(spider_events([download], CrawlSettings(delay_s=0, retries=0), tmp_path, "essai"))
    failures = [event.message for event in events if event.kind == "failure"]
    assert failures == [f"aucun fichier « {PATTERN} »"]
    assert (tmp_path / "rncp.zip").read_bytes() == ARCHIVE
    assert publisher.paths() == ["/empty", "/list", "/2026-08-16"]
